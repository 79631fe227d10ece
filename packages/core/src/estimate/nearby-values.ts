import { isFloat32 } from '../parameters/float-array.ts';
import { type Direction, type Plan, type Sample, sampleAt } from '../sample.ts';
import { isFiniteOn, type NoiseTable, PER_SIDE, range } from './noise-table.ts';
import { fitPolynomial } from './polynomial-fit.ts';
import { unitRoundoff } from './unit-roundoff.ts';

/** A random direction over all coordinates, non-dyadic, one unit of t being a natural length. */
export interface NoiseLine {
  readonly direction: Direction;
  /** Claimed change of the value per unit of t. */
  readonly slope: number;
  /** Smallest t at which every entry moves, where the point is stored in less than float64; else 0. */
  readonly resolved: number;
  /** Size of the rounding of the terms that the value is a sum of, as far as they are known. */
  readonly stored?: number;
  /** Lines along which fewer entries move: at a corner of the domain every random line leaves it. */
  readonly others?: () => readonly NoiseLine[];
  /** What 1 and the largest parameter, or 1 again, are in the scale of the values: numbers that a function may work with inside. */
  readonly units?: readonly [one: number, largest: number];
}

/** Relative noise that float64 arithmetic does not have where nothing cancels. */
export const FLOAT32_NOISE: number = 2 ** -32;
/** Units of roundoff of 1, and roots of that of the largest parameter, that a step of rounding inside the function may be. */
const LEAST = 2 ** -12;
const MOST = 4;
/** Units of roundoff of the largest parameter that a number stored in float32 on the way may make of a step. */
const STORED = 2 ** 8;
/** Where a side of the point is looked for, natural lengths. */
const NEAR = 2 ** -18;
/** Halvings until a jump is told from a corner, which loses as much of itself in the second half of them as it can. */
const HALVINGS = 12;
const REMAINS = 0.5;

/** Values of the function on short lines through the point. */
export class NearbyValues {
  /** At the point itself. */
  readonly value: number;
  readonly line: NoiseLine;
  /** All that were met, that of the point first. */
  readonly seen: number[];
  /** Lines on which all of them are finite. */
  readonly tables: NoiseTable[] = [];
  readonly #random: () => number;
  readonly #side: number;

  /**
   * @param random - uniform numbers in [0, 1), for the jitter
   * @param side - where values are asked for: 1 or −1 for one side of the point, 0 for both
   */
  constructor(value: number, line: NoiseLine, random: () => number, side = 0) {
    this.value = value;
    this.line = line;
    this.seen = [value];
    this.#random = random;
    this.#side = side;
  }

  /** Whether all values are numbers of float32. */
  get float32(): boolean {
    return this.seen.every(isFloat32);
  }

  /** Whether the point, or what the value is a sum of, is stored in less than float64. */
  get isNarrow(): boolean {
    const { resolved, stored = 0 } = this.line;
    return resolved > 0 || stored > FLOAT32_NOISE * this.magnitude;
  }

  /**
   * Step of the values, nearest to the point on a line, that may be one of rounding inside the function, of numbers around 1 or of
   * the parameters: as large as their roundoff, or as its root after a root or an inverse cosine. 0 when it is none.
   */
  *stepInside(table: NoiseTable): Plan<number> {
    const step = yield* this.#nearestJump(table);
    // A few steps of float64 are numbers of float32, too.
    const isFloat32Step = this.float32 && table.values.every(isFloat32);
    return this.#isRounding(step, this.isNarrow) || this.#isRounding(step, isFloat32Step) ? step : 0;
  }

  /** Whether a step beside something smooth may be one of rounding: in float64, or of numbers stored in float32 on the way. */
  isRoundingBeside(step: number): boolean {
    const largest = this.line.units?.[1] ?? 0;
    return this.#isRounding(step, false) || (step > 0 && step <= STORED * unitRoundoff(true) * largest);
  }

  #isRounding(step: number, float32: boolean): boolean {
    const [one, largest] = this.line.units ?? [0, 0];
    const roundoff = unitRoundoff(float32);
    return step >= LEAST * roundoff * one && step <= MOST * Math.sqrt(roundoff) * largest;
  }

  /** Jump that is nearest to the point among those that a line shows, narrowed down by halving; 0 where it fades, as at a corner. */
  *#nearestJump({ positions, values }: NoiseTable): Plan<number> {
    let [inner, outer] = [0, Number.POSITIVE_INFINITY];
    let jump = 0;
    for (const [k, t] of positions.entries()) {
      if (values[k] === this.value || Math.abs(t) >= Math.abs(outer)) continue;
      outer = t;
      jump = Math.abs(values[k]! - this.value);
    }
    let before = jump;
    for (let k = 0; k < HALVINGS && jump > 0; k++) {
      const sample = sampleAt(this.line.direction, (inner + outer) / 2);
      yield [sample];
      if (k < HALVINGS / 2) before = jump;
      if (sample.value === this.value) inner = sample.t;
      else [outer, jump] = [sample.t, Math.abs(sample.value - this.value)];
    }
    return jump >= REMAINS * before ? jump : 0;
  }

  /** Largest |value| on the last line. */
  get magnitude(): number {
    return Math.max(...(this.tables.at(-1)?.y ?? [this.value]).map(Math.abs));
  }

  /** Whether there are values on the side that is asked for. */
  *exists(): Plan<boolean> {
    const sample = sampleAt(this.line.direction, this.#side * NEAR);
    yield [sample];
    return Number.isFinite(sample.value);
  }

  /** Asks for the values on a line. */
  *at(spacing: number): Plan<NoiseTable> {
    const { direction } = this.line;
    const nearest = this.#side === 0 ? 0.5 - PER_SIDE : 0.5;
    const unit = this.#side < 0 ? -spacing : spacing;
    const positions: number[] = [];
    for (let k = 0; k < 2 * PER_SIDE; k++) positions.push(unit * (nearest + k + 0.6 * (this.#random() - 0.5)));
    const samples = positions.map(t => sampleAt(direction, t));
    yield samples;
    const values = samples.map(sample => sample.value);
    const y = [this.value, ...samples.map(sample => this.beside(sample))];
    const levels = [...new Set([this.value, ...values])].sort((a, b) => a - b);
    return {
      spacing,
      positions,
      values,
      y,
      levels,
      change: range(y),
      residual: fitPolynomial([0, ...positions], y).residual,
    };
  }

  /** A value on the line, less what the claim makes of a stored point that lies beside it. */
  beside({ t, value, linear }: Sample): number {
    const { resolved, slope } = this.line;
    return resolved > 0 ? value - (linear - slope * t) : value;
  }

  /** The same, and remembers them. */
  *learn(spacing: number): Plan<NoiseTable> {
    const table = yield* this.at(spacing);
    // At the edge of a domain only one side of the point tells in which arithmetic values are computed.
    this.seen.push(...table.values.filter(Number.isFinite));
    if (isFiniteOn(table)) this.tables.push(table);
    return table;
  }
}
