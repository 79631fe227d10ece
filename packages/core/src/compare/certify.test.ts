import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { certified } from './certify.ts';
import type { Landscape } from './landscape.ts';
import { Line } from './line.ts';

const { fround } = Math;

/** Whether a rejection of `slope` at 0 that found `slope + q` would stand. */
function stands(f: (x: number) => number, slope: number, q: number, sigma: number, float32 = false): boolean {
  const noise = { sigma, relative: sigma, magnitude: 1, float32, slope: Math.abs(slope) };
  const landscape: Landscape = { noise, value: f(0), allowance: 1e-7, target: 1e-4, gradientScale: 1 };
  const claim = { direction: unitLine, slope, reference: 1, roundingReference: 1, smallest: -50 };
  const line = new Line(claim, landscape);
  const outcome = { status: 'incorrect', q, error: 0, bound: 0, step: 1e-5 } as const;
  return drivePlan(certified(line, outcome), f, { slope, ...(float32 ? { round: fround } : {}) }).result;
}

/** Uniform in ±size, the same at the same x. */
const hashed =
  (size: number) =>
  (x: number): number =>
    size * (2 * ((Math.abs(Math.sin(x * 1e7) * 43758.5453) % 1) - 0.5));

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
});
