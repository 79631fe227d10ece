import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { hashed } from '../../test/measured-noise.ts';
import { certified } from './certify.ts';
import type { Landscape } from './landscape.ts';
import { Line } from './line.ts';

const { fround } = Math;

/** Whether a rejection of `slope` at 0 that found `slope + q` would stand, all of it `scale` times as large. */
function standsAt(
  scale: number,
  f: (x: number) => number,
  slope: number,
  q: number,
  sigma: number,
  float32 = false,
): boolean {
  const noise = {
    sigma: scale * sigma,
    relative: sigma,
    magnitude: scale,
    float32,
    slope: scale * Math.abs(slope),
    roundingAlone: false,
  };
  const value = scale * f(0);
  const landscape: Landscape = { noise, value, allowance: 1e-7, target: 1e-4, gradientScale: scale };
  const sizes = { slope: scale * slope, reference: scale, scale, roundingReference: scale };
  const line = new Line({ direction: unitLine, ...sizes, smallest: -50 }, landscape);
  const outcome = { status: 'incorrect', q: scale * q, error: 0, bound: 0, step: 1e-5 } as const;
  const round = float32 ? { round: fround } : {};
  return drivePlan(certified(line, outcome), x => scale * f(x), { slope: scale * slope, ...round }).result;
}

/** The verdict that a power of two, by which everything is larger or smaller, must not change. */
function stands(f: (x: number) => number, slope: number, q: number, sigma: number, float32 = false): boolean {
  const found = standsAt(1, f, slope, q, sigma, float32);
  for (const scale of [2 ** -12, 2 ** 12]) expect(standsAt(scale, f, slope, q, sigma, float32)).toBe(found);
  return found;
}

const curved = (x: number): number => 1 + 2 * x + x ** 2 - x ** 3;

describe('a rejection stands', () => {
  it('where the function is smooth and has the slope that was found', () => {
    expect(stands(curved, 3, -1, 1e-16)).toBe(true);
    expect(stands(curved, 2.001, -1e-3, 1e-16)).toBe(true);
    expect(stands(curved, 1.5, 0.5, 1e-16)).toBe(true);
  });

  it('in noise that is known', () => {
    const noise = hashed(1e-6);
    expect(stands(x => curved(x) + noise(x), 3, -1, 6e-7)).toBe(true);
    const float32 = (x: number): number => fround(fround(1 + fround(2 * x)) + fround(x * x));
    expect(stands(float32, 3, -1, 3e-8, true)).toBe(true);
  });

  it('at the last bits, when it is just as clear further out', () => {
    // The noise is underestimated threefold: what should be ten deviations is three.
    const noise = hashed(5e-15);
    for (let k = 1; k <= 20; k++) {
      expect(stands(x => curved(x) + noise(x + k), 3, -1, 1e-15)).toBe(true);
    }
  });
});

describe('a slope in doubt is looked at again, with many points', () => {
  const sigma = 1e-6;
  const width = 2 ** Math.ceil(Math.log2((10 * sigma) / Math.SQRT2));
  /** The slope is `near` at the point and 1 further out than the discrepancy can be seen at all. */
  const stood = (near: number): number => {
    const noise = hashed(Math.sqrt(3) * sigma);
    const bent = (x: number): number => x - (1 - near) * width * Math.tanh(x / width);
    const draws = Array.from({ length: 60 }, (_, k) => k);
    return draws.filter(k => stands(x => 1 + bent(x) + noise(x + k), 0, 1, sigma)).length;
  };

  it('and is none where the function bends at once', () => {
    expect(stood(0)).toBeLessThanOrEqual(4);
  });

  it('and stands where it is what was found', () => {
    expect(stood(1)).toBe(60);
  });
});

