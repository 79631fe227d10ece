import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';

/** What would have been noticed at the first of the given steps, when the others are known as well. */
function noticeable(script: Script, first: number, ...others: readonly number[]): number {
  const { line, measure } = scripted(script);
  const [level] = measure(first, ...others);
  return line.noticeable(level!);
}

describe('truncation at a level', () => {
  // Third derivative 600 times the slope: what a single step is believed to hide is 1/200 of that.
  const bent = { q: (t: number) => 100 * t * t };
  /** The curvature there cancels an error of the claim. */
  const cancelled = { q: (t: number) => 100 * t * t - 100 * 2 ** -16 };

  it('is seen in the next larger step', () => {
    const hidden = 100 * 2 ** -16;
    expect(noticeable(cancelled, -8)).toBeLessThan(0.1 * hidden);
    expect(noticeable(cancelled, -8, -6)).toBeGreaterThanOrEqual(hidden);
    expect(noticeable(cancelled, -8, -6)).toBeLessThan(1.1 * hidden);
    expect(noticeable(bent, -8, -6)).toBeLessThan(2.1 * hidden);
  });

  it('may cancel as much of an error as is left', () => {
    const left = 2 ** -20;
    const known = (sigma: number) => noticeable({ q: () => left, sigma }, -10) - noticeable({ sigma }, -10);
    expect(known(0) / left).toBeCloseTo(2, 0);
    expect(known(sigmaFor(-30)) / left).toBeCloseTo(1, 1);
  });

  it('is not that of the largest one, nor of a smaller one', () => {
    const further = { q: (t: number) => cancelled.q(t) + (t > 2 ** -5 ? 1e3 : 0) };
    expect(noticeable(further, -8, -4, -6)).toBe(noticeable(cancelled, -8, -6));
    expect(noticeable(cancelled, -8, -9)).toBe(noticeable(cancelled, -8));
  });

  it('is none where a kink in between makes the difference', () => {
    const beyond = (t: number): number => (t > 2 ** -7 ? 0.5 : 0);
    const kink = { q: beyond, gap: (t: number) => 2 * beyond(t) };
    expect(noticeable(kink, -8, -6)).toBe(noticeable({}, -8));
    expect(noticeable({ q: beyond }, -8, -6)).toBeGreaterThan(0.03);
  });
});

describe('noise of one line', () => {
  const quiet = { sigma: sigmaFor(-30) };

  it('shows where the gap between the one-sided slopes grows as the step shrinks', () => {
    const noisy = { gap: byExponent({ '-12': 0.5 }), ...quiet };
    // A gap has √12 deviations of the quotient.
    const one = 0.5 / Math.sqrt(12);
    const added = (first: number, ...others: readonly number[]) =>
      noticeable(noisy, first, ...others) - noticeable(noisy, first);
    expect(added(-12, -8) / (4 * one)).toBeCloseTo(1, 1);
    // The values have it: in a quotient it is half as much at twice the step.
    expect(added(-11, -12, -8) / (4 * one)).toBeCloseTo(0.5, 1);
    expect(added(-8, -12) / (4 * one)).toBeCloseTo(1 / 16, 1);
    expect(added(-13, -12, -8)).toBe(0);
  });

  it('counts against an extrapolation', () => {
    const { line, measure } = scripted({ gap: byExponent({ '-12': 0.5 }), ...quiet });
    measure(-8, -10, -12);
    expect(line.best(line.central().slice(2)).noise).toBeGreaterThan(0.1);
  });

  it('is no gap that shrinks, or stays as at a kink', () => {
    for (const gap of [(t: number) => 100 * t, () => 0.5, (t: number) => (t > 2 ** -10 ? 0.5 : 0)]) {
      const same = noticeable({ gap, ...quiet }, -12);
      expect(noticeable({ gap, ...quiet }, -12, -8)).toBeCloseTo(same, 6);
    }
  });
});
