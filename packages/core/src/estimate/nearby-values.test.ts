import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { uniformStream } from '../random.ts';
import { NearbyValues, type NoiseLine } from './nearby-values.ts';

const AT = 0.5;

interface Around extends Partial<NoiseLine> {
  readonly spacing?: number;
  readonly seed?: number;
  /** Whether the line is one of those that tell in which arithmetic values are computed. */
  readonly learnt?: boolean;
  /** Whether it is known how large the numbers are that the function may work with inside. */
  readonly told?: boolean;
}

/** Step of rounding inside the function that is nearest to the point, and how many values that took. */
function stepNear(
  f: (x: number) => number,
  { spacing = 2 ** -10, seed = 3, learnt = true, told = true, ...line }: Around = {},
) {
  const around = { direction: unitLine, slope: 0, resolved: 0, ...(told ? { units: [1, 1] as const } : {}), ...line };
  const near = new NearbyValues(f(AT), around, uniformStream(seed));
  const table = drivePlan(learnt ? near.learn(spacing) : near.at(spacing), f, { at: AT }).result;
  const { result, samples } = drivePlan(near.stepInside(table), f, { at: AT });
  return { step: result, samples };
}

/** 1.1, and more from a distance on to one side of the point. */
const stepAt =
  (size: number, distance: number, side = 1) =>
  (x: number): number =>
    1.1 + (side * (x - AT) > distance ? size : 0);

describe('a step inside the function', () => {
  it.each([1, -1])('is the difference of the values beside it, on either side: %d', side => {
    for (const distance of [0, 1e-6, 1e-4, 3e-3]) {
      expect(stepNear(stepAt(2 ** -30, distance, side)).step).toBeCloseTo(2 ** -30, 15);
      expect(stepNear(stepAt(-(2 ** -30), distance, side)).step).toBeCloseTo(2 ** -30, 15);
    }
  });

  it('is the one that is nearest to the point', () => {
    const left = stepAt(2 ** -28, 1e-4, -1);
    const right = stepAt(2 ** -32, 1.5e-3);
    expect(stepNear(x => left(x) + right(x)).step).toBeCloseTo(2 ** -28, 14);
    expect(stepNear(x => left(2 * AT - x) + right(2 * AT - x)).step).toBeCloseTo(2 ** -28, 14);
    // Of several on one side, too.
    const further = stepAt(2 ** -28, 3e-3);
    expect(stepNear(x => further(x) + right(x)).step / 2 ** -32).toBeCloseTo(1, 6);
  });

  it('is a corner that stands still up to it, when it fades', () => {
    for (const distance of [0, 1e-6, 1e-4]) {
      expect(stepNear(x => 1.1 + 1e-6 * Math.max(0, x - AT - distance)).step).toBe(0);
      expect(stepNear(x => 1.1 + 1e-6 * Math.max(0, AT - distance - x)).step).toBe(0);
    }
  });

  it('beside a slope is a step', () => {
    expect(
      stepNear(x => stepAt(2 ** -30, 1e-4)(x) + 2 ** -24 * Math.max(0, x - AT - 1e-4)).step / 2 ** -30,
    ).toBeCloseTo(1, 1);
  });

  it('is not asked for where all values are equal', () => {
    expect(stepNear(() => 1.1)).toEqual({ step: 0, samples: 0 });
  });
});

describe('a step is one of rounding', () => {
  const of = (size: number, line?: Around) => stepNear(x => stepAt(size, 1e-4)(x), line).step > 0;

  it('of float64 up to four roots of its roundoff, where a root was taken of the largest parameter', () => {
    expect([2 ** -23, 2 ** -24, 2 ** -25, 2 ** -48].map(size => of(size))).toEqual([false, false, true, true]);
    expect([2 ** -16, 2 ** -18].map(size => of(size, { units: [1, 128] }))).toEqual([false, true]);
  });

  it('of no less than a small share of the roundoff of one', () => {
    const scaled = (size: number) =>
      stepNear(x => 2 ** -40 * stepAt(size, 1e-4)(x), { units: [2 ** 20, 2 ** 20] }).step > 0;
    expect([2 ** -3, 2 ** -7].map(scaled)).toEqual([true, false]);
    expect(of(2 ** -30, { units: [2 ** 40, 2 ** 40] })).toBe(false);
    expect(of(2 ** -30, { units: [2 ** 30, 2 ** 30] })).toBe(true);
  });

  it('of none where nothing is known of what goes in', () => {
    expect(of(2 ** -30, { told: false })).toBe(false);
  });

  it('of float32, up to four roots of its roundoff, where the point or a term of the value is stored in it', () => {
    for (const line of [{ resolved: 2 ** -12 }, { stored: 2 ** -31 }]) {
      expect([2 ** -9, 2 ** -11, 2 ** -37].map(size => of(size, line))).toEqual([false, true, true]);
    }
    expect(of(2 ** -11, { stored: 2 ** -33 })).toBe(false);
    const scaled = (stored: number) =>
      stepNear(x => 1024 * stepAt(2 ** -11, 1e-4)(x), { stored, units: [1024, 1024] }).step > 0;
    expect([2 ** -21, 2 ** -23].map(scaled)).toEqual([true, false]);
  });

  it('of either, where all values are numbers of float32', () => {
    const [narrow, wide] = [2 ** -11, 2 ** -44];
    const inFloat32 = (size: number) => stepNear(x => (x > AT + 1e-4 ? 1 + size : 1)).step > 0;
    expect([2 ** -9, narrow, 2 ** -23].map(inFloat32)).toEqual([false, true, true]);
    // A few steps of float64 are numbers of float32 around zero.
    expect(stepNear(x => (x > AT + 1e-4 ? wide : 0)).step).toBe(wide);
    // A value that is not tells that it is none, wherever it is.
    const mixed = (x: number): number => (x > AT + 1e-4 ? (x > AT + 1e-3 ? 1.1 : 1 + narrow) : 1);
    expect(stepNear(mixed).step).toBe(0);
    expect(stepNear(mixed, { learnt: false }).step).toBe(0);
  });
});

it('values exist on the sides that are within the domain', () => {
  const existsOn = (side: number, f: (x: number) => number): boolean => {
    const near = new NearbyValues(f(AT), { direction: unitLine, slope: 0, resolved: 0 }, uniformStream(3), side);
    return drivePlan(near.exists(), f, { at: AT }).result;
  };
  const between = (x: number): number => (x >= AT && x <= 1 ? x : Number.NaN);
  expect(existsOn(1, between)).toBe(true);
  expect(existsOn(-1, between)).toBe(false);
});
