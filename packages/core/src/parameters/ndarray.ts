import { type FloatType, floatType, type HalfArray, typedArrayName } from './float-array.ts';
import type { Storage } from './storage.ts';
import type { FloatArray } from './types.ts';

/** scijs `ndarray` and alike: numbers in `data`, laid out by `shape`, `stride` (or `strides`) and `offset`. */
export interface NdArray {
  readonly data: ArrayLike<number>;
  readonly shape: ArrayLike<number>;
  readonly stride?: ArrayLike<number>;
  readonly strides?: ArrayLike<number>;
  readonly offset?: number;
}

export interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** Row-major without gaps from the first entry of `data` to its last. */
  readonly whole: boolean;
  readonly dtype: FloatType | 'number';
}

function isArrayOfNumbers(value: unknown): value is ArrayLike<number> {
  return typedArrayName(value) !== undefined || (Array.isArray(value) && value.every(x => typeof x === 'number'));
}

export function isNdArray(value: object): value is NdArray {
  const { data, shape } = value as { data?: unknown; shape?: unknown };
  return (
    isArrayOfNumbers(data) && isArrayOfNumbers(shape) && Array.from(shape).every(n => Number.isInteger(n) && n >= 0)
  );
}

/** Where the entries lie, or what is wrong with them. */
export function layoutOf(array: NdArray): Layout | { readonly problem: string } {
  const dtype = Array.isArray(array.data) ? 'number' : floatType(array.data);
  if (dtype === undefined) return { problem: `an n-d array over ${typedArrayName(array.data) ?? 'no float array'}` };
  const shape = Array.from(array.shape);
  const size = shape.reduce((product, length) => product * length, 1);
  const contiguous = new Array<number>(shape.length);
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    contiguous[axis] = step;
    step *= shape[axis]!;
  }
  const given = array.stride ?? array.strides;
  const strides = given === undefined ? contiguous : Array.from(given);
  const offset = array.offset ?? 0;
  let first = offset;
  let last = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = (shape[axis]! - 1) * strides[axis]!;
    if (reach < 0) first += reach;
    else last += reach;
    if (shape[axis]! > 1 && strides[axis] === 0) {
      return { problem: 'an n-d array with stride 0: its entries share storage' };
    }
  }
  if (strides.length !== shape.length || (size > 0 && !(first >= 0 && last < array.data.length))) {
    return { problem: `an n-d array of shape ${shape.join('×')} over ${array.data.length} numbers` };
  }
  const whole =
    offset === 0 &&
    array.data.length === size &&
    strides.every((stride, axis) => shape[axis] === 1 || stride === contiguous[axis]);
  return { shape, strides, offset, size, whole, dtype };
}

/** Visits the entries in row-major order: row-major position, position in `data`. */
function eachEntry({ shape, strides, offset, size }: Layout, visit: (position: number, at: number) => void): void {
  const index = new Array<number>(shape.length).fill(0);
  let at = offset;
  for (let position = 0; position < size; position++) {
    visit(position, at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/** Entries in row-major order; shares storage with the array when it is whole. */
export function gather(array: NdArray, layout: Layout): ArrayLike<number> {
  if (layout.whole) return array.data;
  const values = new Float64Array(layout.size);
  eachEntry(layout, (position, at) => {
    values[position] = array.data[at]!;
  });
  return values;
}

/** Memory of the entries, in bytes of a typed array's buffer or entries of a plain array. */
export function storageOf({ data }: NdArray, layout: Layout): Storage {
  const typed = ArrayBuffer.isView(data) ? (data as FloatArray) : undefined;
  const [start, width] = typed ? [typed.byteOffset, typed.BYTES_PER_ELEMENT] : [0, 1];
  const storage = { owner: typed?.buffer ?? data, from: start, to: start + width * data.length };
  if (layout.whole) return storage;
  const positions = (): Set<number> => {
    const found = new Set<number>();
    eachEntry(layout, (_, at) => found.add(start + width * at));
    return found;
  };
  return { ...storage, positions };
}

function copyOfData(data: ArrayLike<number>): { [at: number]: number } & ArrayLike<number> {
  return Array.isArray(data) ? data.slice() : new (data as HalfArray).constructor(data);
}

/**
 * An array like the template, with the same class, methods and layout over new numbers. Fields that hold the template's
 * `data`, at most one object deep, are replaced; undefined when the class hides them (private fields).
 */
export function withEntries(template: NdArray, layout: Layout, values: FloatArray): NdArray | undefined {
  const data = copyOfData(template.data);
  eachEntry(layout, (position, at) => {
    data[at] = values[position]!;
  });
  const old = template.data;
  const renew = (part: object, depth: number): object => {
    const copy = Object.create(Object.getPrototypeOf(part)) as object;
    for (const key of Reflect.ownKeys(part)) {
      const property = Object.getOwnPropertyDescriptor(part, key)!;
      const held: unknown = property.value;
      if (held === old) property.value = data;
      // Shape and strides are the user's as well.
      else if (Array.isArray(held)) property.value = held.slice();
      else if (depth > 0 && typeof held === 'object' && held !== null && Object.values(held).includes(old)) {
        property.value = renew(held, depth - 1);
      }
      Object.defineProperty(copy, key, property);
    }
    return copy;
  };
  try {
    const made = renew(template, 1) as NdArray;
    return made.data === data ? made : undefined;
  } catch {
    return undefined;
  }
}
