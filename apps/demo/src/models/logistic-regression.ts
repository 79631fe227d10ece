/** Logistic regression, cross-entropy averaged over the examples. `w` has one weight per feature. */
export interface Parameters {
  w: Float64Array;
  b: number;
}

export interface Examples {
  readonly X: readonly (readonly number[])[];
  /** 0 or 1 per example. */
  readonly y: readonly number[];
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function probability({ w, b }: Parameters, x: readonly number[]): number {
  let z = b;
  for (let j = 0; j < w.length; j++) z += w[j]! * x[j]!;
  return sigmoid(z);
}

export function loss(parameters: Parameters, { X, y }: Examples): number {
  let sum = 0;
  for (const [n, x] of X.entries()) {
    const p = probability(parameters, x);
    sum -= y[n] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / X.length;
}

export function gradient(parameters: Parameters, { X, y }: Examples): Parameters {
  const w = new Float64Array(parameters.w.length);
  let b = 0;
  for (const [n, x] of X.entries()) {
    const d = (probability(parameters, x) - y[n]!) / X.length;
    b += d;
    for (let j = 0; j < w.length; j++) w[j]! += d * x[j]!;
  }
  return { w, b };
}
