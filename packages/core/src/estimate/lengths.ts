import type { FloatArray } from '../parameters/types.ts';
import { nearestPowerOfTwo } from './power-of-two.ts';

/** Share of tiny entries up to which they are the small numbers that every distribution has, not a scale of their own. */
const RARE = 0.02;

/** Entries this small, down to the subnormal ones, are zeros to any function. */
const NOTHING = 2 ** -1000;

interface Scale {
  /** Median of the magnitudes that are not zero. */
  readonly median: number;
  /** Entries far below the median are rare. */
  readonly even: boolean;
}

function scaleOf(values: FloatArray): Scale {
  // A sample is enough for a scale, and a sort of ten million entries is not.
  const stride = Math.max(1, Math.floor(values.length / 4096));
  const magnitudes: number[] = [];
  for (let i = 0; i < values.length; i += stride) {
    if (Math.abs(values[i]!) > NOTHING) magnitudes.push(Math.abs(values[i]!));
  }
  const sorted = Float64Array.from(magnitudes).sort();
  const median = sorted[sorted.length >> 1] ?? 0;
  const tiny = sorted.findIndex(magnitude => !isTiny(magnitude, median));
  return { median, even: tiny <= RARE * magnitudes.length };
}

/** The entry is far below its parameter, not just near a zero crossing: its own size is all there is to go by. */
const isTiny = (magnitude: number, median: number): boolean => magnitude !== 0 && magnitude <= 1e-3 * median;

function lengthOf(value: number, median: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return nearestPowerOfTwo(0.3 * median);
  return nearestPowerOfTwo(Math.max(magnitude, (isTiny(magnitude, median) ? 0.01 : 0.1) * median));
}

/** How far a natural step is for each entry, one by one or many at a time. */
export interface EntryLengths {
  /** Of one entry of a leaf, units of the parameter. */
  at(leaf: number, entry: number): number;
  /** Multiplies out[j] by the length of entry `from + j`. */
  scale(out: Float64Array, leaf: number, from: number, to: number): void;
}

/**
 * How far is a natural step for each coordinate: a power of two near the size of the coordinate, or of its parameter where
 * the coordinate is zero or far below it. A wrong length costs evaluations, not correctness.
 */
export class Lengths implements EntryLengths {
  /**
   * For entries that move together: none goes less far than the typical entry of its parameter. What hides in a direction is
   * the error of the entry that moves least.
   */
  readonly together: EntryLengths;
  readonly #values: readonly FloatArray[];
  readonly #medians: readonly number[];

  constructor(leaves: readonly { readonly values: FloatArray }[]) {
    this.#values = leaves.map(leaf => leaf.values);
    const scales = this.#values.map(scaleOf);
    const known = scales.flatMap(({ median }) => (median > 0 ? [median] : [])).sort((a, b) => a - b);
    const fallback = known[known.length >> 1] ?? 1;
    this.#medians = scales.map(({ median }) => median || fallback);
    const uneven = scales.map(({ even }) => !even);
    this.together = new LengthsTogether(this.#values, this.#medians, uneven);
  }

  at(leaf: number, entry: number): number {
    return lengthOf(this.#values[leaf]![entry]!, this.#medians[leaf]!);
  }

  scale(out: Float64Array, leaf: number, from: number, to: number): void {
    const values = this.#values[leaf]!;
    const median = this.#medians[leaf]!;
    for (let k = from; k < to; k++) out[k - from] = out[k - from]! * lengthOf(values[k]!, median);
  }
}

class LengthsTogether implements EntryLengths {
  readonly #values: readonly FloatArray[];
  readonly #medians: readonly number[];
  readonly #typical: readonly number[];
  readonly #uneven: readonly boolean[];

  constructor(values: readonly FloatArray[], medians: readonly number[], uneven: readonly boolean[]) {
    this.#values = values;
    this.#medians = medians;
    this.#typical = medians.map(nearestPowerOfTwo);
    this.#uneven = uneven;
  }

  at(leaf: number, entry: number): number {
    return this.#lengthOf(leaf, this.#values[leaf]![entry]!);
  }

  scale(out: Float64Array, leaf: number, from: number, to: number): void {
    const values = this.#values[leaf]!;
    for (let k = from; k < to; k++) out[k - from] = out[k - from]! * this.#lengthOf(leaf, values[k]!);
  }

  #lengthOf(leaf: number, value: number): number {
    const magnitude = Math.abs(value);
    const median = this.#medians[leaf]!;
    if (this.#uneven[leaf] && isTiny(magnitude, median)) return lengthOf(value, median);
    return nearestPowerOfTwo(Math.max(magnitude, this.#typical[leaf]!));
  }
}
