import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { type Effort, judge } from './judge.ts';

/** The first step is 2^-10 by default, where the noise of a quotient is 2^-21. */
const ordinary: Script = { sigma: sigmaFor(-31), landscape: { gradientScale: 100 } };

function judged(script: Script, effort?: Effort) {
  const told = scripted({ ...ordinary, ...script, landscape: { ...ordinary.landscape, ...script.landscape } });
  const outcome = told.run(judge(told.claim, told.landscape, effort));
  return { ...outcome, exponent: Math.log2(outcome.step), steps: told.steps() };
}

/** Something that moves, so that no stretch is flat. */
const still = (t: number): number => 2 ** -24 + t * 2 ** -30;

describe('agreement at the first step', () => {
  it('is enough where it is as sharp as the target', () => {
    expect(judged({ q: still })).toMatchObject({ status: 'correct', exponent: -10, steps: [-10], flat: false });
    expect(judged({ q: still }).noise).toBeCloseTo(2 ** -21, 12);
    // Four noises are 2^-19.
    expect(judged({ q: still, landscape: { target: 2.2e-6 } }).steps).toEqual([-10]);
    expect(judged({ q: still, landscape: { target: 1.9e-6 } }).steps.length).toBeGreaterThan(1);
    expect(judged({ q: still }, { target: 1.9e-6 }).steps.length).toBeGreaterThan(1);
    expect(judged({ q: still, claim: { reference: 0.01 } }).steps.length).toBeGreaterThan(1);
    expect(judged({ q: still, claim: { reference: 0.01 } }, { quick: true }).steps).toEqual([-10]);
  });

  it('may be looked for closer to the point, where there are values', () => {
    const besides = (x: number) => (Math.abs(x) > 2 ** -18 ? Number.NaN : 0);
    expect(judged({ q: () => 0, besides, claim: { slope: 1 } }).steps.slice(0, 3)).toEqual([-10, -15, -20]);
    expect(judged({ besides: x => (x === 0 ? 0 : Number.NaN) })).toMatchObject({
      status: 'inconclusive',
      reason: 'not-finite',
    });
    const nowhere = judged({ besides: () => Number.NaN });
    expect(nowhere.steps).toEqual([-10, -15, -20, -25, -30, -35, -40, -45, -50]);
    expect(judged({ besides: () => Number.NaN, claim: { smallest: -60 } }).steps.at(-1)).toBe(-50);
    expect(judged({ besides: () => Number.NaN, claim: { smallest: -20 } }).steps).toEqual([-10, -15, -20]);
    expect(judged({ besides: () => Number.NaN, claim: { smallest: -19 } }).steps).toEqual([-10, -15]);
  });

  it('on one side of the point is judged from there', () => {
    const oneSide = judged({ q: () => 0.5, besides: x => (x < 0 ? Number.NaN : 0), claim: { smallest: -12 } });
    expect(oneSide.steps[0]).toBe(-10);
    expect(oneSide).toMatchObject({ status: 'incorrect', oneSided: true });
    const other = judged({ q: () => 0.5, besides: x => (x > 0 ? Number.NaN : 0), claim: { smallest: -12 } });
    expect(other).toMatchObject({ status: 'incorrect', q: 0.5 });
  });
});

describe('quick', () => {
  it('leaves a disagreement open, with what it takes to be one', () => {
    const found = judged({ q: () => 0.25 }, { quick: true });
    expect(found).toMatchObject({ status: 'suspect', q: 0.25, exponent: -10, steps: [-10] });
    expect(found.error).toBeCloseTo(2 ** -19, 12);
    expect(found.bound).toBeCloseTo(2 ** -18, 12);
  });
});

