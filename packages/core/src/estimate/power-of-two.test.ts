import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestPowerOfTwo } from './power-of-two.ts';

it.each([
  [1, 1],
  [1.41, 1],
  [1.42, 2],
  [0.7, 0.5],
  [0.71, 0.71 > Math.SQRT1_2 ? 1 : 0.5],
  [3e-310, 2 ** -1028],
  [5e-324, 2 ** -1074],
  [1e300, 2 ** 997],
  [1.2e308, 2 ** 1023],
  [2 ** -1022, 2 ** -1022],
  [2 ** -1022 * 1.5, 2 ** -1021],
])('of %d is %d', (x, power) => {
  expect(nearestPowerOfTwo(x)).toBe(power);
});

it('is nearest on a logarithmic scale', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), x => {
      const power = nearestPowerOfTwo(x);
      expect(Math.log2(power)).toBe(Math.round(Math.log2(power)));
      expect(x / power).toBeGreaterThan(Math.SQRT1_2 - 1e-6);
      expect(x / power).toBeLessThan(Math.SQRT2 + 1e-6);
    }),
  );
});
