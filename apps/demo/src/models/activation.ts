import type { Floats } from '../matrix.ts';

/** Exponential linear unit, entry by entry: x where x > 0, else eˣ − 1. */
export function elu(x: Floats): Floats {
  return x.map(v => (v > 0 ? v : Math.expm1(v)));
}

/** Vector-Jacobian product: `dy` is the gradient with respect to the output. */
export function eluBackward(x: Floats, dy: Floats): Floats {
  return dy.map((d, i) => (x[i]! > 0 ? d : d * Math.exp(x[i]!)));
}

/** Jacobian-vector product: the change of the output along `dx`. The Jacobian is diagonal, so it looks the same. */
export const eluForward = eluBackward;

/** Huber's loss, summed: ½x² where |x| < 1, |x| − ½ beyond, so that an outlier pulls with a bounded force. */
export function huber(x: Floats): number {
  let sum = 0;
  for (const v of x) sum += Math.abs(v) < 1 ? (v * v) / 2 : Math.abs(v) - 0.5;
  return sum;
}

export function huberGradient(x: Floats): Floats {
  return x.map(v => (Math.abs(v) < 1 ? v : Math.sign(v)));
}
