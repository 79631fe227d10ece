import type { LeafResult } from './claim-result.ts';
import { Lengths } from './estimate/lengths.ts';
import type { Point } from './parameters/types.ts';
import { ComparedLeaf } from './plan/comparison.ts';
import { Measurements, STATUS } from './plan/measurements.ts';
import type { Behaviour } from './probe/behaviour.ts';
import type { InconclusiveReason, Verdict } from './types.ts';

/** Every checked leaf with one verdict, when there was nothing to measure. */
export function unmeasured<P>(
  point: Point<P>,
  behaviour: Behaviour,
  verdict: Verdict,
  reason: InconclusiveReason | undefined,
): LeafResult[] {
  const lengths = new Lengths(point.leaves);
  return point.leaves.flatMap((leaf, position): LeafResult[] => {
    if (!leaf.checked) return [];
    return [
      {
        leaf: new ComparedLeaf(leaf, position, behaviour.claimed[position]!, 1, lengths),
        measurements: new Measurements(),
        directions: undefined,
        verdict,
        ...(reason ? { reason } : {}),
        single: Number.POSITIVE_INFINITY,
        spread: Number.POSITIVE_INFINITY,
        vacuous: false,
        leftOut: 0,
      },
    ];
  });
}

/** NaN claims are wrong where the value is finite; infinite ones may be true. */
export function notFiniteClaims<P>(point: Point<P>, behaviour: Behaviour): LeafResult[] | undefined {
  if (point.leaves.every(({ checked }, p) => !checked || behaviour.claimed[p]!.every(Number.isFinite)))
    return undefined;
  const lengths = new Lengths(point.leaves);
  let any = false;
  const results = point.leaves.flatMap((leaf, position): LeafResult[] => {
    if (!leaf.checked) return [];
    const compared = new ComparedLeaf(leaf, position, behaviour.claimed[position]!, 1, lengths);
    const measurements = new Measurements();
    let infinite = false;
    for (let k = 0; k < compared.count; k++) {
      const claimed = compared.claimOf(k);
      if (Number.isFinite(claimed)) continue;
      any = true;
      infinite ||= !Number.isNaN(claimed);
      const status = Number.isNaN(claimed) ? 'incorrect' : 'inconclusive';
      const reason = { reason: 'infinite-slope' as const };
      measurements.record(k, { status, q: Number.NaN, error: 0, bound: 0, step: 0, ...(infinite ? reason : {}) });
    }
    const wrong = measurements.count(STATUS.incorrect) > 0;
    const verdict = wrong ? 'incorrect' : infinite ? 'inconclusive' : 'correct';
    return [
      {
        leaf: compared,
        measurements,
        directions: undefined,
        verdict,
        ...(verdict === 'inconclusive' ? { reason: 'infinite-slope' as const } : {}),
        single: Number.POSITIVE_INFINITY,
        spread: Number.POSITIVE_INFINITY,
        vacuous: false,
        leftOut: 0,
      },
    ];
  });
  return any ? results : undefined;
}
