import { GradcheckError } from '../errors.ts';
import { type FloatType, floatType, type HalfArray, typedArrayName } from './float-array.ts';
import { gather, isNdArray, type Layout, layoutOf, type NdArray, withEntries } from './ndarray.ts';
import { arrayKind, flatten, nest } from './nested-array.ts';
import { childPath } from './paths.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import type { FloatArray } from './types.ts';

/** One array of numbers as it was found in a user's structure, and how to make another like it. */
export interface TreeLeaf {
  readonly path: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly dtype: FloatType | 'number';
  /** Row-major numbers; may share the user's storage. */
  readonly values: ArrayLike<number>;
  /** The storage itself, to notice aliases. */
  readonly buffer: ArrayBufferLike | undefined;
  /** Something of the user's kind over these numbers; with `share`, typed arrays keep the storage given. */
  make(values: FloatArray, share: boolean): unknown;
  /** Numbers of what `make` made, as they are now. */
  read(made: unknown): ArrayLike<number>;
  dispose?(made: unknown): void;
}

/** Any nesting of objects and tuples over leaves. */
export type Tree =
  | { readonly kind: 'leaf'; readonly leaf: TreeLeaf }
  | { readonly kind: 'object'; readonly keys: readonly string[]; readonly children: readonly Tree[] }
  | { readonly kind: 'tuple'; readonly children: readonly Tree[] };

const wanted =
  'Expected numbers, arrays of numbers, Float64Array, Float32Array, { data, shape } arrays or tensors, in plain objects and tuples.';

