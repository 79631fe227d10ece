import type { FloatArray } from '../parameters/types.ts';

function medianMagnitude(values: FloatArray): number {
  // A sample is enough for a scale, and a sort of ten million entries is not.
  const stride = Math.max(1, Math.floor(values.length / 4096));
  const magnitudes: number[] = [];
  for (let i = 0; i < values.length; i += stride) if (values[i] !== 0) magnitudes.push(Math.abs(values[i]!));
  magnitudes.sort((a, b) => a - b);
  return magnitudes[magnitudes.length >> 1] ?? 0;
}

/**
 * How far is a natural step for each coordinate: a power of two near the size of the coordinate, or of its parameter where
 * the coordinate is zero or far below it. A wrong length costs evaluations, not correctness.
 */
export function lengthsOf(leaves: readonly { readonly values: FloatArray }[]): (leaf: number, entry: number) => number {
  const medians = leaves.map(leaf => medianMagnitude(leaf.values));
  const known = medians.filter(median => median > 0).sort((a, b) => a - b);
  const fallback = known[known.length >> 1] ?? 1;
  return (leaf, entry) => {
    const median = medians[leaf]! || fallback;
    const magnitude = Math.abs(leaves[leaf]!.values[entry]!);
    const length =
      magnitude === 0
        ? 0.3 * median
        : magnitude > 1e-3 * median
          ? Math.max(magnitude, 0.1 * median)
          : Math.max(magnitude, 0.01 * median);
    return 2 ** Math.round(Math.log2(length));
  };
}