describe('a rejection falls', () => {
  it('where the function has the claimed slope after all', () => {
    expect(stands(curved, 2, -1, 1e-16)).toBe(false);
    expect(stands(curved, 2, 1, 1e-16)).toBe(false);
  });

  it('where it oscillates within the distance at which the discrepancy shows', () => {
    // Locally the slope is 2 + 100, over any distance that the noise allows it is 2.
    const wave = (x: number): number => curved(x) + 1e-2 * Math.sin(1e4 * x);
    expect(stands(wave, 102, -100, 1e-3)).toBe(false);
  });

  it('where noise that shows only there would have made it', () => {
    const noise = hashed(1e-3);
    expect(stands(x => curved(x) + noise(x), 2.01, -0.01, 1e-8)).toBe(false);
  });

  it('where float32 shows another slope closer to the point', () => {
    const wave = (x: number): number => fround(fround(1 + fround(2e-3 * x)) + fround(1e-4 * Math.sin(fround(1e3 * x))));
    expect(stands(wave, 0.102, -0.1, 2e-5, true)).toBe(false);
  });

  it('where something inside follows large steps only', () => {
    // An entry stored beside a larger one: as far as 2⁻⁹ the function has the slope 2, over any distance the slope 3.
    const stored = (x: number): number => fround(1 + fround(2 * x) + Math.round(x * 256) / 256);
    expect(stands(stored, 3, -1, 5e-8, true)).toBe(false);
    // In float64 it hides a few digits, no more.
    const inFloat64 = (x: number): number => 2 * x + Math.round(x * 2 ** 40) / 2 ** 40;
    expect(stands(inFloat64, 3, -1, 1e-17)).toBe(true);
    const lastDigits = (x: number): number => 2 * x + (1e-5 * Math.round(x * 2 ** 40)) / 2 ** 40;
    expect(stands(lastDigits, 2 + 1e-5, -1e-5, 1e-22)).toBe(false);
  });

  it.each([1, 0.3, 0.1, -0.1, -1, 3])(
    'where steps of any width inside follow the slope (%d) further out only',
    slope => {
      for (let exponent = -18; exponent < -6; exponent += 0.25) {
        const width = 2 ** exponent;
        const stored = (x: number): number => fround(1 + 2 * x + slope * Math.round(x / width) * width);
        expect(stands(stored, 2 + slope, -slope, 5e-8, true)).toBe(false);
      }
    },
  );

  it('not because of corners or oscillation anywhere on the line', () => {
    for (let exponent = -17; exponent <= -3; exponent++) {
      for (const change of [0.3, 1, 5]) {
        const corner = (x: number): number => fround(1 + 2 * x + change * Math.max(0, x - 2 ** exponent));
        expect(stands(corner, 3, -1, 5e-8, true)).toBe(true);
      }
    }
    for (let exponent = 1; exponent <= 12; exponent++) {
      const wave = (x: number): number => fround(1 + 2 * x + 0.1 * Math.sin(2 ** exponent * x));
      expect(stands(wave, 3 + 0.1 * 2 ** exponent, -1, 5e-8, true)).toBe(true);
    }
  });

  it('not because of curvature or a corner further out', () => {
    const bent = (x: number): number => fround(2 * x + 3 * Math.expm1(6 * x) - 18 * x);
    expect(stands(bent, 2.2, -0.2, 1e-7, true)).toBe(true);
    const corner = (x: number): number => fround(1 + 2 * x + 5 * Math.max(0, x - 0.01));
    expect(stands(corner, 2.2, -0.2, 5e-8, true)).toBe(true);
  });
});

describe('a step of rounding that looks like a corner', () => {
  const beside = (f: (x: number) => number): boolean => stands(x => fround(1 + 2 * x + f(x)), 2.001, -1e-3, 5e-8, true);

  it('may hide a slope as large as it jumps on the way there', () => {
    expect(beside(x => (x < -0.4 ? 1e-3 : 0))).toBe(false);
    expect(beside(x => (x < -0.4 ? 1e-4 : 0))).toBe(true);
  });

  it('does not where it is a corner', () => {
    expect(beside(x => Math.min(0, 4e-3 * (x + 0.4)))).toBe(true);
  });
});
