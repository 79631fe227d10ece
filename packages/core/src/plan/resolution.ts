import type { ComparedLeaf, Comparison } from './comparison.ts';
import { normOf } from './comparison.ts';
import type { DirectionFindings } from './directions.ts';
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

/**
 * What coordinates compared one by one prove. A kink proves an interval, not a value: it is left out, and warned of; where
 * there is nothing else, the interval is what was proved.
 */
export function resolutionOf({ landscape }: Comparison, leaf: ComparedLeaf, found: Measurements): Resolution {
  const rows: number[] = [];
  const kinksAlone = found.kinks.size === found.size;
  for (let row = 0; row < found.size; row++) {
    if (kinksAlone || !found.kinks.has(found.coordinates[row]!)) rows.push(row);
  }
  const errorOf = (j: number): number => found.error[rows[j]!]!;
  const slopeOf = (j: number): number => leaf.slopeOf(found.coordinates[rows[j]!]!);
  const lengthOf = (j: number): number => leaf.lengthOf(found.coordinates[rows[j]!]!);
  const errors = normOf(rows.length, errorOf);
  const slopes = normOf(rows.length, slopeOf);
  if (!(slopes > 0)) {
    // Nothing is claimed: a relative error is relative to nothing. What a verdict needs is relative to how the function
    // changes at all.
    const { gradientScale } = landscape;
    const natural = kinksAlone || errors <= 1e-3 * gradientScale ? 0 : errors / gradientScale;
    return { single: Number.POSITIVE_INFINITY, spread: Number.POSITIVE_INFINITY, natural };
  }
  let largestError = 0;
  let largestSlope = 0;
  for (let j = 0; j < rows.length; j++) {
    largestError = Math.max(largestError, errorOf(j) / lengthOf(j));
    largestSlope = Math.max(largestSlope, Math.abs(slopeOf(j)) / lengthOf(j));
  }
  return {
    single: largestError / largestSlope,
    spread: normOf(rows.length, j => errorOf(j) / lengthOf(j)) / normOf(rows.length, j => slopeOf(j) / lengthOf(j)),
    natural: kinksAlone ? 0 : errors / slopes,
  };
}

/** What directions proved before the coordinates were visited still holds. */
export function sharper(one: Resolution, other: DirectionFindings | undefined): Resolution {
  if (!other) return one;
  return {
    single: Math.min(one.single, other.single),
    spread: Math.min(one.spread, other.spread),
    natural: Math.min(one.natural, other.spread),
  };
}
