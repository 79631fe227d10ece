import type { Effect } from '../effect.ts';
import type { Comparison } from '../plan/comparison.ts';
import { judgeJointKinks, type KinkCoordinate } from '../plan/joint-kinks.ts';
import { STATUS } from '../plan/measurements.ts';
import type { Probe } from '../probe/probe.ts';
import { withinBudget } from '../probe/within-budget.ts';
import type { LeafResult } from './claim-result.ts';

/** Kinks in several coordinates: each interval holds its claim, the sum must fit as well. */
export function* checkJointKinks<P>(
  comparison: Comparison,
  results: readonly LeafResult[],
  probe: Probe<P>,
): Effect<readonly LeafResult[]> {
  if (results.some(result => result.verdict !== 'correct')) return results;
  const kinks: KinkCoordinate[] = results.flatMap(({ leaf, measurements }) =>
    // Ties were looked at with everything moved.
    [...measurements.kinks].flatMap(([coordinate, kink]) => (kink.tied ? [] : [{ leaf, coordinate, kink }])),
  );
  if (kinks.length < 2) return results;
  const joint = yield* withinBudget(probe.run(judgeJointKinks(comparison, kinks)));
  if (joint === undefined) {
    return results.map(result =>
      result.measurements.kinks.size === 0 ? result : { ...result, verdict: 'inconclusive', reason: 'budget' },
    );
  }
  if (joint === 'correct') return results;
  return results.map(result => {
    const { measurements } = result;
    if (measurements.kinks.size === 0) return result;
    if (joint === 'inconclusive') return { ...result, verdict: 'inconclusive', reason: 'kink' };
    for (const coordinate of measurements.kinks.keys()) {
      measurements.status[measurements.rowOf(coordinate)!] = STATUS.incorrect;
    }
    return { ...result, verdict: 'incorrect' };
  });
}
