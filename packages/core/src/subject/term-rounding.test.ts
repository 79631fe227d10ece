import { describe, expect, it } from 'vitest';
import { TermRounding } from './term-rounding.ts';

const { fround } = Math;

const sizeOf = (
  values: ArrayLike<number>,
  dtype: 'number' | 'float16' | 'float32' | 'float64',
  weights: number[],
): number => {
  const rounding = new TermRounding();
  rounding.look([{ values, dtype }], Float64Array.from(weights));
  return rounding.size;
};

describe('the rounding of the terms of a contraction', () => {
  it('is unknown before an output was seen', () => {
    expect(new TermRounding().size).toBe(0);
  });

  it('follows how they are stored, and their weights', () => {
    expect(sizeOf([3, 4], 'float32', [1, 1])).toBe(5 * 2 ** -24);
    expect(sizeOf([3, 4], 'float64', [1, 1])).toBe(5 * 2 ** -53);
    expect(sizeOf([3, 4], 'float16', [2, 0])).toBe(6 * 2 ** -11);
  });

  it('is told from the numbers in plain arrays', () => {
    const computed = [1 / 3, 1000 / 7].map(fround);
    expect(sizeOf(computed, 'number', [1, 0])).toBe(computed[0]! * 2 ** -24);
    expect(sizeOf([1 / 3, 1000 / 7], 'number', [1, 0])).toBe((1 / 3) * 2 ** -53);
    // These are numbers of float32 by chance.
    expect(sizeOf([0.5, 1000, 0], 'number', [1, 0, 0])).toBe(0.5 * 2 ** -53);
  });

  it('adds up over the arrays of an output', () => {
    const rounding = new TermRounding();
    const leaves = [
      { values: [3], dtype: 'float32' },
      { values: [0.1, 4], dtype: 'number' },
      { values: [8], dtype: 'float32' },
    ] as const;
    rounding.look(leaves, Float64Array.of(1, 0, 0, 0.5));
    expect(rounding.size).toBe(5 * 2 ** -24);
  });

  it('is that of the first output', () => {
    const rounding = new TermRounding();
    rounding.look([{ values: [1], dtype: 'float32' }], Float64Array.of(1));
    rounding.look([{ values: [1000], dtype: 'float32' }], Float64Array.of(1));
    expect(rounding.size).toBe(2 ** -24);
  });
});
