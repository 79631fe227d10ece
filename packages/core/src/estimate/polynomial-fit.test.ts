import { expect, it } from 'vitest';
import { fitPolynomial } from './polynomial-fit.ts';

const residualOf = (t: readonly number[], y: readonly number[], degree?: number): number =>
  fitPolynomial(t, y, degree).residual;

const t = [-0.9, -0.65, -0.4, -0.1, 0, 0.15, 0.4, 0.6, 0.85];

it('leaves nothing of a polynomial of its degree, whatever stands before it', () => {
  const cubic = t.map(x => 1e6 + 3 - 2 * x + 5 * x ** 2 - 7 * x ** 3);
  expect(residualOf(t, cubic)).toBeLessThan(1e-8);
  expect(residualOf(t, cubic, 2)).toBeGreaterThan(0.3);
  expect(
    residualOf(
      t,
      t.map(x => 4 * x),
      1,
    ),
  ).toBeLessThan(1e-14);
});

it('is the standard deviation of what no polynomial explains', () => {
  // Orthogonal to 1 and t: second differences of three equidistant points, (1, −2, 1), squared sum 6, one degree of freedom.
  expect(residualOf([-1, 0, 1], [1, -2, 1], 1)).toBeCloseTo(Math.sqrt(6), 12);
  // To 1 alone: the textbook's sample standard deviation.
  expect(residualOf([0, 1, 2, 3], [2, 4, 4, 6], 0)).toBeCloseTo(Math.sqrt(8 / 3), 12);
});

it('grows in proportion to the noise', () => {
  const noise = [1, -1, 1, 1, -1, -1, 1, -1, 1];
  const at = (size: number): number =>
    residualOf(
      t,
      t.map((x, k) => x ** 2 + size * noise[k]!),
    );
  expect(at(1e-3) / at(1e-5)).toBeCloseTo(100, 6);
  expect(at(1e-3)).toBeGreaterThan(0.4e-3);
  expect(at(1e-3)).toBeLessThan(2e-3);
});

it('reads the slope at zero, and how far noise moves it', () => {
  const fit = fitPolynomial(
    t,
    t.map(x => 1e3 - 2 * x + 5 * x ** 2 - 7 * x ** 3),
  );
  expect(fit.slope).toBeCloseTo(-2, 9);
  // Of a straight line through points at t: 1 ÷ √Σ(t − mean)².
  expect(fitPolynomial([-1, 0, 1], [0, 1, 2], 1).amplification).toBeCloseTo(Math.SQRT1_2, 12);
});
