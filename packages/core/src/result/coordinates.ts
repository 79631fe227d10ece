import type { LeafResult } from '../claim/claim-result.ts';
import { toJsonNumber } from '../json-number.ts';
import { indexOf } from '../parameters/paths.ts';
import type { ComparedLeaf } from '../plan/comparison.ts';
import { type Measurements, STATUS } from '../plan/measurements.ts';
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

/** One outcome in the user's units. It was measured as a distance from the claim, whose rounding it carries. */
export function measured(leaf: ComparedLeaf, measurements: Measurements, row: number): Row {
  const coordinate = measurements.coordinates[row]!;
  const analytic = leaf.claimOf(coordinate);
  const distance = leaf.toUser(coordinate, measurements.q[row]!);
  const bound = Math.abs(leaf.toUser(coordinate, measurements.bound[row]!));
  return {
    coordinate,
    row,
    analytic,
    numeric: analytic + distance,
    bound: Number.isFinite(analytic) ? bound + ROUNDING * Math.abs(analytic) : bound,
    difference: -distance,
    status: statusOf(measurements, row),
  };
}

function statusOf(measurements: Measurements, row: number): CoordinateStatus {
  const status = STATUS_NAMES[measurements.status[row]!]!;
  return status === 'agrees' && measurements.kinks.has(measurements.coordinates[row]!) ? 'kink' : status;
}

/** Rows that are shown: of those that agree the largest alone, as to sort them all takes longer than to measure them. */
function shownRows(measurements: Measurements, magnitudes: Float64Array): number[] {
  const shown: number[] = [];
  const { length } = magnitudes;
  const least = length > 2 * KEPT ? magnitudes.slice().sort()[length - KEPT]! : 0;
  for (let row = 0; row < length; row++) {
    if (!(magnitudes[row]! < least) || statusOf(measurements, row) !== 'agrees') shown.push(row);
  }
  return shown;
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
  const { size } = measurements;
  const magnitudes = new Float64Array(size);
  let scale = 0;
  let largestClaim = 0;
  let largestDifference = 0;
  let largestDifferenceOverBound = 0;
  const roundingAt = (k: number): number => allowance * Math.abs(leaf.toUser(k, leaf.coordinate(k).roundingReference));
  for (let row = 0; row < size; row++) {
    const { coordinate, analytic, numeric, bound, difference, status } = measured(leaf, measurements, row);
    if (status === 'agrees') magnitudes[row] = Math.abs(numeric);
    if (Number.isFinite(numeric)) scale = Math.max(scale, Math.abs(numeric));
    if (Number.isFinite(analytic)) largestClaim = Math.max(largestClaim, Math.abs(analytic));
    if (status === 'kink') continue;
    largestDifference = Math.max(largestDifference, Number.isNaN(difference) ? Infinity : Math.abs(difference));
    if (difference === 0) continue;
    const excused = status === 'agrees' && Math.abs(difference) > bound;
    const allowed = bound + (excused ? roundingAt(coordinate) : 0);
    largestDifferenceOverBound = Math.max(
      largestDifferenceOverBound,
      Math.abs(difference) / (allowed || Number.MIN_VALUE),
    );
  }
  const unit = scale || largestClaim || 1;
  const weight = (row: Row): number => (Number.isNaN(row.difference) ? Infinity : Math.abs(row.difference));
  const rank = { differs: 0, undecided: 1, kink: 2, agrees: 3 };
  const shown = shownRows(measurements, magnitudes).map(row => measured(leaf, measurements, row));
  shown.sort(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (a.status === 'agrees' ? Math.abs(b.numeric) - Math.abs(a.numeric) : weight(b) - weight(a)) ||
      a.coordinate - b.coordinate,
  );
  const coordinates = shown
    .slice(0, KEPT)
    .map(({ coordinate, row, analytic, numeric, bound, difference, status }): CoordinateFinding => {
      const finding: CoordinateFinding = {
        index: indexOf(entryOf(result, coordinate), leaf.leaf.shape),
        analytic: toJsonNumber(analytic),
        numeric: toJsonNumber(numeric),
        bound: toJsonNumber(bound),
        relativeError: toJsonNumber(difference / unit),
        step: toJsonNumber(measurements.step[row]! * leaf.lengthOf(coordinate)),
        status,
      };
      const kink = measurements.kinks.get(coordinate);
      const sides = kink &&
        kink.left !== kink.right && {
          left: toJsonNumber(analytic + leaf.toUser(coordinate, kink.left)),
          right: toJsonNumber(analytic + leaf.toUser(coordinate, kink.right)),
        };
      return Object.assign(finding, sides, output !== undefined && { output });
    });
  return {
    scale,
    coordinates,
    largestRelativeError: largestDifference / unit,
    largestDifferenceOverBound,
    wrong: measurements.count(STATUS.incorrect),
    map: withMap && (size > 0 || result.directions) ? mapOf(result, unit) : undefined,
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
function mapOf(result: LeafResult, unit: number): DifferenceMap {
  const { leaf, measurements } = result;
  const { shape, size } = leaf.leaf;
  const full = gridOf(shape, size);
  const block: [number, number] = [Math.ceil(full.rows / CELLS), Math.ceil(full.columns / CELLS)];
  const height = Math.ceil(full.rows / block[0]);
  const width = Math.ceil(full.columns / block[1]);
  const cells = new Array<number | null>(height * width).fill(null);
  for (let row = 0; row < measurements.size; row++) {
    const entry = entryOf(result, measurements.coordinates[row]!);
    const cell =
      Math.floor(Math.floor(entry / full.columns) / block[0]) * width + Math.floor((entry % full.columns) / block[1]);
    const differs = measurements.status[row] === STATUS.incorrect;
    const error = differs ? measured(leaf, measurements, row).difference / unit : 0;
    const known = cells[cell];
    if (known === null || known === undefined || !(Math.abs(error) <= Math.abs(known))) cells[cell] = error;
  }
  return { rows: height, columns: width, block, cells: cells.map(cell => (cell === null ? null : toJsonNumber(cell))) };
}
