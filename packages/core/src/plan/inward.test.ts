import { expect, it } from 'vitest';
import { comparedLeaves } from '../../test/drive-comparison.ts';
import { Lengths } from '../estimate/lengths.ts';
import type { Weights } from './direction.ts';
import { inward } from './inward.ts';

const alternating: Weights = {
  fill: (out, from, to) => {
    for (let k = from; k < to; k++) out[k - from] = k % 2 === 0 ? 0.75 : -1.25;
  },
};

/** Natural lengths are 1. */
const values = [1, 1, 1.01, 1.01, 1.02, 1.02, 1.99, 1.99, 2, 2];

function weighted(lower: number, upper: number, tangents?: { indices: number[]; weights: number[] }[]): number[] {
  const [compared] = comparedLeaves([{ values, claimed: values, ...(tangents ? { tangents } : {}) }]);
  const leaf = { ...compared!.leaf, lower, upper };
  const out = new Float64Array(9).fill(7);
  inward(alternating, leaf, 0, new Lengths([leaf])).fill(out, 2, 10);
  expect(out[8]).toBe(7);
  return [...out.subarray(0, 8)];
}

const free = [0.75, -1.25, 0.75, -1.25, 0.75, -1.25, 0.75, -1.25];

it('entries within 1/64 of their length from a bound move away from it, as far as they would', () => {
  expect(weighted(1, Number.POSITIVE_INFINITY)).toEqual([0.75, 1.25, 0.75, -1.25, 0.75, -1.25, 0.75, -1.25]);
  expect(weighted(Number.NEGATIVE_INFINITY, 2)).toEqual([0.75, -1.25, 0.75, -1.25, -0.75, -1.25, -0.75, -1.25]);
  expect(weighted(1, 2)).toEqual([0.75, 1.25, 0.75, -1.25, -0.75, -1.25, -0.75, -1.25]);
});

it('without bounds, or with a structure, they are the same weights', () => {
  expect(weighted(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual(free);
  const tangents = values.map((_, k) => ({ indices: [k], weights: [1] }));
  expect(weighted(1, 2, tangents)).toEqual(free);
});
