import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { hashed, rounded } from '../../test/measured-noise.ts';
import { uniformStream } from '../random.ts';
import { NearbyValues } from './nearby-values.ts';
import { stepBeside } from './step-beside.ts';

const AT = 0.7;

/** Looks for a step on a line of a spacing, beside the slope of one that is shorter by a ratio. */
function found(f: (x: number) => number, spacing = 2 ** -21, ratio = 512) {
  const line = { direction: unitLine, slope: 0, resolved: 0, units: [1, 1] as const };
  const near = new NearbyValues(f(AT), line, uniformStream(3));
  const at = (wide: number) => drivePlan(near.at(wide), f, { at: AT }).result;
  const { result, samples } = drivePlan(stepBeside(near, at(spacing), at(spacing / ratio), ratio), f, { at: AT });
  return { step: result, samples };
}

describe('steps of rounding beside something smooth', () => {
  it.each([2 ** -24, 2 ** -25, 2 ** -26])('are found, one of %d', grid => {
    const { step, samples } = found(x => rounded(grid)(Math.sin(3 * x)) + 0.1 * x ** 2);
    expect(step / grid).toBeCloseTo(1, 1);
    expect(samples).toBeLessThanOrEqual(12);
  });

  it.each([-3, -2, -1, 0, 1, 2, 3])('are found where the only one is %d spacings from the point', spacings => {
    const after = AT + (spacings + 0.05) * 2 ** -21;
    for (const size of [2 ** -25, -(2 ** -25)]) {
      expect(found(x => 1.1 + (x > after ? size : 0) + 0.1 * x).step / 2 ** -25).toBeCloseTo(1, 6);
    }
  });

  it('are as large as what the function makes of them', () => {
    expect(found(x => 100 * rounded(2 ** -26)(Math.sin(3 * x)) + x).step).toBeCloseTo(100 * 2 ** -26, 10);
  });

  it('are none of rounding where they are too large', () => {
    expect(found(x => rounded(2 ** -17)(Math.sin(3 * x)) + x, 2 ** -15).step).toBeCloseTo(2 ** -17, 9);
    expect(found(x => rounded(2 ** -14)(Math.sin(3 * x)) + x, 2 ** -12).step).toBe(0);
  });
});

describe('what fades', () => {
  it.each<[string, (x: number) => number]>([
    ['a corner', x => Math.abs(x - AT - 1e-7) + x],
    ['a wave', x => 1e-7 * Math.sin(2e7 * (x - AT)) + x],
    ['a root', x => Math.sqrt(Math.abs(x - AT)) * 1e-3 + x],
  ])('is no step: %s', (_, f) => {
    expect(found(f).step).toBe(0);
  });

  it('is not looked at where it is curvature beside little noise', () => {
    expect(found(x => 1e6 * (x - AT) ** 2 + hashed(1e-16)(x))).toEqual({ step: 0, samples: 0 });
  });
});
