import { commonGrid } from './grid.ts';

/** Points of a table on either side of the point. */
export const PER_SIDE = 4;
/** Intervals between the points, in their spacing. */
const INTERVALS = 2 * PER_SIDE - 1;
/** Share of a residual up to which a grid has nothing to do with it. */
const FINE_GRID = 1e-2;
/** Values left of the point and right of it are levels when they vary by less than this share of the step between them. */
const LEVEL = 0.05;
/** What values may be off whole steps; so many steps apart, that says nothing. */
const OFF_STEP = 0.06;
const MANY_STEPS = 500;

/** Values on a short line, at jittered points on both sides of the point, from left to right. */
export interface NoiseTable {
  /** Distance from point to point on average, in natural lengths. */
  readonly spacing: number;
  /** Values as they are. */
  readonly values: readonly number[];
  /** That of the point itself, and the others less what rounding of their positions changes. */
  readonly y: readonly number[];
  /** Different values, ascending. */
  readonly levels: readonly number[];
  /** Largest of `y` less smallest. */
  readonly change: number;
  /** Standard deviation of `y` around a cubic. */
  readonly residual: number;
}

export const isFiniteOn = ({ y }: NoiseTable): boolean => y.every(Number.isFinite);

/** Change of the value per unit of t, less what noise of a size makes. */
export const slopeOf = ({ spacing, change }: NoiseTable, noise = 0): number =>
  Math.max(0, change - 4 * noise) / (INTERVALS * spacing);

/** Smallest distance between different values; ∞ when all are equal. */
export const stepOf = ({ levels }: NoiseTable): number =>
  levels.reduce(
    (least, level, k) => (k > 0 ? Math.min(least, level - levels[k - 1]!) : least),
    Number.POSITIVE_INFINITY,
  );

/**
 * Step that all values are whole multiples of apart, as where something inside the function is rounded to a grid; ∞ when all are
 * equal. Where there is none, what is left is far smaller than their distances.
 */
export function commonStep({ levels }: NoiseTable): number {
  let step = Number.POSITIVE_INFINITY;
  for (let k = 1; k < levels.length; k++) {
    const distance = levels[k]! - levels[k - 1]!;
    if (distance <= MANY_STEPS * step) step = commonMeasure(Math.max(distance, step), Math.min(distance, step));
  }
  return step;
}

/** Largest number that two are whole multiples of, or almost. */
function commonMeasure(larger: number, smaller: number): number {
  if (larger === Number.POSITIVE_INFINITY) return smaller;
  const times = Math.round(larger / smaller);
  const left = Math.abs(larger - times * smaller);
  // The larger one tells the step more precisely.
  return left <= OFF_STEP * smaller ? larger / times : commonMeasure(smaller, left);
}

/** Whether the values left of the point and right of it are two levels, each flat beside the step between them. */
export function jumps(table: NoiseTable): boolean {
  const [left, right] = sides(table);
  return Math.max(range(left), range(right)) < LEVEL * Math.abs(right[0]! - left.at(-1)!);
}

/**
 * Whether the function is constant from the point to one end of the line and follows it to the other: a corner in between.
 * On a grid it would be saturated instead.
 */
export function entersFlatPiece(table: NoiseTable): boolean {
  const flat = sides(table).some(side => side.every(v => v === table.y[0]));
  return flat && commonGrid(table.levels) <= FINE_GRID * table.residual;
}

/** Whether values go up as well as down along the line: steps of rounding do, a jump or a staircase does not. */
export function wavers({ values }: NoiseTable): boolean {
  const changes = values.slice(1).map((value, k) => value - values[k]!);
  return changes.some(change => change > 0) && changes.some(change => change < 0);
}

export const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** Values left of the point and right of it. */
const sides = ({ values }: NoiseTable): [left: readonly number[], right: readonly number[]] => [
  values.slice(0, PER_SIDE),
  values.slice(PER_SIDE),
];
