import { describe, expect, it } from 'vitest';
import { fitEven } from './even-fit.ts';

const steps = [0.5, 0.4, 0.3, 0.22, 0.15, 0.1];
const quotients = (q: (t: number) => number, noise: (t: number) => number = () => 1e-3) =>
  steps.map(t => ({ t, q: q(t), noise: noise(t) }));

describe('the value at zero step', () => {
  it('of an even polynomial is exact', () => {
    const fit = fitEven(
      quotients(t => 7 - 3 * t ** 2),
      1,
    )!;
    expect(fit.q).toBeCloseTo(7, 10);
    expect(fit.misfit).toBeLessThan(1e-12);
    expect(
      fitEven(
        quotients(t => 2 + t ** 2 - 4 * t ** 4),
        2,
      )!.q,
    ).toBeCloseTo(2, 9);
  });

  it('weighs quotients by their noise', () => {
    const uneven = quotients(
      () => 1,
      t => (t > 0.45 ? 1e3 : 1e-3),
    ).map((level, k) => (k === 0 ? { ...level, q: 50 } : level));
    expect(fitEven(uneven, 0)!.q).toBeCloseTo(1, 6);
  });

  it('has the noise of a mean, when there is one unknown', () => {
    const fit = fitEven(
      quotients(() => 1),
      0,
    )!;
    expect(fit.noise).toBeCloseTo(1e-3 / Math.sqrt(6), 12);
    expect(
      fitEven(
        quotients(() => 1),
        1,
      )!.noise,
    ).toBeGreaterThan(fit.noise);
  });

  it('tells by the misfit when the model does not hold', () => {
    const alternating = steps.map((t, k) => ({ t, q: k % 2 ? 1e-3 : -1e-3, noise: 1e-3 }));
    // Residuals of one standard deviation each, shared by five degrees of freedom.
    expect(fitEven(alternating, 0)!.misfit).toBeCloseTo(6 / 5, 10);
    expect(
      fitEven(
        quotients(t => Math.abs(t - 0.2)),
        1,
      )!.misfit,
    ).toBeGreaterThan(100);
  });

  it('is not to be had from too few steps, or from one step', () => {
    expect(fitEven(quotients(() => 1).slice(0, 2), 1)).toBeUndefined();
    expect(fitEven(quotients(() => 1).slice(0, 3), 1)).toBeDefined();
    expect(
      fitEven(
        [
          { t: 0, q: 1, noise: 1 },
          { t: 0, q: 1, noise: 1 },
          { t: 0, q: 1, noise: 1 },
        ],
        1,
      ),
    ).toBeUndefined();
  });
});
