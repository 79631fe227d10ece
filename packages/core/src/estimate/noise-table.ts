import { commonGrid } from './grid.ts';
import { fitPolynomial } from './polynomial-fit.ts';

/** Points of a table on either side of the point. */
export const PER_SIDE = 4;
/** Share of a residual up to which a grid has nothing to do with it. */
const FINE_GRID = 1e-2;
/** Values left of the point and right of it are levels when they vary by less than this share of the step between them. */
const LEVEL = 0.05;

/** Values at jittered points on both sides of the point, from left to right. */
export interface NoiseTable {
  /** Positions, that of the point itself first. */
  readonly t: readonly number[];
  /** Values there, less what rounding of the positions changes. */
  readonly y: readonly number[];
  /** Values as they are, without that of the point. */
  readonly values: readonly number[];
}

/** Smallest distance between different values. */
export function smallestGap(values: readonly number[]): number {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  let gap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < distinct.length; i++) gap = Math.min(gap, distinct[i]! - distinct[i - 1]!);
  return gap;
}

/** Largest less smallest. */
export const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** Values left of the point and right of it, from left to right. */
const sides = ({ values }: NoiseTable): [left: readonly number[], right: readonly number[]] => [
  values.slice(0, PER_SIDE),
  values.slice(PER_SIDE),
];

/** Whether the values left of the point and right of it are two levels, each flat beside the step between them. */
export function jumps(table: NoiseTable): boolean {
  const [left, right] = sides(table);
  return Math.max(range(left), range(right)) < LEVEL * Math.abs(right[0]! - left.at(-1)!);
}

/**
 * Whether the function is constant from the point to one end of the line and follows it to the other: a corner in between.
 * On a grid it would be saturated instead.
 */
export function entersFlatPiece(table: NoiseTable, value: number): boolean {
  const flat = sides(table).some(side => side.every(v => v === value));
  return flat && commonGrid([value, ...table.values]) <= FINE_GRID * fitPolynomial(table.t, table.y).residual;
}

/** Whether values go up as well as down along the line: steps of rounding do, a jump or a staircase does not. */
export function wavers(values: readonly number[]): boolean {
  const changes = values.slice(1).map((value, k) => value - values[k]!);
  return changes.some(change => change > 0) && changes.some(change => change < 0);
}
