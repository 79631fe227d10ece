import { isThenable } from './effect.ts';
import { misuse } from './errors.ts';
import { unitRoundoff } from './estimate/unit-roundoff.ts';
import { fromJsonNumber } from './json-number.ts';
import { listed } from './listed.ts';
import type { ResolvedOptions } from './options.ts';
import { coordinateLabel, shapeText } from './parameters/paths.ts';
import type { Leaf } from './parameters/types.ts';
import type { SpotCheck } from './probe/shard-memory.ts';
import type { GradientCheck, ParameterFinding, ShardValues } from './types.ts';

/** A check that was made with the option `shard`. */
export type Shard = GradientCheck & { readonly shard: ShardValues };

/** Two machines may differ by so many standard deviations of the noise, and by so many rounding errors of the value. */
const NOISE = 64;
const ROUNDING = 512;

const ANOTHER = 'The shard is of another function, or was made at another point.';
const MERGE_THE_SAME = 'Merge with the subject, the point and the options that made the shards, without `shard`.';

function fail(found: string, expected: string, ...advice: readonly string[]): never {
  throw misuse('ERR_OPTION', {
    what: 'the shards do not make one check',
    table: [
      ['found', found],
      ['expected', expected],
    ],
    advice,
  });
}

/**
 * The shards of one set: every index is there, and there once.
 * @throws GradcheckError ERR_OPTION
 */
export function requireWholeSet(shards: readonly GradientCheck[]): readonly Shard[] {
  for (const shard of shards as readonly (GradientCheck | undefined)[]) {
    if (isThenable(shard)) fail('a promise', 'a check', 'Await every shard before the merge.');
    if (!shard?.shard?.columns) fail('a check without shard values', 'checks made with shard: { index, count }');
  }
  const all = shards as readonly Shard[];
  const count = all[0]?.shard.count ?? fail('no shard', 'every shard of the check');
  const other = all.find(({ shard }) => shard.count !== count);
  if (other) fail(`shards of ${count} and of ${other.shard.count}`, 'the same count in all');
  const indices = Array.from({ length: count }, (_, index) => index);
  const holders = indices.map(index => all.filter(({ shard }) => shard.index === index).length);
  const missing = indices.filter(index => holders[index] === 0);
  if (missing.length > 0) fail(`no shard ${missing.join(', ')} of ${count}`, `shards 0 to ${count - 1}`);
  const repeated = indices.filter(index => holders[index]! > 1);
  if (repeated.length > 0) {
    fail(`shard ${repeated.join(', ')} of ${count} more than once`, `each of shards 0 to ${count - 1} once`);
  }
  return all;
}

function signature({ path, shape, dtype }: Pick<ParameterFinding, 'path' | 'shape' | 'dtype'>): string {
  return `${path} (${shapeText(shape)}${dtype === 'number' ? '' : `, ${dtype}`})`;
}

/**
 * Options that decide which values a check asks for, and the parameters, are those of the merge.
 * @throws GradcheckError ERR_OPTION
 */
export function requireSameQuestion<P>(
  shards: readonly Shard[],
  { seed, order }: Pick<ResolvedOptions<P>, 'seed' | 'order'>,
  leaves: readonly Leaf[],
): void {
  const wanted = leaves.filter(({ checked }) => checked).map(signature);
  for (const shard of shards) {
    const { index } = shard.shard;
    if (shard.seed !== seed) fail(`seed ${shard.seed} in shard ${index}`, `seed ${seed}, as in the options`);
    if (shard.order !== order) fail(`order ${shard.order} in shard ${index}`, `order ${order}, as in the options`);
    const had = shard.parameters.map(signature);
    const strange = had.filter(parameter => !wanted.includes(parameter));
    // A check that ended early does not speak of every parameter.
    const absent = shard.verdict !== 'correct' ? [] : wanted.filter(parameter => !had.includes(parameter));
    if (strange.length + absent.length === 0) continue;
    fail(
      `${strange.length > 0 ? listed(strange) : `no ${listed(absent)}`} in shard ${index}`,
      `${absent.length > 0 ? listed(absent) : listed(wanted)}, as here`,
      MERGE_THE_SAME,
    );
  }
}

/** Holds values of shards against those that the function gives where they are merged. */
export class Agreement {
  readonly #shards: readonly Shard[];
  readonly #leaves: readonly Leaf[];
  readonly #noise: number;
  readonly #rounding: number;

  constructor(shards: readonly Shard[], leaves: readonly Leaf[]) {
    this.#shards = shards;
    this.#leaves = leaves;
    this.#noise = NOISE * Math.max(...shards.map(({ noise }) => fromJsonNumber(noise)));
    this.#rounding = ROUNDING * unitRoundoff(shards.some(({ precision }) => precision === 'float32'));
  }

  #isSame(known: number, found: number): boolean {
    if (Object.is(known, found)) return true;
    return Math.abs(known - found) <= this.#noise + this.#rounding * Math.abs(found);
  }

  /** @throws GradcheckError ERR_OPTION */
  require({ shard, leaf, entry, known, found }: SpotCheck): void {
    if (this.#isSame(known, found)) return;
    const { path, shape } = this.#leaves[leaf]!;
    const place = coordinateLabel(path, entry, shape);
    fail(`value ${known} in shard ${shard}, a step along ${place}`, `value ${found}, as here`, ANOTHER, MERGE_THE_SAME);
  }

  /**
   * Of a function that answers differently each time, no value says whose it is.
   * @throws GradcheckError ERR_OPTION
   */
  requireSameValue(merged: GradientCheck): void {
    const found = fromJsonNumber(merged.value);
    for (const { value, shard, reason } of this.#shards) {
      if ([reason, merged.reason].includes('nondeterministic')) continue;
      const known = fromJsonNumber(value);
      if (this.#isSame(known, found)) continue;
      fail(`value ${known} at the point, in shard ${shard.index}`, `value ${found}, as here`, ANOTHER, MERGE_THE_SAME);
    }
  }
}
