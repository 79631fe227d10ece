import { type CheckOf, check } from './check.ts';
import { drive, type Effect } from './effect.ts';
import { type CheckOptions, resolveOptions } from './options.ts';
import { readPoint } from './parameters/point.ts';
import { ShardMemory } from './probe/shard-memory.ts';
import { Agreement, requireSameQuestion, requireWholeSet } from './shard-set.ts';
import type { Differentiable } from './subject/differentiable.ts';
import type { GradientCheck } from './types.ts';

/**
 * Puts the shards of one check together: the same check, bit for bit, as without shards, cost aside.
 *
 * Every value that a shard evaluated is taken from it. `value` is called only for what no shard could know: how the function
 * behaves when called twice, its noise, second looks at what stands out among all coordinates, the picture of a failure; and at
 * a few samples of every shard, to see that its values are of this function, at this point.
 * @param options - those of the shards, without `shard`
 * @param shards - what `checkGradients` returned for every index of `shard`, in any order; may have travelled as JSON
 * @returns the check, its cost summed over the shards; a promise of it as soon as one member of the subject returns a promise
 * @throws GradcheckError ERR_OPTION when a shard is missing, there twice, or of another subject, point or check; and what
 *   `checkGradients` throws
 */
export function mergeShards<P, S extends Differentiable<P>>(
  subject: S,
  options: CheckOptions<P>,
  shards: readonly GradientCheck[],
): CheckOf<S> {
  const { shard: _, ...whole } = options;
  const resolved = resolveOptions(whole as CheckOptions<P>);
  const set = requireWholeSet(shards);
  const { leaves } = readPoint(resolved.at, resolved, subject.adapters ?? []);
  requireSameQuestion(set, resolved, leaves);
  const values = set.map(({ shard }) => shard);
  const agreement = new Agreement(set, leaves);
  const memoryOf = (claim: number): ShardMemory =>
    new ShardMemory(claim, values, spotCheck => agreement.require(spotCheck));
  function* merged(): Effect<GradientCheck> {
    const found = yield* check(subject, resolved, memoryOf);
    agreement.requireSameValue(found);
    const cost = { ...found.cost };
    for (const shard of shards) {
      cost.valueCalls += shard.cost.valueCalls;
      cost.derivativeCalls += shard.cost.derivativeCalls;
      cost.milliseconds += shard.cost.milliseconds;
    }
    return { ...found, cost };
  }
  return drive(merged()) as CheckOf<S>;
}
