import { AGREE, REJECT, sigmaAt } from '../compare/landscape.ts';
import type { Kink } from '../compare/line-outcome.ts';
import { hash32 } from '../random.ts';
import { type Direction, type Plan, sampleAt } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { alongCoordinate, directionOf } from './direction.ts';

export interface KinkCoordinate {
  readonly leaf: ComparedLeaf;
  readonly coordinate: number;
  readonly kink: Kink;
}

/** Share of a kink up to which a claim is that of one of its sides. */
const OF_ONE_SIDE = 0.1;

/** The side whose slope is claimed: 1 or −1, 0 for a slope in between. */
function claimedSide({ kink: { left, right } }: KinkCoordinate): number {
  const near = OF_ONE_SIDE * Math.abs(right - left);
  if (Math.abs(right) <= near) return 1;
  return Math.abs(left) <= near ? -1 : 0;
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
  /** Slope along the sum, less the claimed one, with every coordinate moved to one side of its kink; NaN outside the domain. */
  function* beside(sideOf: (j: number) => number, pair: number): Plan<{ q: number; noise: number }> {
    const offset = (j: number): number => sideOf(j) * 8 * step * (0.5 + (hash32(pair * 4096 + j, 7) >>> 1) / 2 ** 31);
    const plus = sampleAt(displaced(kinks, offset, step), 1);
    const minus = sampleAt(displaced(kinks, offset, -step), 1);
    yield [plus, minus];
    return {
      q: (plus.value - minus.value - (plus.linear - minus.linear)) / (2 * step),
      noise: (sigmaAt(landscape, plus.value, minus.value) * Math.SQRT2) / (2 * step),
    };
  }
  // Automatic differentiation takes the slope of one side at every kink: beside all of those the claim is the gradient.
  const sides = kinks.map(claimedSide);
  if (!sides.includes(0)) {
    const { q, noise } = yield* beside(j => sides[j]!, PAIRS);
    if (Math.abs(q) <= AGREE * noise + 0.02 * reference) return 'correct';
  }
  const discrepancies: number[] = [];
  let noise = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const side of [1, -1]) {
      const found = yield* beside(j => (hash32(pair * 4096 + j, 7) & 1 ? side : -side), pair);
      if (!Number.isFinite(found.q)) return 'inconclusive';
      discrepancies.push(found.q);
      noise = found.noise;
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
