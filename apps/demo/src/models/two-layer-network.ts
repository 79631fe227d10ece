/**
 * The two-layer network of every first deep-learning course: tanh, then softmax, cross-entropy averaged over the batch, and an
 * L2 term on the weights. Every shape is rows × columns, row-major.
 */
export interface Weights {
  /** hidden × inputs */
  W1: Float64Array;
  /** hidden */
  b1: Float64Array;
  /** classes × hidden */
  W2: Float64Array;
  /** classes */
  b2: Float64Array;
}

export interface Batch {
  /** One row of inputs per example. */
  readonly X: readonly (readonly number[])[];
  /** Class of each example. */
  readonly labels: readonly number[];
}

export interface Sizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly classes: number;
  /** Coefficient λ of λ/2·‖W‖². */
  readonly decay: number;
}

/** What the backward pass reads from the forward pass, for one example. */
function forward({ W1, b1, W2, b2 }: Weights, x: readonly number[], { inputs, hidden, classes }: Sizes) {
  const a1 = new Float64Array(hidden);
  for (let i = 0; i < hidden; i++) {
    let z = b1[i]!;
    for (let j = 0; j < inputs; j++) z += W1[i * inputs + j]! * x[j]!;
    a1[i] = Math.tanh(z);
  }
  const p = new Float64Array(classes);
  let total = 0;
  for (let k = 0; k < classes; k++) {
    let z = b2[k]!;
    for (let i = 0; i < hidden; i++) z += W2[k * hidden + i]! * a1[i]!;
    p[k] = Math.exp(z);
    total += p[k]!;
  }
  for (let k = 0; k < classes; k++) p[k]! /= total;
  return { a1, p };
}

export function cost(weights: Weights, { X, labels }: Batch, sizes: Sizes): number {
  let sum = 0;
  for (const [n, x] of X.entries()) sum -= Math.log(forward(weights, x, sizes).p[labels[n]!]!);
  let squares = 0;
  for (const w of weights.W1) squares += w * w;
  for (const w of weights.W2) squares += w * w;
  return sum / X.length + (sizes.decay / 2) * squares;
}

export function backprop(weights: Weights, { X, labels }: Batch, sizes: Sizes): Weights {
  const { inputs, hidden, classes, decay } = sizes;
  const { W1, W2 } = weights;
  const m = X.length;
  const g: Weights = {
    W1: W1.map(w => decay * w),
    b1: new Float64Array(hidden),
    W2: W2.map(w => decay * w),
    b2: new Float64Array(classes),
  };
  for (const [n, x] of X.entries()) {
    const { a1, p } = forward(weights, x, sizes);
    const d1 = new Float64Array(hidden);
    for (let k = 0; k < classes; k++) {
      const d2 = (p[k]! - (labels[n] === k ? 1 : 0)) / m;
      g.b2[k]! += d2;
      for (let i = 0; i < hidden; i++) {
        g.W2[k * hidden + i]! += d2 * a1[i]!;
        d1[i]! += W2[k * hidden + i]! * d2;
      }
    }
    for (let i = 0; i < hidden; i++) {
      const d = d1[i]! * (1 - a1[i]! ** 2);
      g.b1[i]! += d;
      for (let j = 0; j < inputs; j++) g.W1[i * inputs + j]! += d * x[j]!;
    }
  }
  return g;
}
