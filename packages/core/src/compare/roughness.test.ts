import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { hashed } from '../../test/measured-noise.ts';
import type { Landscape } from './landscape.ts';
import { Line } from './line.ts';
import { wanderingAt } from './roughness.ts';

const SIGMA = 1e-7;
const STEP = 2 ** -6;

function wandering(f: (x: number) => number): number {
  const noise = { sigma: SIGMA, relative: SIGMA, magnitude: 1, float32: true, slope: 1, roundingAlone: false };
  const landscape: Landscape = { noise, value: f(0), allowance: 1e-7, target: 1e-4, gradientScale: 1 };
  const sizes = { slope: 0, reference: 1, scale: 1, roundingReference: 1 };
  const line = new Line({ direction: unitLine, ...sizes, smallest: -22 }, landscape);
  return drivePlan(wanderingAt(line, STEP), f).result;
}

const rounding = hashed(SIGMA);
const noisy = (f: (x: number) => number) => (x: number) => f(x) + rounding(x);

/** Corners at even distances, of jumps with signs in no order. */
const corners = (jump: number) => (x: number) => {
  let sum = 0;
  for (let k = -40; k <= 40; k++) sum += (Math.sin(k * k) > 0 ? jump : -jump) * Math.max(0, x - (k + 0.37) / 32);
  return sum;
};

describe('a slope wanders', () => {
  it('between corners everywhere, as a Brownian motion of their strength does', () => {
    const expected = 0.01 * Math.sqrt((32 * STEP) / 3);
    const found = wandering(noisy(corners(0.01)));
    expect(found).toBeGreaterThan(expected / 2);
    expect(found).toBeLessThan(expected * 2);
  });

  it('not where the function is smooth, waves as much as it may, or is noise alone', () => {
    expect(wandering(noisy(x => Math.exp(x)))).toBe(0);
    expect(wandering(noisy(x => Math.sin(20 * x)))).toBe(0);
    expect(wandering(rounding)).toBe(0);
  });
});
