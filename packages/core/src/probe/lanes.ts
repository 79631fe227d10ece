import { drive, type Effect, isThenable, settle } from '../effect.ts';
import type { Sample } from '../sample.ts';

/**
 * Several asynchronous calls in flight.
 * @param lanes - what evaluates one sample at a time: nothing to wait for, or a promise. Each works on memory of its own
 */
export function* inLanes(
  samples: readonly Sample[],
  lanes: readonly ((sample: Sample) => PromiseLike<void> | undefined)[],
): Effect<void> {
  let next = 0;
  function* run(evaluate: (sample: Sample) => PromiseLike<void> | undefined): Effect<void> {
    try {
      while (next < samples.length) {
        const pending = evaluate(samples[next++]!);
        if (pending) yield pending;
      }
    } catch (error) {
      // What one call throws ends the check: the other lanes finish what they began, and begin nothing.
      next = samples.length;
      throw error;
    }
  }
  const pending: PromiseLike<void>[] = [];
  const thrown: unknown[] = [];
  for (const lane of lanes) {
    try {
      const begun = drive(run(lane));
      if (isThenable(begun)) pending.push(begun);
    } catch (error) {
      thrown.push(error);
    }
  }
  // A function that answers at once leaves nothing to wait for.
  const ended = pending.length > 0 ? yield* settle(Promise.allSettled(pending)) : [];
  for (const end of ended) if (end.status === 'rejected') thrown.push(end.reason);
  if (thrown.length > 0) throw thrown[0];
}
