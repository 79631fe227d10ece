import { throwIfAborted } from '../abort.ts';
import { after } from '../effect.ts';
import { allocate } from '../parameters/float-array.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import { inTurn } from './contraction.ts';
import { valuesIn, withCopy } from './directions.ts';
import { contract } from './vector-function.ts';

/** Entries of a flat derivative, one array per leaf. */
export function perLeaf<P>(point: Point<P>, flat: ArrayLike<number>): FloatArray[] {
  return point.leaves.map(leaf => {
    const values = allocate('float64', leaf.size);
    for (let i = 0; i < leaf.size; i++) values[i] = flat[leaf.offset + i]!;
    return values;
  });
}

export function flatten<P>(point: Point<P>, leaves: readonly FloatArray[]): Float64Array {
  const flat = new Float64Array(point.size);
  for (const [k, leaf] of point.leaves.entries()) flat.set(leaves[k]!, leaf.offset);
  return flat;
}

/**
 * Gradient of <weights, f> from Jacobian-vector products: entry i is <weights, J eᵢ>, one product per coordinate that is
 * checked.
 * @param at - the point, for the first product; the others get copies, for a product may write to its argument
 */
export function gradientByColumns<P>(
  point: Point<P>,
  at: P,
  weights: Float64Array,
  product: (at: P, tangent: Float64Array) => Float64Array | PromiseLike<Float64Array>,
  signal?: AbortSignal,
): FloatArray[] | PromiseLike<FloatArray[]> {
  const columns = point.leaves.flatMap(leaf =>
    leaf.checked ? Array.from({ length: leaf.size }, (_, i) => leaf.offset + i) : [],
  );
  const unit = new Float64Array(point.size);
  const here = valuesIn(point, at);
  const slopes = inTurn(columns, column => {
    throwIfAborted(signal);
    unit[column] = 1;
    const tangent = unit.slice();
    const output = column === columns[0] ? product(at, tangent) : withCopy(point, here, copy => product(copy, tangent));
    unit[column] = 0;
    return after(output, flat => contract(flat, weights));
  });
  const assemble = (found: readonly number[]): FloatArray[] => {
    const flat = new Float64Array(point.size);
    for (const [k, column] of columns.entries()) flat[column] = found[k]!;
    return perLeaf(point, flat);
  };
  return after(slopes, assemble);
}
