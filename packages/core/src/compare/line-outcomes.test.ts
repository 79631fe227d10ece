import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted } from '../../test/scripted-line.ts';
import type { Extrapolation } from '../estimate/extrapolation.ts';

/** What an extrapolation found; surely an error unless a test says otherwise. */
const found = (overrides: Partial<Extrapolation> = {}): Extrapolation => ({
  q: 1,
  noise: 0,
  truncation: 0,
  error: 0,
  order: 1,
  finest: 0,
  contradiction: 0,
  ...overrides,
});

describe('an extrapolated discrepancy is surely an error', () => {
  const isSure = (extrapolation: Partial<Extrapolation>, script: Script = {}, exponents: readonly number[] = []) => {
    const { line, measure } = scripted(script);
    measure(...exponents);
    return line.isSure(found(extrapolation));
  };

  it('when it exceeds eight deviations and three truncations', () => {
    expect(isSure({ noise: 0.1, truncation: 0.06 })).toBe(true);
    expect(isSure({ q: -1, noise: 0.1, truncation: 0.06 })).toBe(true);
    expect(isSure({ noise: 0.1, truncation: 0.07 })).toBe(false);
    expect(isSure({ noise: 0.124 })).toBe(true);
    expect(isSure({ noise: 0.126 })).toBe(false);
    expect(isSure({ truncation: 0.333 })).toBe(true);
    expect(isSure({ truncation: 0.334 })).toBe(false);
  });

  it('unless a finer level contradicts it', () => {
    expect(isSure({ contradiction: 3 })).toBe(true);
    expect(isSure({ contradiction: 3.1 })).toBe(false);
  });

  it('unless the rounding of the claim explains it', () => {
    expect(isSure({}, { landscape: { allowance: 0.1 } })).toBe(true);
    expect(isSure({}, { landscape: { allowance: 0.4 } })).toBe(false);
  });

  it('unless it fades outwards', () => {
    expect(isSure({ finest: 2 }, { q: byExponent({ '-10': 1 }) }, [-10, -8])).toBe(true);
    expect(isSure({ finest: 2 }, { q: byExponent({ '-10': 1 }) }, [-10, -8, -6])).toBe(false);
  });

  it('unless the claim lies within a gap that stays', () => {
    const kink = (gap: number) => isSure({ finest: 1 }, { q: () => 1, gap: () => gap }, [-8, -10]);
    expect(kink(1.9)).toBe(true);
    expect(kink(-1.9)).toBe(true);
    expect(kink(2.1)).toBe(false);
    expect(isSure({ finest: 1 }, { q: () => 1, gap: t => 2.1 * t * 2 ** 10 }, [-8, -10])).toBe(true);
  });

  it('by the smaller of its value and that of its finest level', () => {
    const kink = (q: number, level: number) => isSure({ q, finest: 1 }, { q: () => level, gap: () => 1 }, [-8, -10]);
    expect(kink(0.4, 0.4)).toBe(false);
    expect(kink(0.6, 0.4)).toBe(false);
    expect(kink(-0.6, -0.4)).toBe(false);
    expect(kink(0.6, 0.6)).toBe(true);
    // Two levels that agree are heard before the extrapolation.
    expect(kink(0.4, 0.6)).toBe(true);
    expect(isSure({ q: 0.4, finest: 0 }, { q: () => 0.6, gap: () => 1 }, [-8])).toBe(false);
    const apart = (coarser: number) =>
      isSure({ q: 0.4, finest: 1 }, { q: byExponent({ '-8': coarser, '-10': 0.6 }), gap: () => 1 }, [-8, -10]);
    expect([apart(0.75), apart(0.79), apart(0.45)]).toEqual([true, false, false]);
  });

  it('and when it is small, no gap is left that a smooth function would not leave', () => {
    const small = (q: number, gap: number) => isSure({ q, finest: 1 }, { q: () => q, gap: () => gap }, [-8, -10]);
    // Of a constant gap three quarters are unexplained.
    expect(small(0.09, 0.05)).toBe(true);
    expect(small(-0.09, 0.05)).toBe(true);
    expect(small(0.09, 0.07)).toBe(false);
    expect(small(0.11, 0.08)).toBe(true);
    expect(isSure({ q: 0.11, finest: 1 }, { q: () => 0.11, gap: () => 0.08, claim: { reference: 2 } }, [-8, -10])).toBe(
      false,
    );
  });
});

describe('outcomes', () => {
  const { line, measure } = scripted({ q: () => 1 });
  measure(-4, -6);

  it('by extrapolation are bound by its error; what was seen adds to what may be hidden', () => {
    const extrapolation = found({ q: -0.5, error: 0.25, finest: 1 });
    expect(line.correctBy(extrapolation, { noiseLimited: true })).toEqual({
      status: 'correct',
      q: -0.5,
      error: 0.75,
      bound: 0.25,
      step: 2 ** -6,
      noiseLimited: true,
    });
    expect(line.incorrectBy(extrapolation)).toEqual({
      status: 'incorrect',
      q: -0.5,
      error: 0.25,
      bound: 0.25,
      step: 2 ** -6,
    });
    expect([line.correctBy(found({ finest: 2 })).step, line.incorrectBy(found({ finest: 2 })).step]).toEqual([0, 0]);
  });

  it('without a verdict bound nothing', () => {
    expect(line.inconclusive('too-noisy', 1, 2, { jump: 3 })).toEqual({
      status: 'inconclusive',
      reason: 'too-noisy',
      q: 1,
      error: Number.POSITIVE_INFINITY,
      bound: Number.POSITIVE_INFINITY,
      step: 2,
      jump: 3,
    });
  });

  it('extrapolate over the central levels, or over those given', () => {
    expect(line.best()).toMatchObject({ q: 1, truncation: 0 });
    expect(line.best(line.central().slice(0, 1))).toMatchObject({ q: 1, truncation: 1, order: 0 });
  });
});