describe('a stretch on which nothing moves', () => {
  const flatFor = (exponent: number) => (x: number) => (Math.abs(x) > 2 ** (exponent + 0.5) ? x : 0);

  it('has no slope', () => {
    expect(judged({})).toMatchObject({ status: 'correct', flat: true, q: 0, steps: [-10] });
    expect(judged({}).error).toBeCloseTo(2 ** -19 + 2 ** -21, 12);
  });

  // The function does not move; what is claimed is `slope`.
  const flat = (slope: number, script: Script = {}) =>
    judged({ q: () => -slope, claim: { slope, reference: slope }, ...script });

  it('refutes a slope, at a step of 2^-16 or more that is forty noises', () => {
    expect(flat(1)).toMatchObject({
      status: 'incorrect',
      q: -1,
      error: 0,
      bound: 0,
      flat: true,
      exponent: -10,
      steps: [-10, -10.7],
    });
    const fine = { landscape: { gradientScale: 100 }, sigma: sigmaFor(-80) };
    expect(flat(1, fine).steps).toEqual([-22, -18, -14, -14.7]);
    expect(flat(1, { ...fine, claim: { slope: 1, smallest: -22 } }).steps).toEqual([-20, -16, -16.7]);
  });

  it('refutes nothing where it is a wave that comes back at every power of two', () => {
    const wave = { besides: (x: number) => Math.sin(2 * Math.PI * 2 ** 10 * x) / (2 * Math.PI * 2 ** 10) };
    expect(judged({ q: () => -1, ...wave, claim: { slope: 1 } }).status).not.toBe('incorrect');
  });

  it('refutes no slope that rounding inside the function may swallow', () => {
    const lost = 2 ** -41;
    const at = (slope: number) => flat(slope, { sigma: sigmaFor(-100), landscape: { gradientScale: 1e-12 } }).status;
    expect([at(0.9 * lost), at(1.1 * lost)]).toEqual(['correct', 'incorrect']);
    // Nor where a step of it shows once.
    const steps = { besides: (x: number) => (x > 2 ** -12 ? 2 ** -60 : 0) };
    const stepped = flat(0.9 * lost, { ...steps, sigma: sigmaFor(-100), landscape: { gradientScale: 1e-12 } });
    expect(stepped.status).not.toBe('incorrect');
  });

  it('is followed to larger steps as long as the claimed change is small', () => {
    // The first step is 2^-7 here, and the noise there 2^-24; 2^-28 at 2^-3.
    const at = (noises: number) => flat(noises * 2 ** -24, { landscape: { gradientScale: 1 } });
    expect([at(42), at(38)]).toMatchObject([
      { status: 'incorrect', flat: true, steps: [-7, -7.7] },
      { status: 'incorrect', flat: true, steps: [-7, -3, -3.7] },
    ]);
    expect([at(9 / 16), at(7 / 16), at(3 / 16)]).toMatchObject([
      { status: 'incorrect', flat: true, steps: [-7, -3, -3.7] },
      { status: 'correct' },
      { status: 'correct', q: -(3 / 16) * 2 ** -24 },
    ]);
  });

  it('is left by a large step where nothing is claimed and no slope was seen', () => {
    const far = { besides: (x: number) => (Math.abs(x) > 2 ** -4 ? x / 2 : 0) };
    const blind = { ...ordinary.landscape, blind: true };
    expect(judged(far)).toMatchObject({ status: 'correct', flat: true, steps: [-10] });
    const left = judged({ ...far, landscape: blind });
    expect(left.steps.slice(0, 2)).toEqual([-10, -2]);
    expect(left.flat).not.toBe(true);
    // Flat as far as that it has no slope.
    expect(judged({ landscape: blind })).toMatchObject({ status: 'correct', flat: true, steps: [-10, -2] });
    expect(flat(1, { landscape: blind }).steps).toEqual([-10, -10.7]);
  });

  it('refutes a slope on one side of the point at an edge of the domain', () => {
    for (const side of [1, -1]) {
      const besides = (x: number) => (side * x < -(2 ** -20) ? Number.NaN : 0);
      const edge = flat(1, { besides, landscape: { gradientScale: 100 }, sigma: sigmaFor(-80) });
      expect(edge).toMatchObject({ status: 'incorrect', oneSided: true, q: -1 });
    }
  });

  it('ends where something moves', () => {
    const moved = judged({ q: () => -1, besides: flatFor(-20), claim: { slope: 1 }, sigma: sigmaFor(-80) });
    expect(moved.steps.slice(0, 2)).toEqual([-22, -18]);
    expect(moved.flat).not.toBe(true);
  });
});

