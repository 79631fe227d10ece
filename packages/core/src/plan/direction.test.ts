import { describe, expect, it } from 'vitest';
import { comparedLeaves } from '../../test/drive-comparison.ts';
import type { Leaf, Tangent } from '../parameters/types.ts';
import type { Part } from '../sample.ts';
import {
  alongCoordinate,
  alongListed,
  alongRange,
  coordinateCount,
  directionOf,
  RandomWeights,
  scaleByLength,
} from './direction.ts';

/** Off-diagonal entries of a symmetric 2×2 matrix together, and its diagonal. */
const symmetric: readonly Tangent[] = [
  { indices: [0], weights: [1] },
  { indices: [1, 2], weights: [1, 1] },
  { indices: [3], weights: [1] },
];
/** Tangents that share entries. */
const overlapping: readonly Tangent[] = [
  { indices: [2, 0], weights: [1, -1] },
  { indices: [2, 1], weights: [3, 5] },
];

const leafOf = (values: readonly number[], tangents?: readonly Tangent[]): Leaf =>
  comparedLeaves([{ values, claimed: values, ...(tangents ? { tangents } : {}) }])[0]!.leaf;
const free = leafOf([1, 2, 4, 8]);
const bound = leafOf([1, 2, 4, 8], symmetric);

/** Entry → component. */
function moves(part: Part, from = 0, to = part.count): Record<number, number> {
  const out = new Float64Array(to - from);
  part.fill(out, from, to);
  return Object.fromEntries(
    Array.from(out, (component, j) => [part.indices ? part.indices[from + j]! : part.first + from + j, component]),
  );
}

const lengths = {
  at: (leaf: number, entry: number) => 10 * leaf + entry + 1,
  scale: (out: Float64Array, leaf: number, from: number, to: number) => {
    for (let k = from; k < to; k++) out[k - from] = out[k - from]! * (10 * leaf + k + 1);
  },
};
const weights = {
  fill: (out: Float64Array, from: number, to: number) => {
    for (let k = from; k < to; k++) out[k - from] = k % 3 === 1 || k === 3 ? -1 : 0.5;
  },
};

it('a leaf has as many coordinates as entries, or as its structure has tangents', () => {
  expect([coordinateCount(free), coordinateCount(bound)]).toEqual([4, 3]);
});

describe('random weights', () => {
  const drawn = (seed: number, from: number, to: number): number[] => {
    const out = new Float64Array(to - from);
    new RandomWeights(seed).fill(out, from, to);
    return [...out];
  };

  it('have magnitudes from one half to three halves, and both signs', () => {
    const many = drawn(3, 0, 1000);
    for (const weight of many) {
      expect(Math.abs(weight)).toBeGreaterThanOrEqual(0.5);
      expect(Math.abs(weight)).toBeLessThanOrEqual(1.5);
    }
    expect(Math.abs(many.filter(weight => weight > 0).length - 500)).toBeLessThan(60);
  });

  it('are the same for the same coordinate and seed, wherever one begins', () => {
    expect(drawn(3, 5, 20)).toEqual(drawn(3, 0, 20).slice(5));
    expect(drawn(4, 0, 20)).not.toEqual(drawn(3, 0, 20));
  });
});

describe('lengths of coordinates', () => {
  it('are those of the entries, or of the first entry that a tangent moves', () => {
    const out = Float64Array.of(1, -1, 2);
    scaleByLength(out, free, 1, 1, 4, lengths);
    expect([...out]).toEqual([12, -13, 28]);
    const tangents = Float64Array.of(1, -1);
    scaleByLength(tangents, bound, 1, 1, 3, lengths);
    expect([...tangents]).toEqual([12, -14]);
  });
});

describe('a direction along', () => {
  it('one coordinate moves an entry, or those of its tangent, by a length', () => {
    const entry = alongCoordinate(free, 7, 2, 3);
    expect([entry.leaf, entry.count, entry.first, entry.indices]).toEqual([7, 1, 2, undefined]);
    expect(moves(entry)).toEqual({ 2: 3 });
    const tangent = alongCoordinate(leafOf([1, 2, 4], overlapping), 7, 1, 2);
    expect([tangent.leaf, tangent.count, tangent.first]).toEqual([7, 2, 2]);
    expect(moves(tangent)).toEqual({ 2: 6, 1: 10 });
    expect(moves(tangent, 1, 2)).toEqual({ 1: 10 });
  });

  it('listed coordinates adds up what several of them move', () => {
    const listed = alongListed(free, 7, [3, 1], j => 10 + j);
    expect([listed.leaf, listed.count, listed.first, [...Array.from(listed.indices!)]]).toEqual([7, 2, 1, [1, 3]]);
    expect(moves(listed)).toEqual({ 1: 11, 3: 10 });
    const shared = alongListed(leafOf([1, 2, 4], overlapping), 7, [0, 1], j => 10 + j);
    expect(moves(shared)).toEqual({ 0: -10, 1: 55, 2: 43 });
    expect(Array.from(shared.indices!)).toEqual([0, 1, 2]);
    expect(alongListed(free, 7, [], () => 1)).toMatchObject({ count: 0, first: 0 });
  });

  it('a range moves each coordinate by its weight and its length', () => {
    const range = alongRange(free, 1, 1, 4, weights, lengths);
    expect([range.leaf, range.first, range.count, range.indices]).toEqual([1, 1, 3, undefined]);
    expect(moves(range)).toEqual({ 1: -12, 2: 6.5, 3: -14 });
    expect(moves(range, 1, 3)).toEqual({ 2: 6.5, 3: -14 });
    const tangents = alongRange(bound, 1, 1, 3, weights, lengths);
    expect(moves(tangents)).toEqual({ 1: -12, 2: -12, 3: 7 });
  });

  it('several parts is as long as all of their components, chunk by chunk', () => {
    const many = leafOf(Array.from({ length: 2500 }, () => 1));
    const halves = { fill: (out: Float64Array, from: number, to: number) => out.fill(-0.75, 0, to - from) };
    const part = alongRange(many, 0, 0, 2500, halves, {
      at: () => 2,
      scale: (out, _, from, to) => {
        for (let k = from; k < to; k++) out[k - from] = out[k - from]! * 2;
      },
    });
    expect(directionOf([part]).length).toBe(2500 * 1.5);
    const both = directionOf([alongCoordinate(free, 0, 1, -3), part]);
    expect([both.length, both.parts.length]).toEqual([2500 * 1.5 + 3, 2]);
  });
});
