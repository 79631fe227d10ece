import type { FloatArray } from './types.ts';

/** What an array is: numbers in a rectangle, several parameters, or neither. */
export type ArrayKind =
  | { readonly kind: 'numbers'; readonly shape: readonly number[] }
  | { readonly kind: 'tuple' }
  | { readonly kind: 'problem'; readonly problem: string; readonly advice: string };

export const TUPLE: ArrayKind = { kind: 'tuple' };

/**
 * Numbers, or arrays of numbers with equal lengths at every depth, are one n-d array. Rows of unequal length are a
 * mistake. Anything else is a tuple, judged member by member.
 */
export function arrayKind(array: readonly unknown[], ancestors: readonly unknown[] = []): ArrayKind {
  if (ancestors.includes(array)) {
    return { kind: 'problem', problem: 'a cycle: it contains itself', advice: 'A point must end somewhere.' };
  }
  let numbers = 0;
  let arrays = 0;
  for (let position = 0; position < array.length; position++) {
    const entry = array[position];
    if (typeof entry === 'number') numbers++;
    else if (Array.isArray(entry)) arrays++;
    else if (!(position in array)) {
      return { kind: 'problem', problem: `a sparse array with a hole at [${position}]`, advice: 'Fill the hole.' };
    }
  }
  if (numbers === array.length) return { kind: 'numbers', shape: [array.length] };
  if (arrays !== array.length) return TUPLE;
  const within = [...ancestors, array];
  let shape: readonly number[] | undefined;
  for (let position = 0; position < array.length; position++) {
    const row = arrayKind(array[position] as unknown[], within);
    if (row.kind === 'tuple') return row;
    // Named from the outermost array: the hole of row 2 is at [2][…].
    if (row.kind === 'problem') return { ...row, problem: `${row.problem} (in [${position}])` };
    if (shape === undefined) shape = row.shape;
    else if (shape.length !== row.shape.length) return TUPLE;
    else if (shape.some((length, axis) => length !== row.shape[axis])) {
      return {
        kind: 'problem',
        problem: `a ragged array: [0] is ${shape.join('×')}, [${position}] is ${row.shape.join('×')}`,
        advice: 'Give all rows the same length, or name them: { row0: […], row1: […] }.',
      };
    }
  }
  return { kind: 'numbers', shape: [array.length, ...shape!] };
}

/** Numbers of a rectangular nested array, row-major. */
export function flatten(array: unknown, shape: readonly number[]): Float64Array {
  const values = new Float64Array(shape.reduce((size, length) => size * length, 1));
  let position = 0;
  const visit = (part: readonly unknown[], axis: number): void => {
    const length = shape[axis]!;
    if (axis === shape.length - 1) for (let i = 0; i < length; i++) values[position++] = part[i] as number;
    else for (let i = 0; i < length; i++) visit(part[i] as readonly unknown[], axis + 1);
  };
  visit(array as readonly unknown[], 0);
  return values;
}

/** The inverse of {@link flatten}: new arrays all the way down. */
export function nest(values: FloatArray, shape: readonly number[]): unknown {
  let position = 0;
  const build = (axis: number): unknown[] => {
    const part = new Array<unknown>(shape[axis]!);
    for (let i = 0; i < part.length; i++) part[i] = axis === shape.length - 1 ? values[position++] : build(axis + 1);
    return part;
  };
  return build(0);
}
