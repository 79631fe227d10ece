import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { measureNoise } from '../estimate/noise.ts';
import { uniformStream } from '../random.ts';
import { type Effort, judge } from './judge.ts';
import type { Landscape } from './landscape.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';
import { measureSlope } from './measure.ts';
import { refine } from './refine.ts';

function landscapeAt(f: (x: number) => number, at: number, slope: number, allowance = 1e-7): Landscape {
  const value = f(at);
  const line = { direction: unitLine, slope: 0, resolved: 0 };
  const noise = drivePlan(measureNoise([value, value], line, uniformStream(42)), f, { at }).result;
  return { noise, value, allowance, target: 1e-4, gradientScale: noise.slope || Math.abs(slope) || 1 };
}

const claimOf = (slope: number, at: number): LineClaim => {
  const reference = Math.abs(slope) || 1e-3;
  return {
    direction: unitLine,
    slope,
    reference,
    scale: reference,
    roundingReference: reference,
    smallest: Math.ceil(Math.log2(4 * 2 ** -52 * Math.max(Math.abs(at), 1e-300))),
  };
};

function judged(
  f: (x: number) => number,
  at: number,
  slope: number,
  effort?: Effort,
): LineOutcome & { samples: number } {
  const { result, samples } = drivePlan(judge(claimOf(slope, at), landscapeAt(f, at, slope), effort), f, { at, slope });
  return { ...result, samples };
}

type Case = readonly [name: string, f: (x: number) => number, at: number, slope: number];

const smooth: readonly Case[] = [
  ['sin', Math.sin, 0.7, Math.cos(0.7)],
  ['exp', Math.exp, 1, Math.E],
  ['a steep exponential', x => Math.exp(30 * x), 0.5, 30 * Math.exp(15)],
  ['1/x', x => 1 / x, 0.3, -1 / 0.09],
  ['a cubic', x => x ** 3 - 2 * x, 1.1, 3 * 1.21 - 2],
  ['a line', x => 3 * x + 1, 0.4, 3],
  ['a function under a large constant', x => 1e8 + Math.sin(x), 0.7, Math.cos(0.7)],
  ['an oscillation', x => Math.sin(1000 * x), 0.2, 1000 * Math.cos(200)],
  ['a saturated tanh', x => Math.tanh(8 * x), 1, 8 * (1 - Math.tanh(8) ** 2)],
  ['beside a kink', x => Math.abs(x - 0.7 - 1e-5), 0.7, -1],
  ['very near a kink', x => x + Math.max(0, x - 0.7 - 1e-9), 0.7, 1],
  ['near a jump', x => (x > 0.7 + 1e-4 ? 5 : 0) + x * x, 0.7, 1.4],
  ['at a distant kink', x => Math.abs(x) + x, 2, 2],
];

describe.each(smooth)('%s', (_, f, at, slope) => {
  it('agrees with its slope, within a bound that holds', () => {
    const found = judged(f, at, slope);
    expect(found.status).toBe('correct');
    expect(found.samples).toBeLessThan(40);
    expect(found.bound).toBeLessThan(0.05 * Math.max(Math.abs(slope), 1e-2));
    expect(found.step).toBeGreaterThan(0);
  });

  it.each([0.05, -0.05, -1, 1])('does not agree with a slope that is off by %d of itself', share => {
    const off = share * Math.max(Math.abs(slope), 0.1);
    const found = judged(f, at, slope + off);
    expect(found.status).toBe('incorrect');
    expect(Math.abs(found.q + off)).toBeLessThanOrEqual(Math.max(found.bound, 0.02 * Math.abs(off)));
  });
});

