import { misuse } from '../errors.ts';
import type { FloatType } from './float-array.ts';
import { gather, type Layout, type NdArray, storageOf, withEntries } from './ndarray.ts';
import { flatten, nest } from './nested-array.ts';
import { NOT_FLOAT, type Problem } from './problem.ts';
import type { Storage } from './storage.ts';
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
  /** To notice parameters that share memory; undefined for a lone number. */
  readonly storage: Storage | undefined;
  /** Something of the user's kind over these numbers; with `share`, typed arrays keep the storage given. */
  make(values: FloatArray, share: boolean): unknown;
  /** Numbers of what `make` made, as they are now. */
  read(made: unknown): ArrayLike<number>;
  dispose?(made: unknown): void;
}

export function scalarLeaf(path: string, value: number): TreeLeaf {
  return {
    path,
    shape: [],
    size: 1,
    dtype: 'number',
    values: [value],
    storage: undefined,
    make: values => values[0]!,
    read: made => [made as number],
  };
}

export function typedLeaf(path: string, array: FloatArray, dtype: FloatType): TreeLeaf {
  const Type = array.constructor as unknown as new (values: ArrayLike<number>) => FloatArray;
  return {
    path,
    shape: [array.length],
    size: array.length,
    dtype,
    values: array,
    storage: { owner: array.buffer, from: array.byteOffset, to: array.byteOffset + array.byteLength },
    make(values, share) {
      // A new view every time: functions that remember answers by reference see a new array.
      if (share && dtype !== 'float16') return values.subarray(0);
      return new Type(values);
    },
    read: made => made as ArrayLike<number>,
  };
}

export function nestedLeaf(path: string, array: readonly unknown[], shape: readonly number[]): TreeLeaf {
  const values = flatten(array, shape);
  return {
    path,
    shape,
    size: values.length,
    dtype: 'number',
    values,
    storage: { owner: array, from: 0, to: values.length },
    make: entries => nest(entries, shape),
    read: made => flatten(made, shape),
  };
}

export function ndLeaf(path: string, array: NdArray, layout: Layout): TreeLeaf {
  return {
    path,
    shape: layout.shape,
    size: layout.size,
    dtype: layout.dtype,
    values: gather(array, layout),
    storage: storageOf(array, layout),
    make(values) {
      const made = withEntries(array, layout, values);
      if (made) return made;
      throw misuse('ERR_PARAMETER_TYPE', {
        what: `${path || 'the point'} hides its data: a copy of it cannot be made`,
        advice: ['Pass { data, shape, stride, offset } in its place, or write a TensorAdapter for its class.'],
      });
    },
    read: made => gather(made as NdArray, layout),
  };
}

/** A tensor as its library reads it. */
export function tensorLeaf(
  path: string,
  tensor: unknown,
  adapter: TensorAdapter,
): TreeLeaf | { readonly problem: Problem } {
  let read: ReturnType<TensorAdapter['read']>;
  try {
    read = adapter.read(tensor);
  } catch (error) {
    const found = `a ${adapter.name} tensor that cannot be read: ${String((error as Error)?.message ?? error)}`;
    return { problem: { path, found, advice: 'Pass a tensor that is still alive.' } };
  }
  const { shape, dtype, values } = read;
  if (dtype !== 'float16' && dtype !== 'float32' && dtype !== 'float64') {
    return { problem: { path, found: `a ${adapter.name} tensor of ${dtype}`, advice: NOT_FLOAT } };
  }
  return {
    path,
    shape,
    size: values.length,
    dtype,
    values,
    storage: { owner: tensor as object, from: 0, to: values.length },
    make: entries => adapter.make(entries.slice(), shape, dtype),
    read: made => adapter.read(made).values,
    dispose: made => adapter.dispose?.(made),
  };
}
