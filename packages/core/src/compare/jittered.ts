import { hash32 } from '../random.ts';

/** Positions from −1 to 1, ascending, beside those of an even grid: on one, steps of rounding can look exactly straight. */
export function jittered(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, k) => {
    const jitter = 0.6 * (hash32(k, seed) / 4294967296 - 0.5);
    return (k - (count - 1) / 2 + jitter) / (count / 2);
  });
}
