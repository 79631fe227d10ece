import { type Floats, type Matrix, map, sumRows, zeros, zip } from '../matrix.ts';

/** Layer normalisation of every row: y = γ·(x − mean)/√(variance + ε) + β. */
export interface Inputs {
  /** rows × features */
  x: Matrix;
  /** features */
  gamma: Floats;
  /** features */
  beta: Floats;
}

const EPSILON = 1e-5;

/** Rows of mean 0 and variance 1, and 1/√(variance + ε) of each. */
export function normalise({ data, shape: [rows, features] }: Matrix): { normal: Matrix; scale: Floats } {
  const normal = zeros(data.length, data);
  const scale = zeros(rows, data);
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * features, (r + 1) * features);
    let mean = 0;
    for (const v of row) mean += v / features;
    let variance = 0;
    for (const v of row) variance += (v - mean) ** 2 / features;
    scale[r] = 1 / Math.sqrt(variance + EPSILON);
    for (const [j, v] of row.entries()) normal[r * features + j] = (v - mean) * scale[r]!;
  }
  return { normal: { data: normal, shape: [rows, features] }, scale };
}

export function layerNorm({ x, gamma, beta }: Inputs): Matrix {
  return map(normalise(x).normal, (v, _, j) => gamma[j]! * v + beta[j]!);
}

/** Vector-Jacobian product: `dy` is the gradient with respect to the output, rows × features. */
export function layerNormBackward({ x, gamma }: Inputs, dy: Matrix): Inputs {
  const [rows, features] = x.shape;
  const { normal, scale } = normalise(x);
  const dNormal = map(dy, (d, _, j) => d * gamma[j]!);
  // Mean and variance depend on every entry of the row: both bring a term that is the same along the row.
  const mean = zeros(rows, x.data);
  const slope = zeros(rows, x.data);
  for (let i = 0; i < dNormal.data.length; i++) {
    const r = Math.floor(i / features);
    mean[r]! += dNormal.data[i]! / features;
    slope[r]! += (dNormal.data[i]! * normal.data[i]!) / features;
  }
  return {
    x: map(dNormal, (d, r, j) => scale[r]! * (d - mean[r]! - normal.data[r * features + j]! * slope[r]!)),
    gamma: sumRows(zip(dy, normal, (d, n) => d * n)),
    beta: sumRows(dy),
  };
}
