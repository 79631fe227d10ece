import { type FloatArray, type Precision, zeros } from './types.ts';

/** 32-bit mix of an index and a seed. */
export function hash32(index: number, seed: number): number {
  let x = (Math.imul(index + 1, 0x9e3779b9) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/** Numbers in (low, high), the same for the same seed. */
export function uniform(seed: number, size: number, low: number, high: number, precision: Precision): FloatArray {
  const values = zeros(precision, size);
  for (let i = 0; i < size; i++) values[i] = low + (high - low) * ((hash32(i, seed) + 0.5) / 4294967296);
  return values;
}
