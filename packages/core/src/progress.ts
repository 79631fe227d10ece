import { FEW } from './claim/check-claim.ts';
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
 * Turns the number of calls made into what `onProgress` receives after each, and a line on a terminal now and then.
 * @param claims - comparisons of the check, each about as long as the others
 * @param now - clock in milliseconds
 */
export function progressReport<P>(
  point: Point<P>,
  options: ResolvedOptions<P>,
  claims: number,
  now: () => number,
): ((valueCalls: number) => void) | undefined {
  const { onProgress, progressLine } = options;
  if (!onProgress && !progressLine) return undefined;
  const expected = Math.min(options.maxEvaluations, claims * expectedCalls(point, options));
  const started = now();
  const report = (done: number): void => {
    const of = Math.max(done, expected);
    const progress: Progress = { done, of, remainingMilliseconds: ((now() - started) / done) * (of - done) };
    progressLine?.(progress);
    onProgress?.(progress);
  };
  return onProgress ? report : nowAndThen(report, now);
}

/** Calls that may pass before the clock is read again, at most: it takes a share of what a short call takes. */
const STRIDE = 64;

/** Calls that take less than this together are too few, milliseconds. */
const MOMENT = 50;

function nowAndThen(report: (done: number) => void, now: () => number): (done: number) => void {
  let next = 0;
  let stride = 1;
  let last = now();
  return done => {
    if (done < next) return;
    const time = now();
    stride = time - last < MOMENT ? Math.min(2 * stride, STRIDE) : 1;
    last = time;
    next = done + stride;
    report(done);
  };
}
