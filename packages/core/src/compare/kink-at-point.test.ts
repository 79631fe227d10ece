import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { judgeKink } from './kink-at-point.ts';

/** Judges a finest level and a coarser one of what a script tells. */
function judged(script: Script, [fine, coarse]: readonly [number, number] = [-12, -8]) {
  const told = scripted({ gap: () => 1, ...script });
  const [finest, coarser] = told.measure(fine, coarse);
  return { outcome: told.run(judgeKink(told.line, finest!, coarser!)), steps: told.steps() };
}

const statusOf = (...args: Parameters<typeof judged>) => judged(...args).outcome?.status;

describe('one-sided slopes that stay apart', () => {
  it('hold a claim between them, known as well as they are apart', () => {
    expect(judged({ q: () => 0.25 })).toEqual({
      outcome: {
        status: 'correct',
        q: 0,
        error: 1,
        bound: 1,
        step: 2 ** -12,
        kink: { left: -0.25, right: 0.75, margin: 0 },
      },
      steps: [-12, -8, -11],
    });
  });

  it('refute a claim outside, by how far it is from the nearer one', () => {
    const outcome = { status: 'incorrect', error: 0, bound: 0, step: 2 ** -12 };
    expect(judged({ q: () => 0.75 }).outcome).toEqual({
      ...outcome,
      q: 0.25,
      kink: { left: 0.25, right: 1.25, margin: 0 },
    });
    expect(judged({ q: () => -0.75 }).outcome).toEqual({
      ...outcome,
      q: -0.25,
      kink: { left: -1.25, right: -0.25, margin: 0 },
    });
    expect(judged({ q: () => 0.75, gap: () => -1 }).outcome).toMatchObject({
      q: 0.25,
      kink: { left: 1.25, right: 0.25 },
    });
  });

  it('exclude a claim outside of them by what neither noise nor truncation of first order explains', () => {
    for (const gap of [1, -1, 2]) {
      for (const sign of [1, -1]) {
        const at = (outside: number, bend = 0) =>
          statusOf({ q: t => sign * (Math.abs(gap) / 2 + outside + bend * t), gap: () => gap });
        expect([at(0), at(1e-6), at(0.022)]).toEqual(['correct', 'incorrect', 'incorrect']);
        // By 2^-6 at the larger of the two steps.
        expect([at(0, 16), at(0.1 * 2 ** -6, 16), at(2 ** -5, 16)]).toEqual(['correct', 'correct', 'incorrect']);
      }
    }
  });

  it('that one step alone shows are told from truncation a step closer, where the point resolves that', () => {
    // At larger ones the gap is another one.
    const gap = byExponent({ '-12': 1, '-11': 1.28, '-8': 1.3 }, 1);
    const script = (smallest: number) => ({ q: (t: number) => 0.5 + 16 * t, gap, claim: { smallest } });
    expect(judged(script(-50)).steps).toContain(-13);
    const { outcome, steps } = judged(script(-12));
    expect(Math.min(...steps)).toBe(-12);
    expect(Number.isNaN(outcome?.kink?.margin)).toBe(false);
  });

  it('leave room for the rounding of the claim', () => {
    const at = (outside: number) =>
      statusOf({ q: () => 0.5 + outside, landscape: { allowance: 0.05 }, claim: { roundingReference: 2 } });
    expect([at(0.095), at(0.105)]).toEqual(['correct', 'incorrect']);
  });
});

describe('one-sided slopes that meet', () => {
  it.each([
    ['closing with the step', { '-12': 1 / 16, '-8': 1 }],
    ['halved and a bit more', { '-12': 0.49, '-8': 1 }],
    ['more than doubled', { '-12': 2.05, '-8': 1 }],
    ['absent at the fine step', { '-12': 0, '-8': 1 }],
    ['of the other sign', { '-12': 0.51, '-8': -1 }],
  ])('are no kink: %s', (_, gaps) => {
    expect(judged({ gap: byExponent(gaps) }).outcome).toBeUndefined();
  });

  it.each([
    ['nearly halved', { '-12': 0.51, '-8': 1 }],
    ['nearly doubled', { '-12': 1.95, '-8': 1 }],
    ['pointing down', { '-12': -0.51, '-8': -1 }],
  ])('are one else: %s', (_, gaps) => {
    expect(judged({ gap: byExponent(gaps) }).outcome?.status).toBe('correct');
  });

  it('are told apart from a smooth function between neighbouring steps by the root of their ratio', () => {
    const at = (fine: number) => judged({ gap: byExponent({ '-9': fine, '-8': 1 }) }, [-9, -8]).outcome !== undefined;
    expect([at(0.69), at(0.72)]).toEqual([false, true]);
  });

  it('need a coarser step, and a gap of sixteen deviations', () => {
    expect(judged({}, [-8, -8]).outcome).toBeUndefined();
    expect(judged({}, [-8, -12]).outcome).toBeUndefined();
    expect(judged({ sigma: sigmaFor(-16) }).outcome).toBeUndefined();
    expect(judged({ sigma: 0.99 * sigmaFor(-16) }).outcome).toBeDefined();
  });
});

