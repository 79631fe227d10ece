import { AGREE, REJECT, sigmaAt } from '../compare/landscape.ts';
import { hash32 } from '../random.ts';
import { type Direction, type Plan, sampleAt } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { alongCoordinate, directionOf } from './direction.ts';

export interface KinkCoordinate {
  readonly leaf: ComparedLeaf;
  readonly coordinate: number;
}

const PAIRS = 6;

/** All entries together: `offset` of every coordinate's length to one random side, `move` of it along the sum. */
function displaced(kinks: readonly KinkCoordinate[], offset: (j: number) => number, move: number): Direction {
  return directionOf(
    kinks.map(({ leaf, coordinate }, j) => {
      const distance = leaf.lengthOf(coordinate) * (offset(j) + move);
      return alongCoordinate(leaf.leaf, leaf.position, coordinate, distance);
    }),
  );
}

/**
 * Several coordinates at kinks: each claimed value may lie between its one-sided slopes while their sum does not (every tied
 * entry of a maximum counted fully). The slope along the sum is measured beside the point, on random sides of the kinks: a
 * valid subgradient (Clarke) lies within the range of what is found there.
 *
 * Outside the range it is certainly wrong when the function is smooth along the sum, the slope the same on all sides;
 * otherwise a side may have been missed, and nothing is said.
 * @see J. Bolte, E. Pauwels, Conservative set valued fields, automatic differentiation, stochastic gradient methods and deep
 *   learning, Math. Program. (2021)
 */
export function* judgeJointKinks(
  comparison: Comparison,
  kinks: readonly KinkCoordinate[],
): Plan<'correct' | 'incorrect' | 'inconclusive'> {
  const { landscape } = comparison;
  let reference = 0;
  for (const { leaf, coordinate } of kinks) reference += Math.abs(leaf.slopeOf(coordinate));
  reference = Math.max(reference, 1e-2 * landscape.gradientScale);
  const step = Math.min(2 ** -6, Math.max(2 ** -16, (100 * landscape.noise.sigma) / reference));
  const discrepancies: number[] = [];
  let noise = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const side of [1, -1]) {
      const offset = (j: number): number => {
        const bits = hash32(pair * 4096 + j, 7);
        return side * (bits & 1 ? 1 : -1) * 8 * step * (0.5 + (bits >>> 1) / 2147483648);
      };
      const plus = sampleAt(displaced(kinks, offset, step), 1);
      const minus = sampleAt(displaced(kinks, offset, -step), 1);
      yield [plus, minus];
      if (!Number.isFinite(plus.value) || !Number.isFinite(minus.value)) return 'inconclusive';
      discrepancies.push((plus.value - minus.value - (plus.linear - minus.linear)) / (2 * step));
      noise = (sigmaAt(landscape, plus.value, minus.value) * Math.SQRT2) / (2 * step);
    }
  }
  const low = Math.min(...discrepancies);
  const high = Math.max(...discrepancies);
  // Curvature moves the slopes beside the point by a share of the kink itself.
  const tolerance = AGREE * noise + 0.1 * (high - low) + 0.02 * reference;
  if (low - tolerance <= 0 && high + tolerance >= 0) return 'correct';
  const smooth = high - low <= 0.05 * reference + REJECT * noise;
  const clear = Math.min(Math.abs(low), Math.abs(high)) > 0.1 * reference + REJECT * noise;
  return smooth && clear ? 'incorrect' : 'inconclusive';
}
