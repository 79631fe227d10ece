import {
  add,
  crossEntropy,
  dot,
  type Floats,
  type Matrix,
  map,
  softmaxColumns,
  sumColumns,
  times,
  transpose,
  zip,
} from '../matrix.ts';

/**
 * The two-layer network of every first deep-learning course: tanh, then softmax; cross-entropy averaged over a batch of m
 * examples, and an L2 term on the weights.
 */
export interface Weights {
  /** hidden × inputs */
  W1: Matrix;
  /** hidden */
  b1: Floats;
  /** classes × hidden */
  W2: Matrix;
  /** classes */
  b2: Floats;
}

export interface Batch {
  /** inputs × m: a column per example. */
  readonly X: Matrix;
  /** classes × m: 1 for the class of the example, else 0. */
  readonly Y: Matrix;
}

/** What the backward pass reads again. */
export function forward({ W1, b1, W2, b2 }: Weights, X: Matrix): { A1: Matrix; P: Matrix } {
  const A1 = map(dot(W1, X), (z, i) => Math.tanh(z + b1[i]!)); // hidden × m
  const P = softmaxColumns(map(dot(W2, A1), (z, k) => z + b2[k]!)); // classes × m
  return { A1, P };
}

function squares({ data }: Matrix): number {
  let sum = 0;
  for (const w of data) sum += w * w;
  return sum;
}

/** @param lambda - weight of the L2 term λ/2m·(‖W1‖² + ‖W2‖²) */
export function cost(weights: Weights, { X, Y }: Batch, lambda = 0): number {
  const m = X.shape[1];
  return crossEntropy(forward(weights, X).P, Y) + (lambda / (2 * m)) * (squares(weights.W1) + squares(weights.W2));
}

export function backprop(weights: Weights, { X, Y }: Batch, lambda = 0): Weights {
  const m = X.shape[1];
  const { W1, W2 } = weights;
  const { A1, P } = forward(weights, X);
  const dZ2 = zip(P, Y, (p, y) => (p - y) / m); // classes × m: softmax and cross-entropy together
  const dA1 = dot(transpose(W2), dZ2); // hidden × m
  const dZ1 = zip(dA1, A1, (da, a) => da * (1 - a * a)); // tanh′ = 1 − tanh²
  return {
    W1: add(dot(dZ1, transpose(X)), times(W1, lambda / m)),
    b1: sumColumns(dZ1),
    W2: add(dot(dZ2, transpose(A1)), times(W2, lambda / m)),
    b2: sumColumns(dZ2),
  };
}
