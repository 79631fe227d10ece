import type { LeafResult } from '../claim-result.ts';
import { toJsonNumber } from '../json-number.ts';
import { indexOf } from '../parameters/paths.ts';
import { STATUS } from '../plan/measurements.ts';
import type { CoordinateFinding, CoordinateStatus, DifferenceMap } from '../types.ts';

/** Coordinates kept in a finding. */
const KEPT = 400;
/** Cells along one side of a map. */
const CELLS = 50;
/** Vectors longer than this wrap into a square. */
const WRAP = 12;

/** One leaf's outcomes in the user's units, sorted by what matters: wrong ones by relative error, then by magnitude. */
export interface MeasuredLeaf {
  readonly scale: number;
  readonly coordinates: CoordinateFinding[];
  readonly largestRelativeError: number;
  readonly largestDifferenceOverBound: number;
  readonly wrong: number;
  readonly map: DifferenceMap | undefined;
}

const STATUS_NAMES: readonly CoordinateStatus[] = ['agrees', 'differs', 'undecided', 'undecided'];

interface Row {
  readonly coordinate: number;
  readonly analytic: number;
  readonly numeric: number;
  readonly bound: number;
  readonly difference: number;
  readonly status: CoordinateStatus;
  readonly row: number;
}

/** Rounding of a number that was measured as its distance from another one, relative to that one. */
const ROUNDING = 2 ** -50;

/** A measured derivative in the user's units. It was measured as a distance from the claim, whose rounding it carries. */
export function measured({ leaf, measurements }: LeafResult, row: number): { numeric: number; bound: number } {
  const coordinate = measurements.coordinates[row]!;
  const analytic = leaf.claimOf(coordinate);
  const bound = Math.abs(leaf.toUser(coordinate, measurements.bound[row]!));
  return {
    numeric: analytic + leaf.toUser(coordinate, measurements.q[row]!),
    bound: Number.isFinite(analytic) ? bound + ROUNDING * Math.abs(analytic) : bound,
  };
}

function rowsOf(result: LeafResult): Row[] {
  const { leaf, measurements } = result;
  return measurements.coordinates.map((coordinate, row) => {
    const analytic = leaf.claimOf(coordinate);
    const difference = -leaf.toUser(coordinate, measurements.q[row]!);
    const status = STATUS_NAMES[measurements.status[row]!]!;
    const kink = measurements.kinks.has(coordinate) && status === 'agrees';
    const { numeric, bound } = measured(result, row);
    return {
      coordinate,
      row,
      analytic,
      numeric,
      bound,
      difference,
      status: kink ? 'kink' : status,
    };
  });
}

/** Leaves out of those that agree what would not be kept in any case: sorting them all takes longer than measuring them. */
function withoutRest(rows: readonly Row[]): Row[] {
  if (rows.length <= 2 * KEPT) return [...rows];
  const magnitudes = Float64Array.from(rows, ({ status, numeric }) => (status === 'agrees' ? Math.abs(numeric) : 0));
  const least = magnitudes.sort()[rows.length - KEPT]!;
  return rows.filter(({ status, numeric }) => status !== 'agrees' || !(Math.abs(numeric) < least));
}

/** Entry of the leaf that names a coordinate: itself, or the first that its tangent moves. */
export function entryOf(result: LeafResult, coordinate: number): number {
  return result.leaf.leaf.tangents?.[coordinate]?.indices[0] ?? coordinate;
}

/**
 * @param allowance - rounding that the claim may carry beside the bounds, relative
 */
