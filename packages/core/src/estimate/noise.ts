import { type Direction, type Plan, type Sample, sampleAt } from '../plan/sample.ts';
import { commonGrid } from './grid.ts';
import { fitResidual } from './polynomial-fit.ts';

/** How noisy the function is near the point. Values are those the probe returns (scaled to the order of 1). */
export interface Noise {
  /** Standard deviation of a value near the point. */
  readonly sigma: number;
  /** Standard deviation of larger values, relative to their size. */
  readonly relative: number;
  /** Largest |value| met. */
  readonly magnitude: number;
  /** Every value met is a float32 number. */
  readonly float32: boolean;
  /** Change of the value per unit of t along the line; 0 when none was seen. */
  readonly slope: number;
}

/** Relative spacing of rounding: half an ulp of 1. */
export const unitRoundoff = (float32: boolean): number => (float32 ? 2 ** -24 : 2 ** -53);

/** The measured noise understates the true one in one fit of twenty by up to this. */
const SAFETY = 1.4;
/** Rounding alone moves a value by about this many units of roundoff. */
const ROUNDING = 0.4;

/** A random direction over all coordinates, non-dyadic, one unit of t being a natural length. */
export interface NoiseLine {
  readonly direction: Direction;
  /** Claimed change of the value per unit of t. */
  readonly slope: number;
  /** Smallest t at which every entry moves, where the point is stored in less than float64; else 0. */
  readonly resolved: number;
}

interface Table {
  readonly t: readonly number[];
  readonly y: readonly number[];
  readonly values: readonly number[];
}

/** Smallest distance between different values. */
function smallestGap(values: readonly number[]): number {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  let gap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < distinct.length; i++) gap = Math.min(gap, distinct[i]! - distinct[i - 1]!);
  return gap;
}

/**
 * Noise of one value: residual of a cubic through nine points on a short line through the point, measured again on shorter
 * lines while it looks too large for rounding. Rounding stays as the line shrinks; oscillation, kinks and jumps do not.
 *
 * The points are jittered: on an even grid the steps of rounding can look exactly straight.
 * @param repeats - values of the unmoved point, at least two
 * Where the point is stored in float32, the points lie beside the line by its rounding; what the claim says that this changes is
 * taken out, and the line stays long enough for every entry to move: otherwise the noise would be that of other points, or none.
 * @see J. J. Moré, S. M. Wild, Estimating computational noise, SIAM J. Sci. Comput. 33 (2011), for the idea of reading
 *   noise from a short line and of changing its spacing; the fit replaces their difference table
 */
