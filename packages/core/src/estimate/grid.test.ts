import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commonGrid } from './grid.ts';

it.each([
  [[], 0],
  [[0, -0, Number.NaN, Number.POSITIVE_INFINITY], 0],
  [[1], 1],
  [[3, 5], 1],
  [[6, -12], 2],
  [[0.75, 0.5, 0], 0.25],
  [[2 ** 60 * 3], 2 ** 60],
  [[1 + 2 ** -20], 2 ** -20],
  [[1 + 2 ** -21], 2 ** -21],
  [[1 + 2 ** -52], 2 ** -52],
  [[5e-324], 5e-324],
  [[2 ** -1022], 2 ** -1022],
  [[3 * 2 ** -1040], 2 ** -1040],
  [[Number.MAX_VALUE], 2 ** 971],
  [[Math.fround(0.1)], 2 ** -27],
])('of %j is %d', (values, grid) => {
  expect(commonGrid(values)).toBe(grid);
});

it('divides every value, and twice of it does not', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }).filter(x => x !== 0 && Math.abs(x) > 1e-200),
        { minLength: 1 },
      ),
      values => {
        const grid = commonGrid(values);
        for (const value of values) expect(value % grid === 0).toBe(true);
        expect(values.some(value => value % (2 * grid) !== 0)).toBe(true);
      },
    ),
  );
});