export function measuredLeaf(
  result: LeafResult,
  output: string | undefined,
  withMap: boolean,
  allowance: number,
): MeasuredLeaf {
  const { leaf, measurements } = result;
  const rows = rowsOf(result);
  let scale = 0;
  for (const { numeric } of rows) if (Number.isFinite(numeric)) scale = Math.max(scale, Math.abs(numeric));
  let largestClaim = 0;
  for (const { analytic } of rows)
    if (Number.isFinite(analytic)) largestClaim = Math.max(largestClaim, Math.abs(analytic));
  const unit = scale || largestClaim || 1;
  let largestRelativeError = 0;
  let largestDifferenceOverBound = 0;
  const roundingAt = (k: number): number => allowance * Math.abs(leaf.toUser(k, leaf.coordinate(k).roundingReference));
  for (const { coordinate, difference, bound, status } of rows) {
    if (status === 'kink') continue;
    largestRelativeError = Math.max(
      largestRelativeError,
      Number.isNaN(difference) ? Infinity : Math.abs(difference) / unit,
    );
    if (difference === 0) continue;
    const excused = status === 'agrees' && Math.abs(difference) > bound;
    const allowed = bound + (excused ? roundingAt(coordinate) : 0);
    largestDifferenceOverBound = Math.max(
      largestDifferenceOverBound,
      Math.abs(difference) / (allowed || Number.MIN_VALUE),
    );
  }
  const weight = (row: Row): number => (Number.isNaN(row.difference) ? Infinity : Math.abs(row.difference));
  const rank = { differs: 0, undecided: 1, kink: 2, agrees: 3 };
  const kept = withoutRest(rows).sort(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (a.status === 'agrees' ? Math.abs(b.numeric) - Math.abs(a.numeric) : weight(b) - weight(a)) ||
      a.coordinate - b.coordinate,
  );
  const coordinates = kept
    .slice(0, KEPT)
    .map(({ coordinate, row, analytic, numeric, bound, difference, status }): CoordinateFinding => {
      const kink = measurements.kinks.get(coordinate);
      return {
        index: indexOf(entryOf(result, coordinate), leaf.leaf.shape),
        analytic: toJsonNumber(analytic),
        numeric: toJsonNumber(numeric),
        bound: toJsonNumber(bound),
        relativeError: toJsonNumber(difference / unit),
        step: toJsonNumber(measurements.step[row]! * leaf.lengthOf(coordinate)),
        status,
        ...(kink
          ? {
              left: toJsonNumber(analytic + leaf.toUser(coordinate, kink.left)),
              right: toJsonNumber(analytic + leaf.toUser(coordinate, kink.right)),
            }
          : {}),
        ...(output === undefined ? {} : { output }),
      };
    });
  return {
    scale,
    coordinates,
    largestRelativeError,
    largestDifferenceOverBound,
    wrong: measurements.count(STATUS.incorrect),
    map: withMap && (rows.length > 0 || result.directions) ? mapOf(result, rows, unit) : undefined,
  };
}

function gridOf(shape: readonly number[], size: number): { rows: number; columns: number } {
  if (shape.length >= 2) {
    const columns = shape[shape.length - 1]!;
    return { rows: Math.max(1, size / columns), columns };
  }
  if (size <= WRAP) return { rows: 1, columns: size };
  const columns = Math.ceil(Math.sqrt(size));
  return { rows: Math.ceil(size / columns), columns };
}

/** Signed relative errors on the parameter's own layout, pooled by blocks where it is large. */
function mapOf(result: LeafResult, rows: readonly Row[], unit: number): DifferenceMap {
  const { shape, size } = result.leaf.leaf;
  const full = gridOf(shape, size);
  const block: [number, number] = [Math.ceil(full.rows / CELLS), Math.ceil(full.columns / CELLS)];
  const height = Math.ceil(full.rows / block[0]);
  const width = Math.ceil(full.columns / block[1]);
  const cells = new Array<number | null>(height * width).fill(null);
  for (const { coordinate, difference, status } of rows) {
    const entry = entryOf(result, coordinate);
    const cell =
      Math.floor(Math.floor(entry / full.columns) / block[0]) * width + Math.floor((entry % full.columns) / block[1]);
    const error = status === 'differs' ? difference / unit : 0;
    const known = cells[cell];
    if (known === null || known === undefined || !(Math.abs(error) <= Math.abs(known))) cells[cell] = error;
  }
  return { rows: height, columns: width, block, cells: cells.map(cell => (cell === null ? null : toJsonNumber(cell))) };
}
