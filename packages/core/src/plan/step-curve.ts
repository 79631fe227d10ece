import type { Landscape } from '../compare/landscape.ts';
import { sigmaAt } from '../compare/landscape.ts';
import type { LineClaim } from '../compare/line-outcome.ts';
import { type Plan, sampleAt } from '../sample.ts';
import type { ComparedLeaf } from './comparison.ts';

/** Difference quotients over many steps, user's units per unit of the direction. */
export interface MeasuredCurve {
  /** Steps in units of the parameter, ascending. */
  readonly steps: number[];
  /** Numeric minus analytic slope at each step. */
  readonly discrepancy: number[];
  /** Standard deviation of it from the noise of the function. */
  readonly noise: number[];
}

/** Largest and smallest log2 of t. */
const LARGEST = -2;
const SMALLEST = -42;
/** Distance between two of them: of a function that is cheap to call, and of one that is called as little as can be. */
const SPACING = { dense: 2, sparse: 4 } as const;

/** The report's main picture: the same difference quotient at every step from far too large to far too small. */
export function* measureCurve(
  claim: LineClaim,
  landscape: Landscape,
  unit: number,
  spacing: keyof typeof SPACING = 'dense',
): Plan<MeasuredCurve> {
  const curve: MeasuredCurve = { steps: [], discrepancy: [], noise: [] };
  const exponents: number[] = [];
  for (let e = LARGEST; e >= Math.max(SMALLEST, claim.smallest); e -= SPACING[spacing]) exponents.push(e);
  const samples = exponents.flatMap(e => [sampleAt(claim.direction, 2 ** e), sampleAt(claim.direction, -(2 ** e))]);
  yield samples;
  for (let k = exponents.length - 1; k >= 0; k--) {
    const plus = samples[2 * k]!;
    const minus = samples[2 * k + 1]!;
    const width = plus.width + minus.width;
    if (!Number.isFinite(plus.value) || !Number.isFinite(minus.value) || !(width > 0)) continue;
    curve.steps.push((width / 2) * unit);
    curve.discrepancy.push((plus.value - minus.value - (plus.linear - minus.linear)) / width);
    curve.noise.push((sigmaAt(landscape, plus.value, minus.value) * Math.SQRT2) / width);
  }
  return curve;
}

/**
 * A direction that shows several coordinates together, each on the side on which its discrepancy adds up.
 * @param discrepancies - per coordinate, claimed from measured
 */
export function alongDiscrepancy(
  leaf: ComparedLeaf,
  coordinates: readonly number[],
  discrepancies: readonly number[],
): LineClaim {
  return leaf.listed(coordinates, j => (discrepancies[j]! < 0 ? -1 : 1));
}
