import { isThenable } from '../effect.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import type { VectorFunction } from './vector-function.ts';

/** ±U[½, 3/2]: signed, so that nothing adds up by accident, and uneven, so that nothing cancels by symmetry. */
export function randomVector(size: number, random: () => number): Float64Array {
  return Float64Array.from({ length: size }, () => (random() < 0.5 ? -1 : 1) * (0.5 + random()));
}

/** Steps of a grid on which sums of a few numbers between −4 and 4 are exact, by how they are stored. */
const GRID = { float16: 2 ** -6, float32: 2 ** -12 } as const;

/**
 * A random vector that arrives as it is where it is stored in fewer digits: the function is contracted with what its derivative
 * was given.
 */
export function storable(vector: Float64Array, leaves: readonly Pick<TreeLeaf, 'size' | 'dtype'>[]): Float64Array {
  let offset = 0;
  for (const { size, dtype } of leaves) {
    if (dtype === 'float16' || dtype === 'float32') {
      for (let i = offset; i < offset + size; i++) vector[i] = Math.round(vector[i]! / GRID[dtype]) * GRID[dtype];
    }
    offset += size;
  }
  return vector;
}

/** <weights, f(point)>. */
export function contracted<P>(f: VectorFunction<P>, weights: Float64Array): (point: P) => number | PromiseLike<number> {
  return point => f.contracted(point, weights);
}

/** Values that may have to be waited for, one after the other. */
export function inTurn<T, R>(items: readonly T[], call: (item: T) => R | PromiseLike<R>): R[] | PromiseLike<R[]> {
  const results: R[] = [];
  for (let k = 0; k < items.length; k++) {
    const result = call(items[k]!);
    if (isThenable(result)) {
      return (async () => {
        results.push((await result) as R);
        for (const item of items.slice(k + 1)) results.push(await call(item));
        return results;
      })();
    }
    results.push(result as R);
  }
  return results;
}
