import type { Floats } from '../matrix.ts';

/** Exponential linear unit, entry by entry: x where x > 0, else eˣ − 1. */
export function elu(x: Floats): Floats {
  return x.map(v => (v > 0 ? v : Math.expm1(v)));
}

/** The Jacobian, which is diagonal, times a vector: backward (dy in, dx out) and forward (dx in, dy out) are the same. */
export function eluProduct(x: Floats, d: Floats): Floats {
  return d.map((v, i) => (x[i]! > 0 ? v : v * Math.exp(x[i]!)));
}

/** Huber's loss, summed: ½x² where |x| < 1, |x| − ½ beyond, so that an outlier pulls with a bounded force. */
export function huber(x: Floats): number {
  let sum = 0;
  for (const v of x) sum += Math.abs(v) < 1 ? (v * v) / 2 : Math.abs(v) - 0.5;
  return sum;
}

export function huberGradient(x: Floats): Floats {
  return x.map(v => (Math.abs(v) < 1 ? v : Math.sign(v)));
}
