import type { ComparedLeaf, Comparison } from './comparison.ts';
import { normOf } from './comparison.ts';
import type { DirectionFindings } from './direction-findings.ts';
import type { Measurements } from './measurements.ts';

/** Relative errors that would have been noticed. */
export interface Resolution {
  /** Of a single coordinate, relative to the largest derivative of its leaf. */
  readonly single: number;
  /** Of the leaf as a whole, ‖error‖₂ ÷ ‖derivative‖₂. */
  readonly spread: number;
  /** The same as `spread` per natural length: what a verdict rests on, as one tiny coordinate does not blunt it. */
  readonly natural: number;
}

/** Where nothing is claimed, a relative error is relative to nothing. */
export const NOTHING_NOTICED: Resolution = {
  single: Number.POSITIVE_INFINITY,
  spread: Number.POSITIVE_INFINITY,
  natural: Number.POSITIVE_INFINITY,
};

/**
 * What coordinates compared one by one prove. A kink proves an interval, not a value: no verdict rests on it, and what would have
 * been noticed is how far outside a claim is. Where there is nothing else, the interval is what was proved.
 */
export function resolutionOf({ landscape }: Comparison, leaf: ComparedLeaf, found: Measurements): Resolution {
  const kinksAlone = found.kinks.size === found.size;
  // Three numbers per coordinate, looked at several times: errors and claimed slopes per natural length, and the lengths.
  const error = new Float64Array(found.size);
  const slope = new Float64Array(found.size);
  const length = new Float64Array(found.size);
  let count = 0;
  let last = found.size;
  for (let row = 0; row < found.size; row++) {
    const k = found.coordinates[row]!;
    const kink = kinksAlone ? undefined : found.kinks.get(k);
    const place = kink ? --last : count++;
    error[place] = kink?.margin ?? found.error[row]!;
    slope[place] = leaf.slopeOf(k);
    length[place] = leaf.lengthOf(k);
  }
  const errors = normOf(count, j => error[j]!);
  const slopes = normOf(count, j => slope[j]!);
  if (!(slopes > 0)) {
    // What a verdict needs is relative to how the function changes at all.
    const { gradientScale } = landscape;
    const natural = kinksAlone || errors <= 1e-3 * gradientScale ? 0 : errors / gradientScale;
    return { ...NOTHING_NOTICED, natural };
  }
  // The width of an interval is no error.
  const share = (ofClaim: number): number => (kinksAlone ? ofClaim : ofDerivative(ofClaim));
  let largestError = 0;
  let largestSlope = 0;
  for (let j = 0; j < found.size; j++) {
    error[j] = error[j]! / length[j]!;
    slope[j] = slope[j]! / length[j]!;
    largestError = Math.max(largestError, error[j]!);
    largestSlope = Math.max(largestSlope, Math.abs(slope[j]!));
  }
  return {
    single: share(largestError / largestSlope),
    spread: share(normOf(found.size, j => error[j]!) / normOf(found.size, j => slope[j]!)),
    natural: kinksAlone ? 0 : errors / slopes,
  };
}

/** From a share of the claim to a share of the derivative, which may be smaller than its claim by the error itself. */
const ofDerivative = (share: number): number => share / Math.max(1 - share, 0.5);

/** What directions proved before the coordinates were visited still holds. */
export function sharper(one: Resolution, other: DirectionFindings | undefined): Resolution {
  if (!other) return one;
  return {
    single: Math.min(one.single, other.single),
    spread: Math.min(one.spread, other.spread),
    natural: Math.min(one.natural, other.natural),
  };
}
