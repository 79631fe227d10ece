import type { Plan } from '../sample.ts';
import { curveOnGrid } from './coarse-grid.ts';
import { commonGrid } from './grid.ts';
import { FLOAT32_NOISE, NearbyValues, type NoiseLine } from './nearby-values.ts';
import { descendLadder } from './noise-ladder.ts';
import { slopeOf, wavers } from './noise-table.ts';
import { unitRoundoff } from './unit-roundoff.ts';

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

/** The measured noise understates the true one in one fit of twenty by up to this. */
const SAFETY = 1.4;
/** Rounding alone moves a value by about this many units of roundoff, or steps of a grid. */
const ROUNDING = 0.4;
/** Steps of a grid that values which are rounding alone are made of. */
const FEW_STEPS = 16;
/** Units of roundoff above which a grid is none of rounding the values themselves. */
const COARSE = 32;

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
  let near = new NearbyValues(value, line, random);
  let found = yield* descendLadder(near, deterministic);
  for (const [other, side] of found.isHidden ? inwards(line) : []) {
    const inside = new NearbyValues(value, other, random, side);
    if (!(yield* inside.exists())) continue;
    const again = yield* descendLadder(inside, deterministic);
    if (again.isHidden || (!found.isHidden && again.residual <= found.residual)) continue;
    near = inside;
    found = again;
    // Along all entries at once nothing is left out.
    if (other === line) break;
  }
  const { residual, slope } = found;
  const { seen, magnitude, float32 } = near;
  const roundoff = unitRoundoff(float32);
  const grid = commonGrid(seen);
  const roundingAlone = deterministic && near.tables.some(wavers) && magnitude <= FEW_STEPS * grid;
  const isCoarse = grid > COARSE * roundoff * magnitude && new Set(seen).size > 1;
  const curve = isCoarse ? yield* curveOnGrid(near, grid) : undefined;
  const measured = Math.max(SAFETY * residual, roundingAlone ? grid : 0, curve ? ROUNDING * grid : 0);
  const sigma = Math.max(
    deterministic ? measured : withinSpread(measured, repeats),
    seen.every(v => v === 0) ? ofZeros(near) : ROUNDING * roundoff * magnitude,
    // What stands still on a short line is rounded all the same.
    ROUNDING * (line.stored ?? 0),
  );
  // Where the value at the point is small among its neighbours, what the fit left says nothing about larger values.
  const isRepresentative = Math.abs(value) > 0.1 * magnitude;
  return {
    sigma,
    relative: isRepresentative ? sigma / magnitude : SAFETY * roundoff,
    magnitude,
    // Stored in float32 and noisy like float32: that the last sum was a float64 one changes nothing.
    float32: float32 || (near.isNarrow && sigma > FLOAT32_NOISE * magnitude),
    slope: slope > 0 || !curve ? slope : slopeOf(curve),
    roundingAlone,
  };
}

/** At the edge of a domain: the one side or the other, along all entries or along few. */
const inwards = (line: NoiseLine): (readonly [line: NoiseLine, side: number])[] =>
  [line, ...(line.others?.() ?? [])].flatMap(other => [[other, 1] as const, [other, -1] as const]);

/** Noise that is assumed where every value is exactly zero: there is no scale to be had but that of what goes in. */
const ofZeros = ({ isNarrow, line: { units = [1, 1] } }: NearbyValues): number =>
  isNarrow ? ROUNDING * unitRoundoff(true) * units[1] : unitRoundoff(false);

/** Where calls at one point differ, a line of a few points says less of the noise than their standard deviation. */
function withinSpread(sigma: number, repeats: readonly number[]): number {
  const mean = repeats.reduce((sum, v) => sum + v, 0) / repeats.length;
  const deviation = Math.sqrt(repeats.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (repeats.length - 1));
  return Math.max(Math.min(sigma, 3 * deviation), 1.3 * deviation);
}
