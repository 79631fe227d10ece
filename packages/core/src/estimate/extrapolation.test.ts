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

describe('two steps with a kink between them', () => {
  /** q = 1 + t² at two steps, and by how much the gap between the one-sided slopes changed too much. */
  const across = ({
    noise = 1e-9,
    change = 0.15,
    gaps = [0, 0],
    power = 2,
  }: {
    noise?: number;
    change?: number;
    gaps?:
      | readonly [coarse: number, fine: number]
      | readonly [coarse: undefined, fine: number]
      | readonly [coarse: number, fine: undefined];
    power?: 1 | 2;
  } = {}) => {
    const sides = (gap: number | undefined) => (gap === undefined ? {} : { forward: 5 + gap, backward: 5 });
    return extrapolate(
      [
        { t: 0.4, q: 1 + change, noise, ...sides(gaps[0]) },
        { t: 0.1, q: 1, noise, ...sides(gaps[1]) },
      ],
      power,
    );
  };

  it('are not extrapolated, and the whole change is what truncation may be', () => {
    expect(across({ gaps: [1, 1] })).toMatchObject({ q: 1, order: 0, finest: 1, truncation: expect.closeTo(0.15, 12) });
    expect(across({ gaps: [-1, -1] }).order).toBe(0);
    expect(across({ gaps: [1, 1], change: -0.15 }).order).toBe(0);
  });

  it('are where the gap shrinks with the step', () => {
    expect(across({ gaps: [1, 0.25] }).order).toBe(1);
    expect(across({ gaps: [-1, -0.25] }).order).toBe(1);
  });

  it('are told by a change of the gap that is more than 0.6 of the change, and noise', () => {
    const order = (excess: number, noise?: number) =>
      across({ gaps: [1 + excess, 0.25], ...(noise ? { noise } : {}) }).order;
    expect([order(0.089), order(0.091), order(-0.089), order(-0.091)]).toEqual([1, 0, 1, 0]);
    // Twelve deviations at the coarse step: 0.0048.
    expect([order(0.0945, 1e-4), order(0.0951, 1e-4)]).toEqual([1, 0]);
  });

  it('are told by a change that is more than six deviations', () => {
    const truncation = (change: number) => across({ gaps: [1, 0], change, noise: 0.01 }).truncation;
    expect(truncation(0.061)).toBeCloseTo(0.061, 12);
    expect(truncation(0.059)).toBeLessThan(0.02);
  });

  it('are not told where one of them has no sides, or where there is one side only', () => {
    expect(across({ gaps: [undefined, 1] }).order).toBe(1);
    expect(across({ gaps: [1, undefined] }).order).toBe(1);
    expect(across({ gaps: [1, 1], power: 1 }).order).toBe(1);
  });

  it('end every window that would reach across them', () => {
    const q = (t: number): number => 1 + t ** 2;
    const level = (t: number, gap: number): Quotient => ({ t, q: q(t), noise: 1e-9, forward: gap, backward: 0 });
    const beyond = extrapolate([level(0.8, 8), level(0.4, 4), level(0.1, 0), level(0.05, 0)]);
    expect([beyond.finest, beyond.order]).toEqual([3, 1]);
    expect(beyond.q).toBeCloseTo(1, 9);
    const before = extrapolate([level(0.8, 8), level(0.4, 4), level(0.1, 4)]);
    expect(before.order).toBeLessThan(2);
    expect(before.error).toBeGreaterThan(0.01);
  });
});

describe('truncation of a single level', () => {
  /** Two levels of which the finer one counts, as their noise is too large for more. */
  const fine = (ratio: number, power: 1 | 2) => {
    const found = extrapolate(
      [
        { t: ratio, q: 1.1, noise: 100 },
        { t: 1, q: 1, noise: 100 },
      ],
      power,
    );
    expect(found).toMatchObject({ q: 1, order: 0, finest: 1 });
    return found.truncation / (1.1 - 1);
  };

  it('is what the coarser one lets expect of an error that goes with the step', () => {
    expect(fine(4, 2)).toBeCloseTo(1 / 3, 9);
    expect(fine(39, 2)).toBeCloseTo(1 / 38, 9);
    expect(fine(16, 1)).toBeCloseTo(1 / 3, 9);
    expect(fine(1.5, 2)).toBeCloseTo(1, 9);
  });

  it('is all of the change where the coarser one is far away', () => {
    expect(fine(41, 2)).toBeCloseTo(1, 9);
    expect(fine(41, 1)).toBeCloseTo(1, 9);
  });
});

it('truncation of three levels is a quarter of what the finest one changed, by the ratio of the steps', () => {
  const found = extrapolate([0.4, 0.1, 0.025].map(t => ({ t, q: 1 + t ** 2 + t ** 4, noise: 1e-9 })));
  expect(found).toMatchObject({ order: 2, finest: 2 });
  expect(found.q).toBeCloseTo(1, 9);
  // Without the finest one, t⁴ leaves −ab at zero.
  expect(found.truncation).toBeCloseTo((0.25 * 0.16 * 0.01) / 4, 9);
});
