import { type CheckOf, check } from './check.ts';
import { drive, type Effect } from './effect.ts';
import { misuse } from './errors.ts';
import { type CheckOptions, resolveOptions } from './options.ts';
import type { Differentiable } from './subject/differentiable.ts';
import type { GradientCheck, ShardValues } from './types.ts';

/**
 * Puts the shards of one check together: the same check, bit for bit, as without shards, cost aside.
 *
 * Every value that a shard evaluated is taken from it. `value` is called only for what no shard could know: how the function
 * behaves when called twice, its noise, second looks at what stands out among all coordinates, the picture of a failure.
 * @param options - those of the shards, without `shard`
 * @param shards - what `checkGradients` returned for every index of `shard`, in any order; may have travelled as JSON
 * @returns the check, its cost summed over the shards; a promise of it as soon as one member of the subject returns a promise
 * @throws GradcheckError ERR_OPTION when a shard is missing or belongs to another check, and what `checkGradients` throws
 */
export function mergeShards<P, S extends Differentiable<P>>(
  subject: S,
  options: CheckOptions<P>,
  shards: readonly GradientCheck[],
): CheckOf<S> {
  const { shard: _, ...whole } = options;
  const resolved = resolveOptions(whole as CheckOptions<P>);
  const values = valuesOf(shards, resolved.seed);
  function* merged(): Effect<GradientCheck> {
    const found = yield* check(subject, resolved, values);
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

function valuesOf(shards: readonly GradientCheck[], seed: number): ShardValues[] {
  const fail = (found: string, expected: string): never => {
    throw misuse('ERR_OPTION', {
      what: 'the shards do not make one check',
      table: [
        ['found', found],
        ['expected', expected],
      ],
    });
  };
  const values = shards.map(
    ({ shard }) => shard ?? fail('a check without shard values', 'checks made with shard: { index, count }'),
  );
  const count = values[0]?.count ?? fail('no shard', 'every shard of the check');
  const other = values.find(shard => shard.count !== count);
  if (other) fail(`shards of ${count} and of ${other.count}`, 'the same count in all');
  const strange = shards.find(shard => shard.seed !== seed);
  if (strange) fail(`a shard with seed ${strange.seed}`, `seed ${seed}, as in the options`);
  const indices = Array.from({ length: count }, (_, index) => index);
  const missing = indices.filter(index => !values.some(shard => shard.index === index));
  if (missing.length > 0) fail(`no shard ${missing.join(', ')} of ${count}`, `shards 0 to ${count - 1}`);
  return values;
}
