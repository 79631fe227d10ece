import { drive, type Effect, settle } from '../effect.ts';
import { allocate } from '../parameters/float-array.ts';
import { rebuild, type Tree, visitLeaves } from '../parameters/tree.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import type { FloatArray, Point } from '../parameters/types.ts';

/** Larger arrays are handed out as they are; those up to this size as the user's own class makes them. */
const ALWAYS_COPIED = 2 ** 16;

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
 * @param values - of the point or of another one, one array per leaf
 */
export function withCopy<P, R>(
  { tree }: Point<P>,
  values: readonly FloatArray[],
  call: (copy: P) => R | PromiseLike<R>,
): R | PromiseLike<R> {
  return withStructure(tree, (leaf, position) => storedIn(leaf, values[position]!), call);
}

/**
 * Calls a function with a tangent (the structure of the point) or a cotangent (that of an output) over flat numbers.
 * @param flat - belongs to the function from now on
 */
export function withDirection<T, R>(
  { tree }: { readonly tree: Tree },
  flat: Float64Array,
  call: (made: T) => R | PromiseLike<R>,
): R | PromiseLike<R> {
  let offset = 0;
  return withStructure(
    tree,
    leaf => {
      const from = offset;
      offset += leaf.size;
      const isAll = leaf.size === flat.length && (leaf.dtype === 'float64' || leaf.dtype === 'number');
      return isAll ? flat : storedIn(leaf, flat.subarray(from, offset));
    },
    call,
  );
}

function storedIn({ dtype, size }: TreeLeaf, numbers: FloatArray): FloatArray {
  const values = allocate(dtype, size);
  values.set(numbers);
  return values;
}

/** Calls a function with a structure over fresh numbers, one array per leaf, and frees it when the function is done. */
function withStructure<T, R>(
  tree: Tree,
  numbersOf: (leaf: TreeLeaf, position: number) => FloatArray,
  call: (made: T) => R | PromiseLike<R>,
): R | PromiseLike<R> {
  const made = rebuild(tree, (leaf, position) => leaf.make(numbersOf(leaf, position), leaf.size > ALWAYS_COPIED));
  function* whileAlive(): Effect<R> {
    try {
      return yield* settle(call(made as T));
    } finally {
      visitLeaves(tree, made, (leaf, part) => leaf.dispose?.(part));
    }
  }
  return drive(whileAlive());
}
