import type { ResolvedOptions } from './options.ts';
import type { ProbeOptions } from './probe/types.ts';

/**
 * What a probe has to know of the user's options.
 * @param onCalls - told after every call how many were made
 * @param memory - values known from elsewhere, and kept for elsewhere
 */
export function probeOptions<P>(
  { concurrency, maxEvaluations, signal }: ResolvedOptions<P>,
  onCalls: ProbeOptions['onCalls'],
  memory?: ProbeOptions['memory'],
): ProbeOptions {
  return { concurrency, maxEvaluations, signal, onCalls, memory };
}
