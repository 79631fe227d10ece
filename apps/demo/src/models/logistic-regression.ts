import type { Floats, Matrix } from '../matrix.ts';

/** Logistic regression, cross-entropy averaged over m examples. */
export interface Parameters {
  /** One weight per feature. */
  w: Floats;
  b: number;
}

export interface Examples {
  /** features × m: a column per example. */
  readonly X: Matrix;
  /** m answers, 0 or 1. */
  readonly y: readonly number[];
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Probability that example n is a 1. */
function probability({ w, b }: Parameters, { data, shape: [features, m] }: Matrix, n: number): number {
  let z = b;
  for (let j = 0; j < features; j++) z += w[j]! * data[j * m + n]!;
  return sigmoid(z);
}

export function loss(parameters: Parameters, { X, y }: Examples): number {
  let sum = 0;
  for (const [n, answer] of y.entries()) {
    const p = probability(parameters, X, n);
    sum -= answer === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / y.length;
}

export function gradient(parameters: Parameters, { X, y }: Examples): Parameters {
  const dw = parameters.w.map(() => 0);
  let db = 0;
  for (const [n, answer] of y.entries()) {
    const dz = (probability(parameters, X, n) - answer) / y.length;
    for (let j = 0; j < dw.length; j++) dw[j]! += dz * X.data[j * y.length + n]!;
    db += dz;
  }
  return { w: dw, b: db };
}

/** Hessian times a vector: 1/m·Σ p(1−p)·x·⟨x, v⟩, with the 1 of the bias appended to x. Newton's method asks for it. */
export function hessianProduct(parameters: Parameters, v: Parameters, { X, y }: Examples): Parameters {
  const hw = parameters.w.map(() => 0);
  let hb = 0;
  for (let n = 0; n < y.length; n++) {
    const p = probability(parameters, X, n);
    let dz = v.b;
    for (let j = 0; j < hw.length; j++) dz += v.w[j]! * X.data[j * y.length + n]!;
    const d = (p * (1 - p) * dz) / y.length;
    for (let j = 0; j < hw.length; j++) hw[j]! += d * X.data[j * y.length + n]!;
    hb += d;
  }
  return { w: hw, b: hb };
}
