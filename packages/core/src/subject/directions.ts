import { isThenable } from '../effect.ts';
import { allocate } from '../parameters/float-array.ts';
import { rebuild, visitLeaves } from '../parameters/tree.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import type { OutputForm } from './vector-function.ts';

/** Calls a function with something that must be freed when the function is done, now or later. */
function whileAlive<T, R>(made: T, call: (made: T) => R | PromiseLike<R>, free: () => void): R | PromiseLike<R> {
  let result: R | PromiseLike<R>;
  try {
    result = call(made);
  } catch (error) {
    free();
    throw error;
  }
  if (!isThenable(result)) {
    free();
    return result as R;
  }
  return result.then(
    value => {
      free();
      return value;
    },
    (error: unknown) => {
      free();
      throw error;
    },
  );
}

/** Numbers that a structure like the point holds now, one copy per leaf. */
export function valuesIn<P>(point: Point<P>, at: P): FloatArray[] {
  const values: FloatArray[] = [];
  visitLeaves(point.tree, at, (leaf, made, k) => {
    values[k] = Float64Array.from(leaf.read(made));
  });
  return values;
}

/**
 * Calls a function with a copy of the point that no other call sees.
 * @param values - of another point, one array per leaf
 */
export function withCopy<P, R>(
  point: Point<P>,
  call: (copy: P) => R | PromiseLike<R>,
  values?: readonly FloatArray[],
): R | PromiseLike<R> {
  const workspace = point.workspace();
  for (const [k, entries] of values?.entries() ?? []) workspace.data[k]!.set(entries);
  const copy = workspace.tree(true);
  return whileAlive(copy, call, () => workspace.release(copy));
}

/** Calls a function with a tangent: the structure of the point over flat numbers. */
export function withTangent<P, R>(
  point: Point<P>,
  flat: ArrayLike<number>,
  call: (tangent: P) => R | PromiseLike<R>,
): R | PromiseLike<R> {
  const workspace = point.workspace();
  for (const [k, leaf] of point.leaves.entries()) {
    for (let i = 0; i < leaf.size; i++) workspace.data[k]![i] = flat[leaf.offset + i]!;
  }
  const tangent = workspace.tree(true);
  return whileAlive(tangent, call, () => workspace.release(tangent));
}

/** Calls a function with a cotangent: the structure of an output over flat numbers. */
export function withCotangent<R>(
  { tree }: OutputForm,
  flat: Float64Array,
  call: (cotangent: unknown) => R | PromiseLike<R>,
): R | PromiseLike<R> {
  let offset = 0;
  const cotangent = rebuild(tree, leaf => {
    const values = allocate(leaf.dtype, leaf.size);
    for (let i = 0; i < leaf.size; i++) values[i] = flat[offset + i]!;
    offset += leaf.size;
    return leaf.make(values, false);
  });
  return whileAlive(cotangent, call, () => visitLeaves(tree, cotangent, (leaf, made) => leaf.dispose?.(made)));
}
