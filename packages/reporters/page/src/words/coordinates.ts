import type { CoordinateFinding } from '@gradcheck/core';
import type { ParameterFinding } from '../data/page-data.ts';

/** `W2[2,4]`, as code would reach it; for a Jacobian with the output it belongs to. */
export function coordinateName({ path }: ParameterFinding, { index, output }: CoordinateFinding): string {
  const name = index.length === 0 ? path : `${path}[${index.join(',')}]`;
  return output === undefined ? name : `∂${output}/∂${name}`;
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
