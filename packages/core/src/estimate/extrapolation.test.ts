import { describe, expect, it } from 'vitest';
import { extrapolate, type Quotient } from './extrapolation.ts';

const at = (steps: readonly number[], q: (t: number) => number, noise = 1e-12): Quotient[] =>
  steps.map(t => ({ t, q: q(t), noise: noise / t }));
const steps = [0.25, 0.0625, 0.015625, 0.00390625];

describe('central differences', () => {
  it('with an error of t² are exact with two levels, of t⁴ with three', () => {
    expect(extrapolate(at(steps, t => 3 + 5 * t ** 2)).q).toBeCloseTo(3, 9);
    expect(extrapolate(at(steps, t => 3 + 5 * t ** 2 - 9 * t ** 4)).q).toBeCloseTo(3, 8);
  });

  it('carry the noise of the weights 16/15 and −1/15', () => {
    const levels = at([0.25, 0.0625], t => 1 + t ** 2, 1e-9);
    const found = extrapolate(levels);
    expect([found.order, found.finest]).toEqual([1, 1]);
    expect(found.q).toBeCloseTo(1, 8);
    expect(found.noise).toBeCloseTo(Math.hypot((16 / 15) * levels[1]!.noise, levels[0]!.noise / 15), 15);
    expect(found.error).toBeCloseTo(4 * found.noise + found.truncation, 15);
  });

  it('bound the error by what they claim, for functions of many kinds', () => {
    const discrepancies = [
      (t: number) => Math.sin(t) / t,
      (t: number) => Math.sinh(3 * t) / (3 * t),
      (t: number) => 1 / (1 + 4 * t * t),
      (t: number) => 1 + t ** 2 + t ** 6 * 50,
    ];
    for (const q of discrepancies) {
      const found = extrapolate(at(steps, q));
      expect(Math.abs(found.q - 1)).toBeLessThanOrEqual(found.error);
      expect(found.error).toBeLessThan(1e-4);
    }
  });

  it('of one level have a truncation error as large as they are themselves', () => {
    expect(extrapolate([{ t: 0.1, q: -2, noise: 0.01 }])).toEqual({
      q: -2,
      noise: 0.01,
      truncation: 2,
      error: 2.04,
      order: 0,
      finest: 0,
      contradiction: 0,
    });
  });

  it('count a finer level that contradicts them', () => {
    const levels = at(steps, () => 1, 1e-9).map((level, k) => (k === 3 ? { ...level, q: 2 } : level));
    const found = extrapolate(levels);
    expect(found.finest).toBe(3);
    const noisy = at(steps, () => 1, 1e-9).map((level, k) => (k === 3 ? { ...level, q: 1 + 3 * level.noise } : level));
    const calm = extrapolate(noisy);
    expect(calm.finest).toBeLessThan(3);
    expect(calm.contradiction).toBeCloseTo(3, 1);
    expect(calm.error).toBeLessThan(1e-6);
  });

  it('do not reach across a kink: there the one-sided slopes change more than the central one', () => {
    // A kink at 0.03: beyond it, every quotient is off by a multiple of (t − 0.03)/t.
    const kinked = steps.map((t): Quotient => {
      const beyond = Math.max(0, t - 0.03) / t;
      return { t, q: beyond / 2, noise: 1e-9, forward: beyond, backward: 0 };
    });
    const found = extrapolate(kinked);
    expect(Math.abs(found.q)).toBeLessThanOrEqual(found.error);
    expect(found.finest - found.order).toBeGreaterThanOrEqual(2);
  });
});

describe('one-sided differences', () => {
  it('have an error of t, and are exact for quadratics', () => {
    const found = extrapolate(
      at(steps, t => 2 + 7 * t),
      1,
    );
    expect(found.q).toBeCloseTo(2, 8);
    expect(
      extrapolate(
        at(steps, t => 2 + 7 * t + t ** 2),
        1,
      ).q,
    ).toBeCloseTo(2, 7);
  });
});

describe('truncation, by hand', () => {
  const levels = (steps: readonly number[], q: (t: number) => number): Quotient[] =>
    steps.map(t => ({ t, q: q(t), noise: 1e-9 }));

  it('of two levels is half of what the second one changes', () => {
    const found = extrapolate(levels([0.4, 0.1], t => 1 + t ** 2));
    expect(found).toMatchObject({ order: 1, finest: 1, contradiction: 0 });
    expect(found.q).toBeCloseTo(1, 12);
    expect(found.truncation).toBeCloseTo(0.005, 12);
  });

  it('of three levels looks at both ends', () => {
    // Through t² = a, b, c the line of t⁴ has the value −bc at zero, with the two finer levels.
    const [a, b, c] = [0.16, 0.01, 0.000625];
    const found = extrapolate(levels([0.4, 0.1, 0.025], t => 1 + t ** 4));
    // The parabola would be exact, and does not know it: ¼·ab/4 is more than ½·(bc + c²).
    expect((0.25 * a * b) / 4).toBeGreaterThan(0.5 * (b * c + c * c));
    expect(found).toMatchObject({ order: 1, finest: 2 });
    expect(found.q).toBeCloseTo(1 - b * c, 12);
    expect(found.truncation).toBeCloseTo(0.5 * (b * c + c * c), 12);
  });

  it('of one-sided differences goes with t', () => {
    const found = extrapolate(
      levels([0.4, 0.1], t => 1 + t),
      1,
    );
    expect(found).toMatchObject({ order: 1, finest: 1 });
    expect(found.q).toBeCloseTo(1, 12);
    expect(found.truncation).toBeCloseTo(0.05, 12);
  });

  it('is raised to what a finer level contradicts beyond four of its standard deviations', () => {
    const found = extrapolate([
      { t: 0.4, q: 1, noise: 1e-6 },
      { t: 0.1, q: 1, noise: 1e-6 },
      { t: 0.025, q: 1.006, noise: 1e-3 },
    ]);
    expect(found).toMatchObject({ order: 0, finest: 1, q: 1, noise: 1e-6 });
    expect(found.contradiction).toBeCloseTo(6, 9);
    expect(found.truncation).toBeCloseTo(0.002, 9);
    expect(found.error).toBeCloseTo(0.002004, 9);
  });
});
