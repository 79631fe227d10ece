import type { Plan } from '../sample.ts';
import type { NearbyValues } from './nearby-values.ts';
import { isFiniteOn, type NoiseTable, slopeOf } from './noise-table.ts';

/** Shortest and widest spacing of the line, in natural lengths, and the change from point to point that is wanted on it. */
const SHORTEST = 2 ** -14;
const WIDEST = 2 ** -4;
const STEPS = 6;
/** Least slope that is reckoned with, relative to the values. */
const LEAST = 1e-3;
/** Change, in steps of the grid, that is too little to tell, and a grid, relative to the values, that is one of rounding then. */
const TOO_FEW_STEPS = 8;
const FINE = 2e-3;
/** Change, in steps, from which on a curve may leave more than the grid, and the share of the change that it may. */
const MANY_STEPS = 30;
const SMOOTH = 0.05;

/**
 * Where all values lie on a coarse grid: something was rounded to it, then a wider line is a smooth curve on the grid, or the
 * function has steps.
 * @returns the wider line where it is such a curve
 */
export function* curveOnGrid(near: NearbyValues, grid: number): Plan<NoiseTable | undefined> {
  const { tables, magnitude } = near;
  const steepest = Math.max(LEAST * magnitude, ...tables.map(table => slopeOf(table)));
  const table = yield* near.at(Math.min(WIDEST, Math.max(SHORTEST, (STEPS * grid) / steepest)));
  return isFiniteOn(table) && isSmooth(table, grid, magnitude) ? table : undefined;
}

/** Whether values on a grid are those of a smooth function that was rounded to it; else it has steps. */
function isSmooth({ change, residual }: NoiseTable, grid: number, magnitude: number): boolean {
  if (!(change >= TOO_FEW_STEPS * grid)) return grid <= FINE * magnitude;
  return residual <= grid || (change >= MANY_STEPS * grid && residual <= SMOOTH * change);
}