describe('in noise', () => {
  it('the finest step counts at which the noise is small beside the gap', () => {
    // Eight deviations at 2^-12 are a sixteenth; half of that at 2^-11 will do.
    const { outcome, steps } = judged({ sigma: sigmaFor(-19) });
    expect(steps).toEqual([-12, -8, -11]);
    expect(outcome?.step).toBe(2 ** -11);
    expect(judged({ sigma: 0.75 * sigmaFor(-19) }).outcome?.step).toBe(2 ** -12);
  });

  it.each([
    ['smaller', 0.78, -10],
    ['larger', 1.28, -10],
    ['hardly smaller', 0.82, -11],
    ['hardly larger', 1.22, -11],
  ])('a step whose gap is %s does not count, or does', (_, gap, wanted) => {
    expect(judged({ gap: byExponent({ '-11': gap }, 1), sigma: sigmaFor(-19) }).outcome?.step).toBe(2 ** wanted);
    expect(judged({ gap: byExponent({ '-11': -gap }, -1), sigma: sigmaFor(-19) }).outcome?.step).toBe(2 ** wanted);
  });

  it('gaps are compared at any scale', () => {
    for (const scale of [2 ** -6, 2 ** 6]) {
      const at = (gap: number) =>
        judged({
          gap: t => scale * byExponent({ '-11': gap }, 1)(t),
          sigma: scale * sigmaFor(-19),
          claim: { reference: scale, roundingReference: scale },
        }).outcome?.step;
      expect([at(0.78), at(0.82), at(1.22), at(1.28)].map(step => Math.log2(step!))).toEqual([-10, -11, -11, -10]);
    }
  });

  it('a step with a value on one side only does not count', () => {
    const besides = (x: number) => (x === -(2 ** -11) ? Number.NaN : 0);
    expect(judged({ besides, sigma: sigmaFor(-19) }).outcome?.step).toBe(2 ** -10);
  });

  it('no step beyond eight times the coarse one is asked for', () => {
    const gap = byExponent({ '-12': 1, '-8': 1 }, 0.7);
    // Where nothing is better, the fine step has to do; where it is too noisy for that, the coarse one.
    const usable = judged({ gap: byExponent({ '-12': 1 }), sigma: sigmaFor(-18) }, [-12, -11]);
    expect(usable.steps).toEqual([-12, -11]);
    const alone = judged({ gap, sigma: sigmaFor(-18) });
    expect([alone.outcome?.step, ...alone.steps]).toEqual([2 ** -8, -12, -8, -11, -10, -9]);
    // Gaps that are others from the next step on.
    const told = judged({ gap: byExponent({ '-12': 1, '-11': 1 }, 5), sigma: sigmaFor(-17) }, [-12, -11]);
    expect([told.outcome?.step, ...told.steps]).toEqual([2 ** -11, -12, -11, -10]);
    const growing = byExponent({ '-12': 1, '-8': 1.3 }, 1.65);
    const nowhere = judged({ gap: growing, sigma: sigmaFor(-18) });
    expect([nowhere.outcome?.step, ...nowhere.steps]).toEqual([2 ** -8, -12, -8, -11, -10, -9]);
  });

  it('a claim is refuted eight deviations outside, at steps where that is little', () => {
    const at = (outside: number, bend = 0) =>
      judged({ q: () => 0.5 + outside, gap: t => 1 + bend * t, sigma: sigmaFor(-19) }).outcome;
    // Eight deviations are 1/64 at 2^-10 and 1/256 at 2^-8.
    expect([at(0.015), at(0.017)].map(outcome => outcome?.status)).toEqual(['correct', 'incorrect']);
    expect(at(0.017)).toMatchObject({
      q: expect.closeTo(0.017, 12),
      bound: expect.closeTo(2 ** -8, 12),
      step: 2 ** -8,
    });
    expect(judged({ q: () => -0.517, sigma: sigmaFor(-19) }).outcome).toMatchObject({
      status: 'incorrect',
      q: expect.closeTo(-0.017, 12),
    });
    expect(at(0.07)).toMatchObject({ status: 'incorrect', bound: expect.closeTo(2 ** -5, 12), step: 2 ** -11 });
  });

  it('one finer step that shows the gap clearly and holds the claim is enough', () => {
    const at = (q: number, sigma = sigmaFor(-19)) => statusOf({ q: byExponent({ '-12': q }, 0.75), sigma });
    expect([at(0.5), at(-0.5), at(0.75)]).toEqual(['correct', 'correct', 'incorrect']);
    // Four deviations outside, at 2^-12.
    expect([at(0.53), at(-0.53), at(0.54), at(-0.54)]).toEqual(['correct', 'correct', undefined, undefined]);
    // The gap is no longer five times eight deviations.
    expect([at(0.5, 3 * sigmaFor(-19)), at(0.5, 3.4 * sigmaFor(-19))]).toEqual(['correct', undefined]);
  });

  it('a coarser step that holds the claim is not', () => {
    expect(statusOf({ q: byExponent({ '-8': 0 }, 0.75) })).toBe('incorrect');
  });

  it('how far outside a claim is noticed is told', () => {
    const margin = (setting: Script) => judged(setting).outcome?.kink?.margin;
    // Well inside: eight deviations at 2^-11. At the edge: those at the first step that says no more.
    expect(margin({ sigma: sigmaFor(-19) })).toBeCloseTo(2 ** -5, 12);
    expect(margin({ q: () => 0.5, sigma: sigmaFor(-19) })).toBeCloseTo(2 ** -6, 12);
    expect(margin({ q: () => 0.51, sigma: sigmaFor(-19) })).toBeCloseTo(2 ** -6 + 0.01, 12);
    const claim = { roundingReference: 2 };
    expect(margin({ q: () => 0.5, sigma: sigmaFor(-19), landscape: { allowance: 0.05 }, claim })).toBeCloseTo(
      2 ** -6 + 0.1,
      12,
    );
  });

  it('a gap that is gone closer to the point was that of something else', () => {
    const at = (closer: number, sigma: number) => {
      const told = scripted({ gap: byExponent({ '-14': closer }, 1), sigma });
      const [coarse, fine] = told.measure(-8, -12, -14);
      return told.run(judgeKink(told.line, fine!, coarse!))?.status;
    };
    expect([at(0, 0), at(0.4, 0), at(0.6, 0), at(-1, 0)]).toEqual([undefined, undefined, 'correct', undefined]);
    // Seven deviations of the quotient there are more than the gap.
    expect(at(0, sigmaFor(-17))).toBe('correct');
  });

  it('a gap that has grown like that of a smooth function one step further out is none', () => {
    const at = (next: number) =>
      statusOf({ q: () => 0.25, gap: byExponent({ '-12': 1, '-11': next, '-10': 1 }, 1) }, [-12, -10]);
    expect([at(1.4), at(1.6), at(-1.6)]).toEqual(['correct', undefined, undefined]);
    // Larger noise may have made it.
    const noisy = (next: number) =>
      statusOf(
        { q: () => 0.25, gap: byExponent({ '-12': 1, '-11': next, '-10': 1 }, 1), sigma: sigmaFor(-18) },
        [-12, -10],
      );
    expect([noisy(1.6), noisy(1.8)]).toEqual(['correct', undefined]);
  });

  it('gaps that are alike at two steps alone are a wave', () => {
    const at = (between: number) => judged({ gap: byExponent({ '-12': 1, '-8': 1 }, between), sigma: sigmaFor(-18) });
    expect([at(0.4), at(2.1), at(-1)].map(({ outcome }) => outcome)).toEqual([undefined, undefined, undefined]);
    expect([at(0.6), at(1.6)].map(({ outcome }) => outcome?.status)).toEqual(['correct', 'correct']);
  });

  it('a slope that differs from step to step is not that of the point', () => {
    const at = (fine: number) => statusOf({ q: byExponent({ '-12': fine }, 0.75), sigma: sigmaFor(-19) });
    expect([at(0.64), at(0.62), at(0.86), at(0.88)]).toEqual(['incorrect', undefined, 'incorrect', undefined]);
  });
});
