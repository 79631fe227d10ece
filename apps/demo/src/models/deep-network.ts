import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  crossEntropy,
  dot,
  type Floats,
  type Matrix,
  map,
  softmaxColumns,
  sumColumns,
  transpose,
  zip,
} from '../matrix.ts';
import type { Batch } from './two-layer-network.ts';

/** A hidden layer: product, batch norm, ReLU, dropout. It has no bias: batch norm would subtract it again. */
export interface Layer {
  /** units × inputs */
  W: Matrix;
  /** units: gain and shift of the batch norm */
  gamma: Floats;
  beta: Floats;
}

/** A multi-layer perceptron: any number of hidden layers, then softmax. */
export interface Network {
  layers: Layer[];
  /** `W`: classes × units of the last layer; `b`: classes */
  output: { W: Matrix; b: Floats };
}

/** Training draws another mask at every step; a check needs the same one at every call, hence a seed. */
export interface Dropout {
  readonly keep: number;
  readonly seed: number;
}

const EPSILON = 1e-5;

/** Mean 0 and variance 1 over the batch, unit by unit; `scale` is 1/√(variance + ε) per unit. */
function batchNormalise({ data, shape: [units, m] }: Matrix) {
  const scale: number[] = [];
  const mean: number[] = [];
  for (let i = 0; i < units; i++) {
    const row = data.subarray(i * m, (i + 1) * m);
    let sum = 0;
    for (const z of row) sum += z;
    mean[i] = sum / m;
    let squares = 0;
    for (const z of row) squares += (z - mean[i]!) ** 2;
    scale[i] = 1 / Math.sqrt(squares / m + EPSILON);
  }
  return { scale, normal: map({ data, shape: [units, m] }, (z, i) => (z - mean[i]!) * scale[i]!) };
}

/** Kept units are divided by the share that is kept, so that evaluation needs no correction. */
function dropoutMask(A: Matrix, { keep, seed }: Dropout): Matrix {
  const random = xoroshiro128plus(seed);
  return map(A, () => (uniformFloat64(random) < keep ? 1 / keep : 0));
}

function hiddenForward({ W, gamma, beta }: Layer, input: Matrix, dropout: Dropout) {
  const { normal, scale } = batchNormalise(dot(W, input)); // units × m
  const Z = map(normal, (n, i) => gamma[i]! * n + beta[i]!);
  const mask = dropoutMask(Z, dropout);
  return { input, normal, scale, Z, mask, A: zip(Z, mask, (z, keep) => (z > 0 ? z : 0) * keep) };
}

function forward({ layers, output }: Network, X: Matrix, { keep, seed }: Dropout) {
  const hidden: ReturnType<typeof hiddenForward>[] = [];
  for (const [l, layer] of layers.entries()) {
    hidden.push(hiddenForward(layer, hidden.at(-1)?.A ?? X, { keep, seed: seed + l }));
  }
  const A = hidden.at(-1)?.A ?? X;
  return { hidden, A, P: softmaxColumns(map(dot(output.W, A), (z, k) => z + output.b[k]!)) };
}

export function cost(network: Network, { X, Y }: Batch, dropout: Dropout): number {
  return crossEntropy(forward(network, X, dropout).P, Y);
}

function hiddenBackward({ W, gamma }: Layer, cache: ReturnType<typeof hiddenForward>, dA: Matrix) {
  const { input, normal, scale, Z, mask } = cache;
  const m = dA.shape[1];
  const dZ = zip(
    zip(dA, mask, (d, keep) => d * keep),
    Z,
    (d, z) => (z > 0 ? d : 0),
  );
  const dGamma = sumColumns(zip(dZ, normal, (d, n) => d * n));
  const dBeta = sumColumns(dZ);
  // Mean and variance depend on every example of the batch: each brings a term, and both are sums at hand already.
  const dProduct = map(dZ, (d, i, n) => {
    return gamma[i]! * scale[i]! * (d - dBeta[i]! / m - (normal.data[i * m + n]! * dGamma[i]!) / m);
  });
  return {
    gradient: { W: dot(dProduct, transpose(input)), gamma: dGamma, beta: dBeta },
    dInput: dot(transpose(W), dProduct),
  };
}

export function backprop(network: Network, { X, Y }: Batch, dropout: Dropout): Network {
  const { hidden, A, P } = forward(network, X, dropout);
  const dZ = zip(P, Y, (p, y) => (p - y) / X.shape[1]); // classes × m
  const layers: Layer[] = [];
  let dA = dot(transpose(network.output.W), dZ);
  for (let l = hidden.length - 1; l >= 0; l--) {
    const { gradient, dInput } = hiddenBackward(network.layers[l]!, hidden[l]!, dA);
    layers.unshift(gradient);
    dA = dInput;
  }
  return { layers, output: { W: dot(dZ, transpose(A)), b: sumColumns(dZ) } };
}