describe('one-sided slopes far apart although the central one agrees', () => {
  it('are looked at once more, closer', () => {
    expect(judged({ q: still, gap: () => 0.24 }).steps).toEqual([-10]);
    expect(judged({ q: still, gap: () => 0.26 })).toMatchObject({
      status: 'correct',
      kink: {},
      steps: [-10, -14, -13],
    });
    expect(judged({ q: still, gap: () => -0.26 })).toMatchObject({ status: 'correct', kink: {} });
    expect(judged({ q: still, gap: () => 0.26, claim: { reference: 1.2 } }).kink).toBeUndefined();
  });

  it('are sharper by both steps where they close, unless noise alone was to be small', () => {
    const at = (effort?: Effort) => judged({ q: still, gap: byExponent({ '-10': 1, '-14': 0.06 }) }, effort);
    expect(at().error).toBeLessThan(2 ** -14);
    expect(at({ target: 0.01, proved: true }).error).toBeLessThan(2 ** -14);
    // That of the first step.
    expect(at({ target: 0.01 }).noise).toBeCloseTo(2 ** -21, 12);
  });

  it('are not, in noise', () => {
    // At 2^-9 the noise is 2^-8.
    const noisy = { sigma: sigmaFor(-17), landscape: { gradientScale: 1e6 } };
    const at = (gap: number) => judged({ q: still, gap: () => gap, ...noisy }, { target: 1 });
    expect(at(0.24).steps).toHaveLength(1);
    expect(at(0.26).steps.length).toBeGreaterThan(1);
    // At 2^-10 it is 2^-5.
    const noisier = { sigma: sigmaFor(-15), landscape: { gradientScale: 1.6e7 } };
    const again = (gap: number) => judged({ q: still, gap: () => gap, ...noisier }, { target: 1 });
    expect([again(0.9).steps.length, again(1.1).steps.length > 1]).toEqual([1, true]);
  });

  it('are no matter where they close with the step', () => {
    expect(judged({ q: still, gap: byExponent({ '-10': 1, '-14': 0.49 }) }).kink).toBeUndefined();
    expect(judged({ q: still, gap: byExponent({ '-10': 1, '-14': 0.51 }) }).kink).toBeDefined();
    expect(judged({ q: still, gap: byExponent({ '-10': -1, '-14': 0.51 }) }).kink).toBeUndefined();
  });

  it('are not looked at closer than the point is resolved, or where there is no value', () => {
    expect(judged({ q: still, gap: () => 1, claim: { smallest: -12 } }).steps).toEqual([-10, -12, -11]);
    const besides = (x: number) => (Math.abs(x) < 2 ** -13 ? Number.NaN : 0);
    expect(judged({ q: still, gap: () => 1, besides })).toMatchObject({ status: 'correct', steps: [-10, -14] });
    expect(judged({ q: still, gap: () => 1, besides }).kink).toBeUndefined();
  });

  it('may be a cusp', () => {
    expect(judged({ q: still, gap: t => t ** -0.5 })).toMatchObject({ reason: 'infinite-slope', steep: 'cusp' });
  });
});