function describe(value: unknown): string {
  const typed = typedArrayName(value);
  if (typed) return `${/^[AIU]/.test(typed) ? 'an' : 'a'} ${typed}: only floating-point numbers can be perturbed`;
  if (value === null) return 'null';
  if (typeof value === 'object') return `a ${value.constructor?.name ?? 'strange object'}`;
  return typeof value === 'bigint' ? 'a bigint' : `a ${typeof value}`;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype is as plain as ours: it has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

/**
 * Reads a user's structure.
 * @throws GradcheckError with the given code, naming the path and what was found
 */
export function readTree(
  value: unknown,
  adapters: readonly TensorAdapter[],
  code: 'ERR_PARAMETER_TYPE' | 'ERR_VALUE_TYPE' | 'ERR_DERIVATIVE_SHAPE',
  path = '',
  ancestors: readonly unknown[] = [],
): Tree {
  const fail = (problem: string): never => {
    throw new GradcheckError(code, `${path === '' ? 'the whole of it' : path} is ${problem}. ${wanted}`);
  };
  if (typeof value === 'number') return { kind: 'leaf', leaf: scalarLeaf(path, value) };
  for (const adapter of adapters)
    if (adapter.is(value)) return { kind: 'leaf', leaf: tensorLeaf(path, value, adapter, fail) };
  if (typeof value !== 'object' || value === null) return fail(describe(value));
  const type = floatType(value);
  if (type) return { kind: 'leaf', leaf: typedLeaf(path, value as unknown as FloatArray, type) };
  if (typedArrayName(value) || ArrayBuffer.isView(value)) return fail(describe(value));
  if (ancestors.includes(value)) return fail('a cycle: it contains itself');
  const within = [...ancestors, value];
  if (Array.isArray(value)) {
    const kind = arrayKind(value);
    if (kind.kind === 'problem') return fail(kind.problem);
    if (kind.kind === 'numbers') return { kind: 'leaf', leaf: nestedLeaf(path, value, kind.shape) };
    return {
      kind: 'tuple',
      children: value.map((entry, k) => readTree(entry, adapters, code, childPath(path, k), within)),
    };
  }
  if (isNdArray(value)) {
    const layout = layoutOf(value);
    return 'problem' in layout ? fail(layout.problem) : { kind: 'leaf', leaf: ndLeaf(path, value, layout) };
  }
  if (!isPlainObject(value)) return fail(describe(value));
  const keys = Object.keys(value);
  return {
    kind: 'object',
    keys,
    children: keys.map(key =>
      readTree((value as Record<string, unknown>)[key], adapters, code, childPath(path, key), within),
    ),
  };
}

function scalarLeaf(path: string, value: number): TreeLeaf {
  return {
    path,
    shape: [],
    size: 1,
    dtype: 'number',
    values: [value],
    buffer: undefined,
    make: values => values[0]!,
    read: made => [made as number],
  };
}

function typedLeaf(path: string, array: FloatArray, dtype: FloatType): TreeLeaf {
  const Type = array.constructor as unknown as new (values: ArrayLike<number>) => FloatArray;
  return {
    path,
    shape: [array.length],
    size: array.length,
    dtype,
    values: array,
    buffer: array.buffer,
    make(values, share) {
      // A new view every time: functions that remember answers by reference see a new array.
      if (share && dtype !== 'float16') return values.subarray(0);
      return new Type(values);
    },
    read: made => made as ArrayLike<number>,
  };
}

function nestedLeaf(path: string, array: readonly unknown[], shape: readonly number[]): TreeLeaf {
  const values = flatten(array, shape);
  return {
    path,
    shape,
    size: values.length,
    dtype: 'number',
    values,
    buffer: undefined,
    make: entries => nest(entries, shape),
    read: made => flatten(made, shape),
  };
}

function ndLeaf(path: string, array: NdArray, layout: Layout): TreeLeaf {
  return {
    path,
    shape: layout.shape,
    size: layout.size,
    dtype: layout.dtype,
    values: gather(array, layout),
    buffer: (array.data as Partial<HalfArray & FloatArray>).buffer,
    make(values) {
      const made = withEntries(array, layout, values);
      if (made) return made;
      throw new GradcheckError(
        'ERR_PARAMETER_TYPE',
        `${path} hides its data: a copy of it cannot be made. Use { data, shape }.`,
      );
    },
    read: made => gather(made as NdArray, layout),
  };
}

function tensorLeaf(path: string, tensor: unknown, adapter: TensorAdapter, fail: (problem: string) => never): TreeLeaf {
  const { shape, dtype, values } = adapter.read(tensor);
  if (dtype !== 'float16' && dtype !== 'float32' && dtype !== 'float64') {
    return fail(`a ${adapter.name} tensor of ${dtype}: only floating-point numbers can be perturbed`);
  }
  return {
    path,
    shape,
    size: values.length,
    dtype,
    values,
    buffer: undefined,
    make: entries => adapter.make(entries.slice(), shape, dtype),
    read: made => adapter.read(made).values,
    dispose: made => adapter.dispose?.(made),
  };
}

/** Leaves in order. */
export function leavesOf(tree: Tree): TreeLeaf[] {
  return tree.kind === 'leaf' ? [tree.leaf] : tree.children.flatMap(leavesOf);
}

/** The same structure over what `of` gives for each leaf, in order. */
export function rebuild(tree: Tree, of: (leaf: TreeLeaf, position: number) => unknown): unknown {
  let position = 0;
  const build = (part: Tree): unknown => {
    if (part.kind === 'leaf') return of(part.leaf, position++);
    if (part.kind === 'tuple') return part.children.map(build);
    return Object.fromEntries(part.keys.map((key, k) => [key, build(part.children[k]!)]));
  };
  return build(tree);
}

/** What stands at each leaf of a structure that `rebuild` made. */
export function visitLeaves(
  tree: Tree,
  built: unknown,
  visit: (leaf: TreeLeaf, made: unknown, position: number) => void,
): void {
  let position = 0;
  const walk = (part: Tree, value: unknown): void => {
    if (part.kind === 'leaf') visit(part.leaf, value, position++);
    else if (part.kind === 'tuple')
      for (const [k, child] of part.children.entries()) walk(child, (value as unknown[])?.[k]);
    else
      for (const [k, child] of part.children.entries())
        walk(child, (value as Record<string, unknown>)?.[part.keys[k]!]);
  };
  walk(tree, built);
}
