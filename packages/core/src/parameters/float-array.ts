import type { FloatArray } from './types.ts';

export type FloatType = 'float16' | 'float32' | 'float64';

/** Whatever looks like the built-in Float16Array, which not every platform has. */
export interface HalfArray extends ArrayLike<number> {
  readonly constructor: new (values: ArrayLike<number>) => HalfArray;
}

/** Name of the class of a typed array as its toStringTag says, so that arrays of other realms are recognised too. */
export function typedArrayName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return typeof tag === 'string' && /^(?:Float|Big(?:Int|Uint)|Int|Uint)\d+(?:Clamped)?Array$/.test(tag)
    ? tag
    : undefined;
}

/** Precision of a typed array; undefined for integers and for what is none. */
export function floatType(value: unknown): FloatType | undefined {
  const name = typedArrayName(value);
  return name === 'Float64Array'
    ? 'float64'
    : name === 'Float32Array'
      ? 'float32'
      : name === 'Float16Array'
        ? 'float16'
        : undefined;
}

/** Whether storage in float32 would keep a number. */
export const isFloat32 = (x: number): boolean => Math.fround(x) === x;

/** Distance between neighbouring numbers at 1. */
export const ulpOf: Readonly<Record<FloatType | 'number', number>> = {
  number: 2 ** -52,
  float64: 2 ** -52,
  float32: 2 ** -23,
  float16: 2 ** -10,
};

/** A fresh array in the narrowest precision that holds the type. */
export function allocate(type: FloatType | 'number', size: number): FloatArray {
  return type === 'float32' || type === 'float16' ? new Float32Array(size) : new Float64Array(size);
}

/**
 * Nearest IEEE binary16 number, ties to even: 11 significant bits, subnormal below 2^-14, infinite from 65520.
 * Written out because `Math.f16round` is newer than the oldest supported platform.
 */
function roundToHalf(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 65520)) return magnitude >= 65520 ? Math.sign(x) * Number.POSITIVE_INFINITY : x;
  // Adding and subtracting a number whose last bit is the wanted one rounds there, ties to even.
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  const shift = 2 ** (exponent - 10) * 2 ** 52 * 1.5;
  const rounded = magnitude + shift - shift;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** What storage of a type makes of x. */
export function rounderOf(type: FloatType | 'number'): (x: number) => number {
  if (type === 'float32') return Math.fround;
  if (type === 'float16') return roundToHalf;
  return x => x;
}
