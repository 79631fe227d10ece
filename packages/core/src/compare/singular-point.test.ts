import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { judgeSingularity } from './singular-point.ts';

function judged(script: Script, [fine, coarse]: readonly [number, number] = [-12, -8]) {
  const told = scripted(script);
  const [finest, coarser] = told.measure(fine, coarse);
  return { outcome: told.run(judgeSingularity(told.line, finest!, coarser!)), steps: told.steps() };
}

const power =
  (exponent: number, size = 1) =>
  (t: number) =>
    size * t ** exponent;

describe('slopes that grow as the step shrinks', () => {
  it('like 1/t are a jump, of the height that is seen at the fine step', () => {
    const { outcome, steps } = judged({ besides: x => (x > 0 ? 3 : 0) });
    expect(outcome).toMatchObject({ status: 'inconclusive', reason: 'discontinuous', jump: 3, step: 2 ** -12 });
    expect(steps).toEqual([-12, -8]);
    expect(judged({ besides: x => (x < 0 ? 5 : 0) }).outcome?.jump).toBe(5);
  });

  it('like a root of it on both sides alike are a cusp', () => {
    const { outcome, steps } = judged({ gap: power(-0.5) });
    expect(outcome).toMatchObject({ status: 'inconclusive', reason: 'infinite-slope', steep: 'cusp', step: 2 ** -18 });
    expect(steps).toEqual([-12, -8, -15, -18]);
  });

  it('like a root of it through the point are a vertical tangent', () => {
    expect(judged({ q: power(-0.5) }).outcome).toMatchObject({
      status: 'inconclusive',
      reason: 'infinite-slope',
      steep: 'vertical-tangent',
      q: 2 ** 9,
    });
    expect(judged({ q: power(-2 / 3) }).outcome?.reason).toBe('infinite-slope');
    expect(judged({ q: power(-0.5, -1) }).outcome?.steep).toBe('vertical-tangent');
  });

  it('at one side more than twice as much as at the other are a cusp', () => {
    const steep = (gap: number, slope = 0) =>
      judged({ q: t => t ** -0.5 - slope, gap: power(-0.5, gap), claim: { slope } }).outcome?.steep;
    expect([steep(1.9), steep(2.1), steep(-2.1)]).toEqual(['vertical-tangent', 'cusp', 'cusp']);
    // What counts is the slope of 512 at the finest step, not what a claim leaves of it.
    expect([steep(1.985, 5), steep(2.01, -5)]).toEqual(['vertical-tangent', 'cusp']);
  });

  it('hardly at all are neither', () => {
    const reason = (exponent: number) => [
      judged({ q: power(exponent) }).outcome?.reason,
      judged({ gap: power(exponent) }).outcome?.reason,
    ];
    expect(reason(-0.13)).toEqual([undefined, undefined]);
    expect(reason(0)).toEqual([undefined, undefined]);
    expect(reason(1)).toEqual([undefined, undefined]);
    expect(reason(-0.17)).toEqual(['infinite-slope', 'infinite-slope']);
    expect(reason(-0.78)).toEqual(['infinite-slope', 'infinite-slope']);
    expect(reason(-0.82)).toEqual(['discontinuous', 'discontinuous']);
  });

  it('as fast as the faster of the two', () => {
    expect(judged({ q: power(-0.5), gap: power(-1) }).outcome?.reason).toBe('discontinuous');
    expect(judged({ q: power(-1), gap: power(-0.5) }).outcome?.reason).toBe('discontinuous');
  });
});

describe('not every growth counts', () => {
  it('it must stand out of the noise twenty times, a gap forty times', () => {
    // The noise at 2^-12 is 2^-8.
    const slope = (q: number) => judged({ q: byExponent({ '-12': q, '-8': q / 16 }), sigma: sigmaFor(-20) }).outcome;
    const gap = (g: number) => judged({ gap: byExponent({ '-12': g, '-8': g / 16 }), sigma: sigmaFor(-20) }).outcome;
    expect([slope(19 / 256), gap(39 / 256)]).toEqual([undefined, undefined]);
    expect([slope(21 / 256)?.reason, gap(41 / 256)?.reason]).toEqual(['discontinuous', 'discontinuous']);
    expect(slope(-21 / 256)?.reason).toBe('discontinuous');
  });

  it('it must start from something', () => {
    expect(judged({ q: byExponent({ '-12': 1 }) }).outcome).toBeUndefined();
  });

  it('it is seen from a coarser step to a finer one', () => {
    expect(judged({ q: power(-1) }, [-8, -12]).outcome).toBeUndefined();
    expect(judged({ q: power(-1) }, [-8, -8]).outcome).toBeUndefined();
  });

  const rates = (first: number, second: number) => (t: number) => {
    const e = Math.log2(t);
    // 2^-½ per halving down to 2^-12, then other rates.
    return 2 ** (-0.5 * Math.max(e, -12) + first * Math.max(0, Math.min(3, -12 - e)) + second * Math.max(0, -15 - e));
  };

  it.each([
    [0.5, 0.5, true],
    [0.4, 0.4, true],
    [0.6, 0.6, true],
    [0.3, 0.5, false],
    [0.7, 0.5, false],
    [0.5, 0.3, false],
    [0.5, 0.7, false],
    [0.5, 0, false],
  ])('it must go on at the same rate, ½: here %d, then %d', (first, second, wanted) => {
    expect(judged({ q: rates(first, second) }).outcome !== undefined).toBe(wanted);
    expect(judged({ gap: rates(first, second) }).outcome !== undefined).toBe(wanted);
  });

  it('it must go on above the noise, on both sides', () => {
    expect(judged({ q: power(-0.5), besides: x => (x === 2 ** -15 ? Number.NaN : 0) }).outcome).toBeUndefined();
    expect(judged({ q: power(-0.5), besides: x => (x === -(2 ** -18) ? Number.NaN : 0) }).outcome).toBeUndefined();
    // 2^9 at 2^-18, with noise of a sixteenth of it, or of a thirty-second.
    expect(judged({ q: power(-0.5), sigma: sigmaFor(-13) }).outcome).toBeUndefined();
    expect(judged({ q: power(-0.5), sigma: sigmaFor(-14) }).outcome).toBeDefined();
    expect(judged({ gap: power(-0.5), sigma: sigmaFor(-14) }).outcome).toBeUndefined();
    expect(judged({ gap: power(-0.5), sigma: sigmaFor(-15) }).outcome).toBeDefined();
  });
});
