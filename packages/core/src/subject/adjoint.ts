import type { Point } from '../parameters/types.ts';
import type { Claim } from './types.ts';
import type { VectorFunction } from './vector-function.ts';

/** Largest square Jacobian that is tried as its own transpose: it may take a product per coordinate. */
const LARGEST = 256;

/** What a claim would be if the user's product were the transposed one: where nothing but the numbers can tell. */
export function adjointOf<P>(
  point: Point<P>,
  f: VectorFunction<P>,
  adjoint: NonNullable<Claim<P>['adjoint']>,
): Pick<Claim<P>, 'adjoint'> {
  const isSquare = point.size === f.outputs.size && point.size > 1 && point.size <= LARGEST;
  return isSquare ? { adjoint } : {};
}
