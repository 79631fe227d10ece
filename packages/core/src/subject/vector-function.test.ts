import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contract } from './vector-function.ts';

const pairs = fc.array(
  fc.tuple(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), fc.double({ noNaN: true, min: -1e100, max: 1e100 })),
  { maxLength: 20 },
);

/** Neumaier's sum of the products, one after the other, with his branch. */
function oneByOne(products: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const term of products) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

it('is the compensated sum of the products in their order, bit for bit', () => {
  fc.assert(
    fc.property(pairs, entries => {
      const a = entries.map(([x]) => x);
      const b = Float64Array.from(entries, ([, y]) => y);
      expect(contract(a, b)).toBe(oneByOne(entries.map(([x, y]) => x * y)));
    }),
  );
});

it.each([
  [[1e16, 1, 1, 1, -1e16], 3],
  [[1, 1e100, 1, -1e100], 2],
  [[Number.POSITIVE_INFINITY, 1, 2], Number.POSITIVE_INFINITY],
  [[1e308, 1e308, 1e308, 1e308, 1], Number.POSITIVE_INFINITY],
  [[Number.NaN, 1], Number.NaN],
  [[], 0],
])('of %j and ones is %d', (a, sum) => {
  expect(contract(a, new Float64Array(a.length).fill(1))).toBe(sum);
});
