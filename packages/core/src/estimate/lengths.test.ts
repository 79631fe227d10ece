import { describe, expect, it } from 'vitest';
import { Lengths } from './lengths.ts';
import { nearestPowerOfTwo } from './power-of-two.ts';

const lengthsIn = (...leaves: readonly (readonly number[])[]): number[][] => {
  const lengths = new Lengths(leaves.map(values => ({ values: Float64Array.from(values) })));
  return leaves.map((values, leaf) => values.map((_, k) => lengths.at(leaf, k)));
};

describe('natural lengths', () => {
  it('are powers of two near the size of the entry', () => {
    expect(lengthsIn([1, -1.5, 0.7, 5])).toEqual([[1, 2, 0.5, 4]]);
  });

  it('of zero and of small entries are those of the parameter', () => {
    // Median 8: zero takes 0.3 of it, a small entry a tenth, a very small one a hundredth.
    expect(lengthsIn([8, 8, 8, 0, 0.1, 0.001])).toEqual([[8, 8, 8, 2, 1, 0.0625]]);
    expect(lengthsIn([8, 8, 8, 0.0079])[0]![3]).toBe(0.0625);
    expect(lengthsIn([8, 8, 8, 0.0081])[0]![3]).toBe(1);
  });

  it('of a parameter that is zero are those of the others, or of 1', () => {
    expect(lengthsIn([0, 0], [4, 4], [16, 16], [64, 64])[0]).toEqual([4, 4]);
    expect(lengthsIn([0, 0], [4, 4], [16, 16])[0]).toEqual([4, 4]);
    expect(lengthsIn([0])).toEqual([[0.25]]);
  });

  it('sample the median of very long parameters', () => {
    const long = Float64Array.from({ length: 20_000 }, (_, k) => (k % 4 === 0 ? 4 : 1e-9));
    const lengths = new Lengths([{ values: long }]);
    expect([lengths.at(0, 0), lengths.at(0, 1)]).toEqual([4, 2 ** -5]);
  });

  it('scale components in place', () => {
    const lengths = new Lengths([{ values: Float64Array.of(1, 2, 4, 8) }]);
    const out = Float64Array.of(10, -1, 7);
    lengths.scale(out, 0, 1, 3);
    expect([...out]).toEqual([20, -4, 7]);
  });

  it('go by the middle of the magnitudes, in whatever order they come', () => {
    expect(lengthsIn([1, 100, -2, 4, 50, 0])[0]![5]).toBe(1);
    expect(lengthsIn([0, 0], [64, 64], [4, 4], [-16, 16])[0]).toEqual([4, 4]);
    expect(lengthsIn([0, 0], [16, 16], [64, 64], [4, 4])[0]).toEqual([4, 4]);
  });

  it('take for zero what is nothing to any function', () => {
    expect(lengthsIn([1e-305, 1e-305, 8, 0])[0]![3]).toBe(2);
    expect(lengthsIn([1e-200, 1e-200, 8])[0]![0]).toBe(nearestPowerOfTwo(1e-200));
  });
});

describe('lengths of entries that move together', () => {
  const together = (values: readonly number[]): number[] => {
    const lengths = new Lengths([{ values: Float64Array.of(1) }, { values: Float64Array.from(values) }]).together;
    const one = values.map((_, k) => lengths.at(1, k));
    // Many at a time are the same, from any position on.
    const many = new Float64Array(values.length - 1).fill(3);
    lengths.scale(many, 1, 1, values.length);
    expect([...many]).toEqual(one.slice(1).map(length => 3 * length));
    return one;
  };
  const many = (count: number, tiny: number): number[] =>
    Array.from({ length: count }, (_, k) => (k < tiny ? 1e-6 : k % 2 ? 8 : -8));

  it('are at least those of the typical entry', () => {
    expect(together([8, 8, -8, 0, 1, 64, -64])).toEqual([8, 8, 8, 8, 8, 64, 64]);
    expect(together([8, 8, 9, 11, 12])).toEqual([8, 8, 8, 8, 16]);
  });

  it('are their own for entries on a scale of their own', () => {
    expect(together([8, 8, 8, 8, 1e-6, 1, 0])).toEqual([8, 8, 8, 8, 0.0625, 8, 8]);
  });

  it('are the typical one for the few small numbers that every distribution has', () => {
    expect(together(many(100, 2))[0]).toBe(8);
    expect(together(many(100, 3))[0]).toBe(0.0625);
    expect(together(many(1000, 20))[0]).toBe(8);
    expect(together(many(1000, 21))[0]).toBe(0.0625);
  });
});
