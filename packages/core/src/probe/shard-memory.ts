import { fromJsonNumber } from '../json-number.ts';
import type { Sample } from '../sample.ts';
import type { ShardValues } from '../types.ts';
import { Memory, singleOf } from './memory.ts';

/** A value that a shard has, and the one that the function gives at the same sample here. */
export interface SpotCheck {
  readonly shard: number;
  readonly leaf: number;
  readonly entry: number;
  readonly known: number;
  readonly found: number;
}

/** How many values of a shard were asked for, and how many will have been when one is evaluated again. */
interface Tally {
  readonly shard: number;
  asked: number;
  next: number;
}

/** What one shard knows of one leaf. */
interface Column {
  readonly tally: Tally;
  readonly byEntry: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

/** Of the values that a shard knows, the first, the 16th, the 256th … are evaluated again. */
const RARER = 16;

/** Values of one claim that shards evaluated. A few are evaluated once more: are they of this function, at this point? */
export class ShardMemory extends Memory {
  readonly #columns: (readonly Column[])[] = [];
  readonly #pending = new Map<Sample, { readonly shard: number; readonly known: number }>();
  readonly #compare: (spotCheck: SpotCheck) => void;

  /** @param compare - told of every value that was evaluated again */
  constructor(claim: number, shards: readonly ShardValues[], compare: (spotCheck: SpotCheck) => void) {
    super();
    this.#compare = compare;
    for (const { index, columns } of shards) {
      const tally = { shard: index, asked: 0, next: 1 };
      for (const { leaf, entries, steps, values } of columns.filter(column => column.claim === claim)) {
        const byEntry = new Map<number, Map<number, number>>();
        for (const [k, entry] of entries.entries()) {
          const bySteps = byEntry.get(entry) ?? new Map<number, number>();
          byEntry.set(entry, bySteps);
          bySteps.set(steps[k]!, fromJsonNumber(values[k]!));
        }
        this.#columns[leaf] = [...(this.#columns[leaf] ?? []), { tally, byEntry }];
      }
    }
  }

  override recall(sample: Sample): number | undefined {
    const part = singleOf(sample);
    for (const { tally, byEntry } of (part && this.#columns[part.leaf]) ?? []) {
      const known = byEntry.get(part!.first)?.get(sample.t);
      if (known === undefined) continue;
      if (++tally.asked < tally.next) return known;
      tally.next *= RARER;
      this.#pending.set(sample, { shard: tally.shard, known });
      return undefined;
    }
    return undefined;
  }

  override keep(sample: Sample, found: number): number {
    const pending = this.#pending.get(sample);
    if (!pending) return found;
    this.#pending.delete(sample);
    const { leaf, first: entry } = singleOf(sample)!;
    this.#compare({ ...pending, leaf, entry, found });
    return pending.known;
  }
}
