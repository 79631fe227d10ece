import type { Kink, LineOutcome } from '../compare/line-outcome.ts';

export const STATUS = { correct: 0, incorrect: 1, inconclusive: 2, suspect: 3 } as const;

/**
 * Outcomes of single coordinates of one leaf, column by column: no object is kept per coordinate. All quantities are per
 * natural length, in the probe's scale.
 */
export class Measurements {
  readonly coordinates: number[] = [];
  readonly q: number[] = [];
  readonly error: number[] = [];
  readonly bound: number[] = [];
  readonly step: number[] = [];
  readonly noise: number[] = [];
  readonly status: number[] = [];
  readonly kinks: Map<number, Kink> = new Map();
  readonly reasons: Map<number, LineOutcome> = new Map();
  /** Rows of coordinates, from the first one on that does not have its own number. */
  readonly #rows = new Map<number, number>();
  #inOrder = 0;

  get size(): number {
    return this.coordinates.length;
  }

  rowOf(coordinate: number): number | undefined {
    return coordinate < this.#inOrder ? coordinate : this.#rows.get(coordinate);
  }

  record(coordinate: number, outcome: LineOutcome): void {
    let row = this.rowOf(coordinate);
    if (row === undefined) {
      row = this.coordinates.length;
      if (row === coordinate && row === this.#inOrder) this.#inOrder++;
      else this.#rows.set(coordinate, row);
      this.coordinates.push(coordinate);
    }
    this.q[row] = outcome.q;
    this.error[row] = outcome.error;
    this.bound[row] = outcome.bound;
    this.step[row] = outcome.step;
    this.noise[row] = outcome.noise ?? 0;
    this.status[row] = STATUS[outcome.status];
    if (this.reasons.size > 0) this.reasons.delete(coordinate);
    if (this.kinks.size > 0) this.kinks.delete(coordinate);
    if (outcome.status === 'inconclusive') this.reasons.set(coordinate, outcome);
    if (outcome.kink) this.kinks.set(coordinate, outcome.kink);
  }

  count(status: number): number {
    let found = 0;
    for (const s of this.status) if (s === status) found++;
    return found;
  }
}
