import type { ResolvedOptions } from './options.ts';
import type { Point } from './parameters/types.ts';
import type { ProbeOptions } from './probe/probe.ts';

/** What a probe has to know of the user's options. */
export function probeOptions<P>(point: Point<P>, options: ResolvedOptions<P>): ProbeOptions {
  const { concurrency, maxEvaluations, onProgress, signal } = options;
  const expected = Math.min(maxEvaluations, 2 * point.size + 40);
  return {
    concurrency,
    maxEvaluations,
    signal,
    onCalls: onProgress && (done => onProgress({ done, of: Math.max(done, expected) })),
  };
}
