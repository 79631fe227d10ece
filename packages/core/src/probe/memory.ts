import { toJsonNumber } from '../json-number.ts';
import type { Part, Sample } from '../sample.ts';
import type { JsonNumber, ShardColumn } from '../types.ts';

/** The entry that a sample moves, when it moves one alone. */
export function singleOf({ direction: { parts } }: Sample): Part | undefined {
  return parts.length === 1 && parts[0]!.count === 1 ? parts[0] : undefined;
}

/** Values of one claim at samples that move one entry: kept in one process, looked up in another. */
export class Memory {
  readonly #kept = new Map<number, { entries: number[]; steps: number[]; values: JsonNumber[] }>();

  /**
   * @param value - unscaled, as evaluated at the sample
   * @returns the one to go on with: of one line, all are of one machine
   */
  keep(sample: Sample, value: number): number {
    const part = singleOf(sample);
    if (!part) return value;
    let columns = this.#kept.get(part.leaf);
    if (!columns) {
      columns = { entries: [], steps: [], values: [] };
      this.#kept.set(part.leaf, columns);
    }
    columns.entries.push(part.first);
    columns.steps.push(sample.t);
    columns.values.push(toJsonNumber(value));
    return value;
  }

  /** The unscaled value that is known at a sample: it is not evaluated. */
  recall?(sample: Sample): number | undefined;

  columns(claim: number): ShardColumn[] {
    return [...this.#kept].map(([leaf, columns]) => ({ claim, leaf, ...columns }));
  }
}
