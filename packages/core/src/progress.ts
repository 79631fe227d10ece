import { FEW } from './claim-check.ts';
import type { Progress, ResolvedOptions } from './options.ts';
import type { Point } from './parameters/types.ts';

/** Calls for behaviour and noise, and for one parameter by directions. */
const FIXED = 24;
const DIRECTIONS = 14;

/** Value calls that a check of a well-behaved function makes for one claim, if the budget is no concern. */
export function expectedCalls<P>(point: Point<P>, { coverage, shard }: ResolvedOptions<P>): number {
  const leaves = point.leaves.filter(({ checked }) => checked);
  const size = leaves.reduce((sum, leaf) => sum + (leaf.tangents?.length ?? leaf.size), 0);
  const each = coverage === 'every-coordinate' || (coverage === 'auto' && size <= FEW);
  const calls = each ? (2 * size) / (shard?.count ?? 1) : DIRECTIONS * leaves.length;
  return Math.ceil(calls) + FIXED;
}

/**
 * Turns the number of calls made into what `onProgress` receives.
 * @param claims - comparisons of the check, each about as long as the others
 * @param now - clock in milliseconds
 */
export function progressReport<P>(
  point: Point<P>,
  options: ResolvedOptions<P>,
  claims: number,
  now: () => number,
): ((valueCalls: number) => void) | undefined {
  const { onProgress } = options;
  if (!onProgress) return undefined;
  const expected = Math.min(options.maxEvaluations, claims * expectedCalls(point, options));
  const started = now();
  return done => {
    const of = Math.max(done, expected);
    const progress: Progress = { done, of, remainingMilliseconds: ((now() - started) / done) * (of - done) };
    onProgress(progress);
  };
}
