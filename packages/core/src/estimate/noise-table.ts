import { commonGrid } from './grid.ts';

/** Points of a table on either side of the point. */
export const PER_SIDE = 4;
/** Intervals between the points, in their spacing. */
const INTERVALS = 2 * PER_SIDE - 1;
/** Share of a residual up to which a grid has nothing to do with it. */
const FINE_GRID = 1e-2;
/** Values left of the point and right of it are levels when they vary by less than this share of the step between them. */
const LEVEL = 0.05;

/** Values on a short line, at jittered points on both sides of the point, from left to right. */
export interface NoiseTable {
  /** Distance from point to point on average, in natural lengths. */
  readonly spacing: number;
  /** Where they are, in natural lengths. */
  readonly positions: readonly number[];
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
