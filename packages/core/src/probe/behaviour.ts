import type { Effect } from '../effect.ts';
import { largestOf } from '../parameters/largest.ts';
import type { FloatArray } from '../parameters/types.ts';
import type { Probe } from './probe.ts';

/** What calling the user's functions twice at the same point shows, before any numerics. */
export interface Behaviour {
  /** Values at the point, unscaled: two (five in float32), or twelve when they differ. */
  readonly values: readonly number[];
  readonly claimed: readonly FloatArray[];
  /** Two derivatives of the same point differ by this, relative to the largest entry of the first. */
  readonly claimChange: number;
  /** Each call adds the same amount to the derivative. */
  readonly accumulates: boolean;
  /** Leaves whose derivative grows, when it accumulates. */
  readonly growing: readonly boolean[];
}

/** Relative difference of two derivatives above which they are different derivatives, not different roundings. */
export const CLAIM_CHANGE = 1e-3;
/** Calls made of a function that answers differently each time. */
const REPEATS = 12;
/** Calls made at the point where values are stored in float32. */
const ROUNDED_REPEATS = 5;

/** ‖a − factor·b‖ ÷ ‖b‖, entries measured against the largest of b; NaN where either is. */
function distance(a: readonly FloatArray[], b: readonly FloatArray[], factor: number): number {
  const largest = largestOf(b) || 1;
  let difference = 0;
  let size = 0;
  for (let leaf = 0; leaf < b.length; leaf++) {
    const one = a[leaf]!;
    const other = b[leaf]!;
    for (let i = 0; i < other.length; i++) {
      const reference = other[i]!;
      difference += ((one[i]! - factor * reference) / largest) ** 2;
      size += (reference / largest) ** 2;
    }
  }
  return Math.sqrt(difference) / Math.sqrt(size || 1);
}

/**
 * Value and derivative twice, each on a fresh copy, the value right before the derivative: some backward passes read what the
 * forward pass left behind.
 */
export function* observeBehaviour<P>(probe: Probe<P>): Effect<Behaviour> {
  const values = [yield* probe.valueAtPoint()];
  const claimed = yield* probe.derivativeAtPoint();
  if (!Number.isFinite(values[0]!)) return { values, claimed, claimChange: 0, accumulates: false, growing: [] };
  values.push(yield* probe.valueAtPoint());
  const again = yield* probe.derivativeAtPoint({ borrow: true });
  const claimChange = distance(again, claimed, 1);
  // The same amount is added each time, whatever earlier calls left behind. Written down before the next call refills what
  // was borrowed.
  const expected =
    claimChange > CLAIM_CHANGE
      ? again.map((leaf, k) => leaf.map((value, i) => 2 * value - claimed[k]![i]!) as FloatArray)
      : [];
  const same = (): boolean => values.every(value => Object.is(value, values[0]!));
  // In float32 a little noise often rounds to the same number.
  if (Math.fround(values[0]!) === values[0]!) {
    while (same() && values.length < ROUNDED_REPEATS) values.push(yield* probe.valueAtPoint());
  }
  if (!same()) {
    while (values.length < REPEATS) values.push(yield* probe.valueAtPoint());
  }
  if (!(claimChange > CLAIM_CHANGE))
    return { values, claimed, claimChange: claimChange || 0, accumulates: false, growing: [] };
  const growing = claimed.map((leaf, k) => distance([expected[k]!], [leaf], 1) > CLAIM_CHANGE);
  values.push(yield* probe.valueAtPoint());
  const third = yield* probe.derivativeAtPoint();
  const accumulates = distance(third, expected, 1) < CLAIM_CHANGE;
  return { values, claimed, claimChange, accumulates, growing };
}
