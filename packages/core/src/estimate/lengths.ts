import type { FloatArray } from '../parameters/types.ts';
import { nearestPowerOfTwo } from './power-of-two.ts';

function medianMagnitude(values: FloatArray): number {
  // A sample is enough for a scale, and a sort of ten million entries is not.
  const stride = Math.max(1, Math.floor(values.length / 4096));
  const magnitudes: number[] = [];
  for (let i = 0; i < values.length; i += stride) if (values[i] !== 0) magnitudes.push(Math.abs(values[i]!));
  magnitudes.sort((a, b) => a - b);
  return magnitudes[magnitudes.length >> 1] ?? 0;
}

function lengthOf(value: number, median: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return nearestPowerOfTwo(0.3 * median);
  return nearestPowerOfTwo(Math.max(magnitude, (magnitude > 1e-3 * median ? 0.1 : 0.01) * median));
}

/**
 * How far is a natural step for each coordinate: a power of two near the size of the coordinate, or of its parameter where
 * the coordinate is zero or far below it. A wrong length costs evaluations, not correctness.
 */
export class Lengths {
  readonly #values: readonly FloatArray[];
  readonly #medians: readonly number[];

  constructor(leaves: readonly { readonly values: FloatArray }[]) {
    this.#values = leaves.map(leaf => leaf.values);
    const medians = this.#values.map(medianMagnitude);
    const known = medians.filter(median => median > 0).sort((a, b) => a - b);
    const fallback = known[known.length >> 1] ?? 1;
    this.#medians = medians.map(median => median || fallback);
  }

  /** Of one entry of a leaf, units of the parameter. */
  at(leaf: number, entry: number): number {
    return lengthOf(this.#values[leaf]![entry]!, this.#medians[leaf]!);
  }

  /** Multiplies out[j] by the length of entry `from + j`. */
  scale(out: Float64Array, leaf: number, from: number, to: number): void {
    const values = this.#values[leaf]!;
    const median = this.#medians[leaf]!;
    for (let k = from; k < to; k++) out[k - from] = out[k - from]! * lengthOf(values[k]!, median);
  }
}