export function* measureNoise(repeats: readonly number[], line: NoiseLine, random: () => number): Plan<Noise> {
  const value = repeats[0]!;
  const deterministic = repeats.every(repeat => repeat === value);
  const seen = [value];
  let float32 = Math.fround(value) === value;
  let magnitude = Math.abs(value);
  let residual: number | undefined;
  let slope = 0;
  let steepest = 0;
  let ordinary = false;
  let persistentSteps = 0;
  let spacing = Math.max(line.resolved, !deterministic ? 2 ** -6 : float32 ? 2 ** -11 : 2 ** -21);

  function* table(width: number): Plan<Table> {
    const positions: number[] = [];
    for (let k = -3.5; k <= 3.5; k++) positions.push(width * (k + 0.6 * (random() - 0.5)));
    const samples = positions.map(t => sampleAt(line.direction, t));
    yield samples;
    const beside = ({ t, linear }: Sample): number => (line.resolved > 0 ? linear - line.slope * t : 0);
    const values = samples.map(sample => sample.value);
    return {
      t: [0, ...positions.map(t => t / (4 * width))],
      y: [value, ...samples.map(sample => sample.value - beside(sample))],
      values,
    };
  }

  for (let round = 0; round < 8 && spacing >= 2 ** -90; round++) {
    if (residual !== undefined && spacing < line.resolved) break;
    const { t, y, values } = yield* table(spacing);
    if (!y.every(Number.isFinite)) {
      spacing /= 256;
      continue;
    }
    seen.push(...values);
    float32 = seen.every(v => Math.fround(v) === v);
    magnitude = Math.max(...y.map(Math.abs));
    const range = Math.max(...y) - Math.min(...y);
    const fit = fitResidual(t, y);
    const change = Math.max(0, range - 4 * fit) / (7 * spacing);
    steepest = Math.max(steepest, range / (7 * spacing));
    const finer = spacing / (float32 ? 16 : 512);
    const distinct = new Set(values).add(value).size;
    if (distinct <= 4) {
      // Rounding steps seen too closely, or constant in pieces.
      const gap = smallestGap([value, ...values]);
      persistentSteps = distinct > 1 ? persistentSteps + 1 : 0;
      if (residual !== undefined) {
        if (!ordinary) {
          residual = distinct === 1 ? 0 : Math.min(residual, 0.3 * gap);
          slope = change;
          if (residual > 1e-6 * magnitude) {
            spacing = finer;
            continue;
          }
        }
        break;
      }
      if (distinct === 1) {
        residual = yield* coarserSteps();
        break;
      }
      residual = 0.3 * gap;
      slope = change;
      if (residual <= 1e-6 * magnitude) break;
      spacing = finer;
      continue;
    }
    ordinary = true;
    const previous: number | undefined = residual;
    if (previous === undefined || fit < previous) {
      residual = fit;
      slope = change;
    }
    if (!deterministic) break;
    const smallest = residual!;
    if (smallest <= (float32 ? 10 : 30) * unitRoundoff(float32) * magnitude) break;
    const repeated = previous !== undefined && fit > previous / 30 && fit < 30 * previous;
    if (repeated && smallest < 1e-4 * magnitude) {
      residual = Math.max(fit, Math.min(previous, 3 * fit));
      break;
    }
    spacing = finer;
  }

  // All values equal: is it a step of rounding that a wider line shows?
  function* coarserSteps(): Plan<number> {
    const { t, y, values } = yield* table(64 * spacing);
    if (!y.every(Number.isFinite)) return 0;
    const distinct = new Set(values).add(value).size;
    const found = distinct > 4 ? fitResidual(t, y) : distinct > 1 ? 0.3 * smallestGap([value, ...values]) : 0;
    return found > 1e-4 * magnitude ? 0 : found;
  }

  // Steps that stay while the line shrinks a million times are no rounding: the function jumps at the point.
  if (!ordinary && persistentSteps >= 4) residual = 0;
  let sigma = SAFETY * (residual ?? 0);
  const grid = commonGrid(seen);
  if (grid > 32 * unitRoundoff(float32) * magnitude && new Set(seen).size > 1) {
    // On a coarse grid: something was rounded to it (then a wider line is a smooth curve on the grid), or there are steps.
    const width = Math.min(2 ** -4, Math.max(2 ** -14, (6 * grid) / Math.max(steepest, 1e-3 * magnitude)));
    const { t, y } = yield* table(width);
    if (y.every(Number.isFinite)) {
      const fit = fitResidual(t, y);
      const range = Math.max(...y) - Math.min(...y);
      const smooth =
        range >= 8 * grid ? fit <= grid || (range >= 30 * grid && fit <= 0.05 * range) : grid <= 2e-3 * magnitude;
      if (smooth) {
        sigma = Math.max(sigma, ROUNDING * grid);
        if (!(slope > 0)) slope = range / (7 * width);
      }
    }
  }
  if (!deterministic) {
    const mean = repeats.reduce((sum, v) => sum + v, 0) / repeats.length;
    const deviation = Math.sqrt(repeats.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (repeats.length - 1));
    sigma = Math.max(Math.min(sigma, 3 * deviation), 1.3 * deviation);
  }
  // Where every value is exactly zero there is no scale to be had: one is assumed.
  sigma = Math.max(sigma, magnitude > 0 ? ROUNDING * unitRoundoff(float32) * magnitude : 2 ** -53);
  // Where the value at the point is small among its neighbours, what the fit left says nothing about larger values.
  const representative = Math.abs(value) > 0.1 * magnitude;
  const relative = representative ? sigma / magnitude : SAFETY * unitRoundoff(float32);
  return { sigma, relative, magnitude, float32, slope };
}
