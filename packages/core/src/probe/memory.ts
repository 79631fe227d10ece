import { fromJsonNumber, toJsonNumber } from '../json-number.ts';
import type { Part, Sample } from '../plan/sample.ts';
import type { JsonNumber, ShardColumn } from '../types.ts';

/** The entry that a sample moves, when it moves one alone. */
function singleOf({ direction: { parts } }: Sample): Part | undefined {
  return parts.length === 1 && parts[0]!.count === 1 ? parts[0] : undefined;
}

/** Values of one claim at samples that move one entry: kept in one process, looked up in another. */
export class Memory {
  readonly #kept = new Map<number, { entries: number[]; steps: number[]; values: JsonNumber[] }>();
  readonly #known = new Map<number, Map<number, Map<number, number>>>();

  /** Unscaled value at a sample. */
  keep(sample: Sample, value: number): void {
    const part = singleOf(sample);
    if (!part) return;
    let columns = this.#kept.get(part.leaf);
    if (!columns) {
      columns = { entries: [], steps: [], values: [] };
      this.#kept.set(part.leaf, columns);
    }
    columns.entries.push(part.first);
    columns.steps.push(sample.t);
    columns.values.push(toJsonNumber(value));
  }

  recall(sample: Sample): number | undefined {
    const part = singleOf(sample);
    return part && this.#known.get(part.leaf)?.get(part.first)?.get(sample.t);
  }

  learn({ leaf, entries, steps, values }: ShardColumn): void {
    const byEntry = this.#known.get(leaf) ?? new Map<number, Map<number, number>>();
    this.#known.set(leaf, byEntry);
    for (const [k, entry] of entries.entries()) {
      const bySteps = byEntry.get(entry) ?? new Map<number, number>();
      byEntry.set(entry, bySteps);
      bySteps.set(steps[k]!, fromJsonNumber(values[k]!));
    }
  }

  columns(claim: number): ShardColumn[] {
    return [...this.#kept].map(([leaf, columns]) => ({ claim, leaf, ...columns }));
  }
}
