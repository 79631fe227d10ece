import { measureNoise, type Noise } from '../src/estimate/noise.ts';
import { uniformStream } from '../src/random.ts';
import { drivePlan, unitLine } from './drive-plan.ts';

/**
 * Noise at a point of a line whose points are stored in float64, and how many batches of values it took.
 * @param units - what numbers that the function may work with inside are in the scale of its values, where that is known
 */
export function noiseOf(
  f: (x: number) => number,
  at: number,
  repeats: readonly number[] = [f(at), f(at)],
  seed = 42,
  slope = 0,
  units?: readonly [one: number, largest: number],
): Noise & { batches: number } {
  const line = { direction: unitLine, slope, resolved: 0, ...(units ? { units } : {}) };
  const { result, batches } = drivePlan(measureNoise(repeats, line, uniformStream(seed)), f, { at, slope });
  return { ...result, batches };
}

/** Uniform in ±size, the same at the same x. */
export const hashed =
  (size: number): ((x: number) => number) =>
  (x: number): number => {
    const word = new Uint32Array(Float64Array.of(x).buffer);
    let bits = Math.imul(word[0]! ^ Math.imul(word[1]!, 0x9e3779b9), 0x85ebca6b) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) >>> 0;
    return size * ((bits ^ (bits >>> 16)) / 2147483648 - 1);
  };

export const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6];

/** Identity rounded to multiples of a grid. */
export const rounded =
  (grid: number): ((x: number) => number) =>
  (x: number): number =>
    Math.round(x / grid) * grid;

/** Noise along a line whose points are stored in float32, of a function with a claimed slope. */
export function noiseInFloat32(
  f: (x: number) => number,
  slope: number,
  seed = 42,
  resolved: number = 2 ** -19,
  units?: readonly [one: number, largest: number],
): Noise {
  const at = Math.fround(0.7);
  const line = { direction: unitLine, slope, resolved, ...(units ? { units } : {}) };
  const plan = measureNoise([f(at), f(at)], line, uniformStream(seed));
  return drivePlan(plan, f, { at, slope, round: Math.fround }).result;
}
