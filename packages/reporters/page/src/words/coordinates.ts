import type { CoordinateFinding } from '@gradcheck/core';
import type { ParameterFinding } from '../data/page-data.ts';
import { plain, precise } from '../numbers.ts';

/** `W2[2,4]`, as code would reach it; for a Jacobian with the output it belongs to. */
export function coordinateName({ path }: ParameterFinding, { index, output }: CoordinateFinding): string {
  const name = index.length === 0 ? path : `${path}[${index.join(',')}]`;
  return output === undefined ? name : `∂${output}/∂${name}`;
}

/** The numeric derivative in six digits, and its bound: a range at a corner, and words where nothing was measured, have none. */
export function numericOf({ numeric, bound, left, right }: CoordinateFinding): { value: string; bound: string } {
  if (left !== undefined && right !== undefined) {
    const [low, high] = [left, right].sort((a, b) => Number(a) - Number(b));
    return { value: `${Number(plain(low!))} to ${Number(plain(high!))}`, bound: '' };
  }
  if (Number.isNaN(Number(numeric))) return { value: 'not measured', bound: '' };
  return { value: precise(numeric), bound: plain(bound) };
}

/** Rows of the table. */
const SHOWN = 6;

/** The wrong ones first, then by how far apart the two values are. */
export function worstCoordinates({ coordinates }: ParameterFinding): CoordinateFinding[] {
  const rank = { differs: 0, undecided: 1, kink: 2, agrees: 3 };
  const size = ({ relativeError }: CoordinateFinding): number => {
    const x = Math.abs(Number(relativeError));
    return Number.isNaN(x) ? Number.POSITIVE_INFINITY : x;
  };
  return coordinates
    .map((coordinate, k) => ({ coordinate, k }))
    .sort(
      (a, b) =>
        rank[a.coordinate.status] - rank[b.coordinate.status] || size(b.coordinate) - size(a.coordinate) || a.k - b.k,
    )
    .slice(0, SHOWN)
    .map(({ coordinate }) => coordinate);
}