describe('a blunt agreement', () => {
  // Four noises at 2^-10 are 2^-6.
  const blunt: Script = { sigma: sigmaFor(-18), landscape: { gradientScale: 8e5 } };

  it('is sharpened by larger steps, until the target is reached', () => {
    const sharpened = judged({ q: still, ...blunt });
    expect(sharpened.steps).toEqual([-10, -8, -6, -4, -2]);
    expect(sharpened).toMatchObject({ status: 'correct', noiseLimited: true });
    expect(sharpened.error).toBeLessThan(1.01 * 2 ** -12);
    expect(judged({ q: still, ...blunt, landscape: { ...blunt.landscape, target: 2 ** -7.5 } }).steps).toEqual([
      -10, -8, -6,
    ]);
  });

  it('is not, where truncation is what limits it', () => {
    const curved = (coefficient: number) => judged({ q: t => coefficient * t * t, ...blunt });
    // On the way to 2^-4 curvature is four times as large as noise.
    expect(curved(0.5).steps).toEqual([-10, -8, -6, -4, -2]);
    expect(curved(16).steps).toEqual([-10, -8, -6, -4]);
    for (const coefficient of [0.5, 16, 100]) {
      const found = curved(coefficient);
      expect(found.status).toBe('correct');
      expect(Math.abs(found.q)).toBeLessThanOrEqual(found.bound);
      expect(found.error).toBeLessThan(0.02);
    }
  });

  it('has the noise of what was sharpest, a third of its truncation counted in', () => {
    const { noise, bound } = judged({ q: t => 16 * t * t, ...blunt });
    expect(noise! / bound).toBeGreaterThan(1 / 4);
    expect(noise! / bound).toBeLessThan(1 / 3);
    expect(judged({ q: still, ...blunt }).noise).toBeCloseTo(2 ** -14, 7);
  });

  it('is as blunt as the first step where larger ones do not go with it', () => {
    const kinks = byExponent({ '-8': 1, '-6': -1, '-4': 1, '-2': -1 }, 2 ** -24);
    const found = judged({ q: kinks, gap: t => 2 * kinks(t), ...blunt });
    expect(found).toMatchObject({ status: 'correct', exponent: -10, noiseLimited: true });
    expect(found.noise).toBeCloseTo(2 ** -8, 9);
    expect(found.error).toBeLessThan(1.4 * 2 ** -6);
  });

  it('may turn out to be none', () => {
    const wrong = judged({ q: t => 2 ** -9 + 2 ** -3 * t * t, ...blunt });
    expect(wrong.status).toBe('incorrect');
    expect(Math.abs(wrong.q - 2 ** -9)).toBeLessThanOrEqual(wrong.bound);
  });

  it('stays as blunt as it is where larger steps have no values', () => {
    const besides = (x: number) => (Math.abs(x) > 2 ** -9 ? Number.NaN : 0);
    const found = judged({ q: still, besides, ...blunt });
    expect(found).toMatchObject({ status: 'correct', exponent: -10, noiseLimited: true, steps: [-10, -8] });
    expect(found.noise).toBeCloseTo(2 ** -8, 6);
  });

  it('is looked at from one side where the other one ends close by', () => {
    for (const side of [1, -1]) {
      const besides = (x: number) => (side * x > 2 ** -9 ? Number.NaN : 0);
      const sharper = { sigma: sigmaFor(-18), claim: { hint: -10 } };
      const found = judged({ q: still, besides, ...sharper });
      expect(found.status).toBe('correct');
      expect(found.steps.slice(0, 3)).toEqual([-10, -8, -5]);
      expect(found.error).toBeLessThan(2 ** -7);
      // Both sides are asked for no further out.
      expect(found.steps).toHaveLength(8);
      // Where the one side curves, it says less than the first step.
      const curved = judged({ q: still, gap: t => 4 * Math.sqrt(t), besides, ...sharper });
      expect(curved).toMatchObject({ status: 'correct', exponent: -10 });
      expect(curved.error).toBeLessThan(1.4 * 2 ** -6);
      // Four noises of the first step.
      expect(judged({ q: () => 2 ** -6, besides, ...sharper }).status).toBe('incorrect');
    }
  });

  it('is sharpened alike at any scale', () => {
    const at = (scale: number, q: (t: number) => number, effort?: Effort) => {
      const claim = { reference: scale, roundingReference: scale };
      const landscape = { gradientScale: scale * 8e5 };
      const script = { sigma: scale * sigmaFor(-18), landscape, claim };
      const { steps, error } = judged({ ...script, q: t => scale * q(t) }, effort);
      return { steps, error: error / scale };
    };
    for (const scale of [2 ** 10, 2 ** -10]) {
      for (const coefficient of [0.5, 16]) {
        const curved = (t: number) => coefficient * t * t;
        expect(at(scale, curved)).toEqual(at(1, curved));
      }
      expect(at(scale, still, { twice: true })).toEqual(at(1, still, { twice: true }));
    }
  });

  it('takes seven steps at most', () => {
    expect(
      judged({ q: still, sigma: sigmaFor(-31), landscape: { target: 1e-15 }, claim: { hint: -18 } }).steps,
    ).toEqual([-18, -16, -14, -12, -10, -8, -6]);
  });
});

