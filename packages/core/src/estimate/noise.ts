import { type Direction, type Plan, type Sample, sampleAt } from '../plan/sample.ts';
import { commonGrid } from './grid.ts';
import { entersFlatPiece, jumps, type NoiseTable, PER_SIDE, range, smallestGap, wavers } from './noise-table.ts';
import { fitPolynomial } from './polynomial-fit.ts';

/** How noisy the function is near the point. Values are those the probe returns (scaled to the order of 1). */
export interface Noise {
  /** Standard deviation of a value near the point. */
  readonly sigma: number;
  /** Standard deviation of larger values, relative to their size. */
  readonly relative: number;
  /** Largest |value| met. */
  readonly magnitude: number;
  /** The arithmetic is that of float32: every value met is such a number, or the point is and the noise is as large. */
  readonly float32: boolean;
  /** Change of the value per unit of t along the line; 0 when none was seen. */
  readonly slope: number;
  /** The values are a few steps of rounding and nothing else, as where everything cancels. */
  readonly roundingAlone: boolean;
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

/** Relative noise that float64 arithmetic does not have where nothing cancels. */
const FLOAT32_NOISE = 2 ** -32;

/** Spacing of the points on the first line and its ratio to the next, in natural lengths, by the arithmetic of the values. */
const LADDER = {
  // Wide: rounding inside the function may only show over the distance of the steps that float32 needs.
  float32: { first: 2 ** -5, ratio: 16, lines: 5, drop: 10 },
  float64: { first: 2 ** -21, ratio: 512, lines: 4, drop: 100 },
} as const;
/** Units of roundoff up to which a residual is that of rounding alone. */
const ROUNDED = { float32: 10, float64: 30 } as const;
/** Up to this many, a residual that is no less than this share of the one before is rounding that has gathered. */
const SETTLED = 64;
const STAYED = 0.4;
/** Steps of a grid that values which are rounding alone are made of. */
const FEW_STEPS = 16;
/** Up to this many different values on a line are steps of rounding seen too closely, or pieces where the function is constant. */
const FEW_VALUES = 4;
/** Lines that are measured at most. */
const ROUNDS = 9;
/** Intervals between the points of a line, in its spacing. */
const INTERVALS = 2 * PER_SIDE - 1;
/** Standard deviation of an error that is uniform over one step, in steps: about 1/√12. */
const UNIFORM = 0.3;

/** Residual of one line, and how much the value changed along it. */
interface Rung {
  readonly spacing: number;
  readonly residual: number;
  readonly slope: number;
}

/**
 * Rounding stays as lines get shorter, or fades slowly where it is rounding of something inside; curvature, kinks and
 * oscillation drop at once. What is left after the last drop is noise, and as large as it ever was since.
 */
function afterLastDrop(rungs: readonly Rung[], drop: number): Rung | undefined {
  let noisiest: Rung | undefined;
  rungs.forEach((rung, k) => {
    const dropped = k > 0 && drop * rung.residual < rungs[k - 1]!.residual;
    if (dropped || !noisiest || rung.residual > noisiest.residual) noisiest = rung;
  });
  return noisiest;
}

/**
 * Whether values on a grid are those of a smooth function that was rounded to it; else it has steps.
 * @param fit - residual of a cubic through them
 * @param change - largest value less smallest
 */
function isSmooth(fit: number, change: number, grid: number, magnitude: number): boolean {
  // Too few steps to tell: only a fine grid is one of rounding.
  if (!(change >= 8 * grid)) return grid <= 2e-3 * magnitude;
  return fit <= grid || (change >= 30 * grid && fit <= 0.05 * change);
}

/** Where calls at one point differ, a line of a few points says less of the noise than their standard deviation. */
function withinSpread(sigma: number, repeats: readonly number[]): number {
  const mean = repeats.reduce((sum, v) => sum + v, 0) / repeats.length;
  const deviation = Math.sqrt(repeats.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (repeats.length - 1));
  return Math.max(Math.min(sigma, 3 * deviation), 1.3 * deviation);
}

/**
 * Noise of one value: residual of a cubic through nine points on a short line through the point, measured again on shorter
 * lines while it looks too large for rounding.
 *
 * The points are jittered: on an even grid the steps of rounding can look exactly straight. Where the point is stored in float32,
 * they lie beside the line by its rounding; what the claim says that this changes is taken out, and the line stays long enough for
 * every entry to move: otherwise the noise would be that of other points, or none.
 * @param repeats - values of the unmoved point, at least two, in the probe's scale
 * @param random - uniform numbers in [0, 1), for the jitter
 * @returns standard deviations in the probe's scale
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
  let persistentSteps = 0;
  let waver = false;
  const rungs: Rung[] = [];
  let narrowest: NoiseTable | undefined;
  // Where the point is stored in float32 the function may round to it inside, whatever its last sum does.
  const ladder = (): (typeof LADDER)[keyof typeof LADDER] =>
    LADDER[float32 || line.resolved > 0 ? 'float32' : 'float64'];
  const first = deterministic ? ladder().first : 2 ** -6;
  let spacing = Math.max(line.resolved, first);

  function* table(width: number): Plan<NoiseTable> {
    const positions: number[] = [];
    for (let k = 0.5 - PER_SIDE; k < PER_SIDE; k++) positions.push(width * (k + 0.6 * (random() - 0.5)));
    const samples = positions.map(t => sampleAt(line.direction, t));
    yield samples;
    const beside = ({ t, linear }: Sample): number => (line.resolved > 0 ? linear - line.slope * t : 0);
    const values = samples.map(sample => sample.value);
    return {
      t: [0, ...positions],
      y: [value, ...samples.map(sample => sample.value - beside(sample))],
      values,
    };
  }

  // A step that is gone further in: one of many alike, or a jump or a corner beside the point.
  function* vanished(residual: number): Plan<number> {
    const wide = yield* coarserSteps(first, FEW_VALUES);
    return wide <= 3 * residual ? wide : 0;
  }

  // All values equal: are these steps of rounding that a line 64 times wider shows, as more than `levels` values?
  function* coarserSteps(width: number, levels: number): Plan<number> {
    const { t, y, values } = yield* table(64 * width);
    if (!y.every(Number.isFinite)) return 0;
    const distinct = new Set(values).add(value).size;
    if (distinct <= levels) return 0;
    const found = distinct > FEW_VALUES ? fitPolynomial(t, y).residual : UNIFORM * smallestGap([value, ...values]);
    return found > 1e-4 * magnitude ? 0 : found;
  }

  for (let round = 0; round < ROUNDS; round++) {
    if (rungs.length > 0 && spacing < line.resolved) break;
    const points = yield* table(spacing);
    const { t, y, values } = points;
    const before = ladder();
    // At the edge of a domain only one side of the point tells in which arithmetic values are computed.
    seen.push(...values.filter(Number.isFinite));
    float32 = seen.every(v => Math.fround(v) === v);
    if (!y.every(Number.isFinite)) {
      spacing /= 256;
      continue;
    }
    waver ||= wavers(values);
    const { ratio, lines } = ladder();
    magnitude = Math.max(...y.map(Math.abs));
    const fit = fitPolynomial(t, y).residual;
    const change = Math.max(0, range(y) - 4 * fit) / (INTERVALS * spacing);
    steepest = Math.max(steepest, range(y) / (INTERVALS * spacing));
    // A value that only happened to be a float32 number: the wide line was in vain.
    const misled = before !== ladder() && deterministic;
    const narrower = misled ? ladder().first : spacing / ratio;
    const distinct = new Set(values).add(value).size;
    if (distinct <= FEW_VALUES) {
      if (rungs.length > 0) {
        if (distinct === 1 && !float32 && entersFlatPiece(narrowest!, value)) {
          rungs.push({ spacing, residual: 0, slope: 0 });
        }
        break;
      }
      slope = change;
      if (distinct === 1) {
        residual = residual === undefined ? yield* coarserSteps(spacing, 1) : yield* vanished(residual);
        persistentSteps = 0;
        break;
      }
      persistentSteps++;
      residual = Math.min(residual ?? Number.POSITIVE_INFINITY, UNIFORM * smallestGap([value, ...values]));
      if (residual <= 1e-6 * magnitude) break;
      spacing = narrower;
      continue;
    }
    if (misled) rungs.length = 0;
    rungs.push({ spacing, residual: fit, slope: change });
    narrowest = points;
    if (!deterministic || rungs.length === lines) break;
    const roundoff = unitRoundoff(float32) * magnitude;
    if (fit <= ROUNDED[float32 ? 'float32' : 'float64'] * roundoff) break;
    if (fit <= SETTLED * roundoff && rungs.length > 1 && fit > STAYED * rungs.at(-2)!.residual) break;
    spacing = narrower;
  }
  const noisiest = afterLastDrop(rungs, ladder().drop);
  // A cusp looks the same on every line: what is a hundredth of the values themselves is shape, not noise.
  const best = deterministic && noisiest && noisiest.residual > 1e-2 * magnitude ? rungs.at(-1) : noisiest;
  if (best) ({ residual, slope } = best);

  // Steps that stay while the line shrinks a million times are no rounding: the function jumps at the point.
  if (best ? best === rungs.at(-1) && rungs.length > 2 && jumps(narrowest!) : persistentSteps >= 4) residual = 0;
  let sigma = SAFETY * (residual ?? 0);
  const grid = commonGrid(seen);
  const roundingAlone = deterministic && waver && magnitude <= FEW_STEPS * grid;
  if (roundingAlone) sigma = Math.max(sigma, grid);
  if (grid > 32 * unitRoundoff(float32) * magnitude && new Set(seen).size > 1) {
    // On a coarse grid: something was rounded to it (then a wider line is a smooth curve on the grid), or there are steps.
    const width = Math.min(2 ** -4, Math.max(2 ** -14, (6 * grid) / Math.max(steepest, 1e-3 * magnitude)));
    const { t, y } = yield* table(width);
    if (y.every(Number.isFinite)) {
      const change = range(y);
      if (isSmooth(fitPolynomial(t, y).residual, change, grid, magnitude)) {
        sigma = Math.max(sigma, ROUNDING * grid);
        if (!(slope > 0)) slope = change / (INTERVALS * width);
      }
    }
  }
  if (!deterministic) sigma = withinSpread(sigma, repeats);
  // Where every value is exactly zero there is no scale to be had: one is assumed.
  sigma = Math.max(sigma, magnitude > 0 ? ROUNDING * unitRoundoff(float32) * magnitude : 2 ** -53);
  // Where the value at the point is small among its neighbours, what the fit left says nothing about larger values.
  const representative = Math.abs(value) > 0.1 * magnitude;
  const relative = representative ? sigma / magnitude : SAFETY * unitRoundoff(float32);
  // Stored in float32 and noisy like float32: that the last sum was a float64 one changes nothing.
  const single = float32 || (line.resolved > 0 && sigma > FLOAT32_NOISE * magnitude);
  return { sigma, relative, magnitude, float32: single, slope, roundingAlone };
}