describe('where there is no derivative', () => {
  it.each([
    ['relu from below', 0, 'correct'],
    ['relu between', 0.5, 'correct'],
    ['relu from above', 1, 'correct'],
    ['relu below', -0.1, 'incorrect'],
    ['relu above', 1.2, 'incorrect'],
  ] as const)('%s', (_, slope, wanted) => {
    const found = judged(x => 1 + Math.max(0, x - 0.5), 0.5, slope);
    expect(found.status).toBe(wanted);
    expect(found.kink?.left).toBeCloseTo(-slope, 5);
    expect(found.kink?.right).toBeCloseTo(1 - slope, 5);
  });

  it.each([
    ['a jump', (x: number) => (x > 0.5 ? 1 : 0), 0, 'discontinuous'],
    ['a cusp', (x: number) => Math.sqrt(Math.abs(x - 0.5)), 0, 'infinite-slope'],
    ['a vertical tangent', (x: number) => Math.cbrt(x - 0.5), 1, 'infinite-slope'],
    ['a point alone', (x: number) => (x === 0.5 ? 1 : Number.NaN), 0, 'not-finite'],
  ] as const)('%s gives no verdict, and says why', (_, f, slope, reason) => {
    expect(judged(f, 0.5, slope)).toMatchObject({ status: 'inconclusive', reason });
  });

  it('a jump has its height', () => {
    expect(judged(x => (x > 0.5 ? 3 : 0), 0.5, 0).jump).toBeCloseTo(3, 3);
  });

  it.each([
    [1.5, 'correct'],
    [1.4, 'incorrect'],
  ] as const)('the edge of a domain is judged from inside: slope %d', (slope, wanted) => {
    const edge = (x: number): number => (x < 0.5 ? Number.NaN : x * x + 0.5 * x);
    expect(judged(edge, 0.5, slope).status).toBe(wanted);
    const lower = (x: number): number => (x > 0.5 ? Number.NaN : x * x + 0.5 * x);
    expect(judged(lower, 0.5, slope).status).toBe(wanted);
  });

  it('the edge of a square root is infinitely steep', () => {
    expect(judged(x => Math.sqrt(x - 0.5), 0.5, 1)).toMatchObject({ status: 'inconclusive', reason: 'infinite-slope' });
  });
});

describe('where nothing changes', () => {
  it('a slope of zero is right, any other is not', () => {
    expect(judged(() => 3, 0.5, 0)).toMatchObject({ status: 'correct', flat: true });
    expect(judged(() => 3, 0.5, 0.1).status).toBe('incorrect');
  });
});

describe('effort', () => {
  it('quick leaves a disagreement open after two samples', () => {
    const found = judged(Math.sin, 0.7, 0.9, { quick: true });
    expect([found.status, found.samples]).toEqual(['suspect', 2]);
    expect(judged(Math.sin, 0.7, Math.cos(0.7), { quick: true })).toMatchObject({ status: 'correct', samples: 2 });
  });

  it('deep finds what hides just below the noise of the first step', () => {
    const noisy = (x: number): number => 1e8 + Math.sin(x);
    const shallow = judged(noisy, 0.7, Math.cos(0.7));
    const deep = judged(noisy, 0.7, Math.cos(0.7), { deep: true });
    expect(deep.status).toBe('correct');
    expect(deep.samples).toBeGreaterThan(shallow.samples);
    expect(judged(noisy, 0.7, Math.cos(0.7) + 2e-3, { deep: true }).status).toBe('incorrect');
  });

  it('a finer target is reached where the function allows it', () => {
    const coarse = judged(Math.exp, 1, Math.E);
    const fine = judged(Math.exp, 1, Math.E, { target: 1e-12 });
    expect(fine.samples).toBeGreaterThan(coarse.samples);
    expect(fine.error).toBeLessThanOrEqual(coarse.error);
  });
});

describe.each(smooth)('the slope of %s, unclaimed', (_, f, at, slope) => {
  it('is within its bound', () => {
    const { result } = drivePlan(measureSlope(claimOf(0, at), landscapeAt(f, at, 0)), f, { at });
    expect(result.status).toBe('correct');
    if (!/kink|jump/.test(_)) expect(Math.abs(result.q - slope)).toBeLessThanOrEqual(result.error);
  });
});

describe('many steps fitted together', () => {
  it('sharpen an agreement that noise leaves blunt, and never blunt it', () => {
    const noisy = (x: number): number => 1e10 + Math.sin(x);
    const slope = Math.cos(0.7);
    const landscape = landscapeAt(noisy, 0.7, slope);
    const known: LineOutcome = { status: 'correct', q: 0, error: 1, bound: 1, step: 1e-3 };
    const { result, samples } = drivePlan(refine(claimOf(slope, 0.7), landscape, known), noisy, { at: 0.7, slope });
    expect(samples).toBe(48);
    expect(result.error).toBeLessThan(1e-4);
    expect(Math.abs(result.q)).toBeLessThanOrEqual(result.bound);
    const sharp = { ...known, error: 1e-12 };
    expect(drivePlan(refine(claimOf(slope, 0.7), landscape, sharp), noisy, { at: 0.7, slope }).result).toBe(sharp);
  });
});