describe('deep', () => {
  it('takes three larger steps, and none larger than a half', () => {
    expect(judged({ q: still }, { deep: true }).steps).toEqual([-10, -8, -6, -4]);
    expect(judged({ q: still, claim: { hint: -16 } }, { deep: true }).steps).toEqual([-16, -14, -12, -10]);
    const noisy = { sigma: sigmaFor(-16), landscape: { gradientScale: 100 } };
    expect(judged({ q: still, ...noisy }, { deep: true }).steps).toEqual([-5, -3, -1]);
  });

  it('stops where truncation is more than noise, after a step in between', () => {
    const wild = byExponent({ '-10': 2 ** -24, '-9': 1, '-8': -1, '-7': 1, '-6': -1, '-5': 1, '-4': -1 });
    const found = judged({ q: wild }, { deep: true });
    expect(found).toMatchObject({ status: 'correct', steps: [-10, -8, -9] });
    expect(found.error).toBeGreaterThan(0.5);
  });

  it('stops where there are no values', () => {
    const besides = (x: number) => (x > 2 ** -8 ? Number.NaN : 0);
    expect(judged({ q: still, besides }, { deep: true }).steps).toEqual([-10, -8, -6]);
  });

  it('finds what single steps do not show', () => {
    const off = 3 * 2 ** -21;
    expect(judged({ q: t => off + 2 ** -10 * t * t }).status).toBe('correct');
    const found = judged({ q: t => off + 2 ** -10 * t * t }, { deep: true });
    expect(found.status).toBe('incorrect');
    expect(Math.abs(found.q - off)).toBeLessThanOrEqual(found.bound);
    expect(judged({ q: still }, { deep: true })).toMatchObject({ status: 'correct' });
    expect(judged({ q: still }, { deep: true }).noise).toBeLessThan(2 ** -24);
  });
});

describe('twice', () => {
  const error = 2 ** -14;
  const cancelled = (t: number) => 2 ** -24 + error * (1 - (t / 2 ** -10) ** 2);

  it('takes a second step where the first one agrees', () => {
    expect(judged({ q: still }).steps).toEqual([-10]);
    expect(judged({ q: still }, { twice: true }).steps).toEqual([-10, -8]);
  });

  it('takes one in between where the second meets a corner', () => {
    const corner = byExponent(
      { '-10': 2 ** -24, '-9': 2 ** -24, '-8': 2 ** -6, '-6': 2 ** -5, '-4': 2 ** -5 },
      2 ** -5,
    );
    const found = judged({ q: corner }, { twice: true });
    expect(found).toMatchObject({ status: 'correct', exponent: -10 });
    expect(found.steps.at(-1)).toBe(-9);
    expect(found.error).toBeLessThan(1e-5);
  });

  it('sees an error that truncation cancels at the first step', () => {
    expect(judged({ q: cancelled }).error).toBeLessThan(error);
    expect(judged({ q: cancelled }, { twice: true }).error).toBeGreaterThanOrEqual(error);
  });
});

describe('a rejection', () => {
  it('that does not stand leaves the claim correct, up to twice as far as it was off', () => {
    // At powers of two the slope looks like 1 more than claimed; between them it is 1 less.
    const found = judged({ q: t => (Number.isInteger(Math.log2(t)) ? 1 + t * t : -1) });
    expect(found).toMatchObject({ status: 'correct', q: expect.closeTo(1, 4) });
    expect(found.error).toBe(2 * found.q + found.bound);
    // A corner that is less than the discrepancy does not explain it, nor save it.
    const corner = (gap: number) =>
      judged({ q: t => (Number.isInteger(Math.log2(t)) ? 1 : -1), besides: x => (gap * Math.abs(x)) / 2 });
    expect(corner(0.2)).toMatchObject({ status: 'correct', kink: {} });
    expect(corner(1.5)).toMatchObject({ status: 'incorrect', kink: {} });
    expect(judged({ q: t => 1 + t * t })).toMatchObject({ status: 'incorrect', q: expect.closeTo(1, 4) });
  });
});
