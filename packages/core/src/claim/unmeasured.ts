import type { Lengths } from '../estimate/lengths.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import type { ComparedLeaf } from '../plan/comparison.ts';
import { Measurements, STATUS } from '../plan/measurements.ts';
import type { Behaviour } from '../probe/behaviour.ts';
import type { InconclusiveReason, Verdict } from '../types.ts';
import type { LeafResult } from './claim-result.ts';
import { comparedLeaves } from './compared-leaves.ts';

/** A leaf about which nothing was proved. */
export function unproved(
  leaf: ComparedLeaf,
  measurements: Measurements,
  verdict: Verdict,
  reason?: InconclusiveReason,
): LeafResult {
  return {
    leaf,
    measurements,
    directions: undefined,
    verdict,
    ...(reason ? { reason } : {}),
    single: Number.POSITIVE_INFINITY,
    spread: Number.POSITIVE_INFINITY,
    vacuous: false,
    leftOut: 0,
  };
}

/** Every checked leaf with one verdict, when there was nothing to measure. */
export function unmeasured<P>(
  point: Point<P>,
  behaviour: Behaviour,
  lengths: Lengths,
  verdict: Verdict,
  reason?: InconclusiveReason,
): LeafResult[] {
  const leaves = comparedLeaves(point, behaviour, lengths, 1, () => true);
  return leaves.map(leaf => unproved(leaf, new Measurements(), verdict, reason));
}

function isFiniteThroughout(values: FloatArray): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/**
 * The leaves whose claims are not all finite: NaN is wrong where the value is finite, infinite ones may be true. Nothing is
 * measured of them.
 */
export function notFiniteClaims<P>(point: Point<P>, behaviour: Behaviour, lengths: Lengths): LeafResult[] {
  const isBroken = (position: number): boolean => !isFiniteThroughout(behaviour.claimed[position]!);
  return comparedLeaves(point, behaviour, lengths, 1, isBroken).flatMap((leaf): LeafResult[] => {
    const measurements = new Measurements();
    for (let k = 0; k < leaf.count; k++) {
      const claimed = leaf.claimOf(k);
      if (Number.isFinite(claimed)) continue;
      const outcome = Number.isNaN(claimed)
        ? ({ status: 'incorrect' } as const)
        : ({ status: 'inconclusive', reason: 'infinite-slope' } as const);
      measurements.record(k, { ...outcome, q: Number.NaN, error: 0, bound: 0, step: 0 });
    }
    // Entries that no tangent moves are not looked at.
    if (measurements.size === 0) return [];
    const isWrong = measurements.count(STATUS.incorrect) > 0;
    return [
      isWrong
        ? unproved(leaf, measurements, 'incorrect')
        : unproved(leaf, measurements, 'inconclusive', 'infinite-slope'),
    ];
  });
}
