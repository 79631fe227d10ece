import { describe, expect, it } from 'vitest';
import { unitLine } from '../../test/drive-plan.ts';
import { byExponent, type Script, scripted } from '../../test/scripted-line.ts';
import { gapOf, isCentral } from './line.ts';

describe('a level', () => {
  it('holds the central and the one-sided discrepancies of both sides', () => {
    const { measure } = scripted({ q: () => 0.25, gap: () => 1, claim: { slope: 3 }, landscape: { value: 2 } });
    const [level] = measure(-4);
    expect(level).toMatchObject({ exponent: -4, t: 2 ** -4, q: 0.25, forward: 0.75, backward: -0.25, flat: false });
    expect([gapOf(level!), isCentral(level!)]).toEqual([1, true]);
  });

  it('has the noise of two values, over the distance between them', () => {
    const { measure } = scripted({ sigma: 1e-6 });
    expect(measure(-4)[0]!.noise).toBeCloseTo((1e-6 * Math.SQRT2) / (2 * 2 ** -4), 12);
  });

  it('has more noise where either value is larger than at the point, which a missing one is not', () => {
    const noise = { sigma: 1e-6, relative: 1e-6, magnitude: 1, float32: false, slope: 1, roundingAlone: false };
    const noiseBeside = (besides: (x: number) => number) =>
      scripted({ besides, landscape: { noise } }).measure(-4)[0]!.noise;
    const quiet = noiseBeside(() => 0);
    expect(noiseBeside(x => (x > 0 ? 8 : 0)) / quiet).toBeCloseTo(8, 9);
    expect(noiseBeside(x => (x < 0 ? -8 : 0)) / quiet).toBeCloseTo(8, 9);
    expect(noiseBeside(x => (x < 0 ? Number.NaN : 0)) / quiet).toBe(1);
    expect(noiseBeside(x => (x > 0 ? Number.NaN : 0)) / quiet).toBe(1);
  });

  it('is flat only when neither side moves', () => {
    const flat = (besides: (x: number) => number) => scripted({ besides }).measure(-4)[0]!.flat;
    expect(flat(() => 0)).toBe(true);
    expect(flat(x => (x > 0 ? 1 : 0))).toBe(false);
    expect(flat(x => (x < 0 ? 1 : 0))).toBe(false);
  });

  it('is measured once', () => {
    const { line, measure, asked } = scripted({});
    expect(measure(-4, -4)[0]).toBe(measure(-4)[0]);
    expect(asked).toEqual([2 ** -4, -(2 ** -4)]);
    expect([line.count, line.has(-4), line.has(-5)]).toEqual([1, true, false]);
  });

  it('counts as central when both sides exist', () => {
    const { line, measure } = scripted({ besides: x => (x > 0.2 || x < -0.4 ? Number.NaN : 0) });
    const levels = measure(-1, -8, -2, -4);
    expect(levels.map(isCentral)).toEqual([false, true, false, true]);
    expect(levels.map(({ plusFinite, minusFinite }) => [plusFinite, minusFinite])).toEqual([
      [false, false],
      [true, true],
      [false, true],
      [true, true],
    ]);
    expect(line.central().map(({ exponent }) => exponent)).toEqual([-4, -8]);
    expect([line.finestExponent, line.coarsestExponent]).toEqual([-8, -1]);
  });
});

describe('a one-sided quotient', () => {
  const { run, line } = scripted({
    q: () => 0.25,
    gap: () => 1,
    sigma: 1e-6,
    besides: x => (x < -0.1 ? Number.NaN : 0),
    landscape: { value: 5 },
    claim: { slope: 2 },
  });

  it('is the slope from the point to that side, less the claim', () => {
    expect(run(line.oneSided(1, -4))).toMatchObject({ t: 2 ** -4, q: 0.75 });
    expect(run(line.oneSided(-1, -4))).toMatchObject({ t: 2 ** -4, q: -0.25 });
    expect(run(line.oneSided(1, -4))!.noise).toBeCloseTo(1e-6 * Math.SQRT2 * 16, 12);
  });

  it('is none where there is no value', () => {
    expect(run(line.oneSided(-1, -2))).toBeUndefined();
    expect(run(line.oneSided(1, -2))).toBeDefined();
  });
});

describe('agreement', () => {
  const quotient = (q: number, noise: number) => ({ t: 1, q, noise });

  it('is within four standard deviations, and what the rounding of the claim allows', () => {
    const { line } = scripted({ landscape: { allowance: 2 ** -10 }, claim: { roundingReference: 4 } });
    const limit = 4 * 2 ** -5 + 4 * 2 ** -10;
    for (const sign of [1, -1]) {
      expect(line.agrees(quotient(sign * limit, 2 ** -5))).toBe(true);
      expect(line.agrees(quotient(sign * (limit + 2 ** -20), 2 ** -5))).toBe(false);
    }
  });

  it('leaves open what noise may hide and what was seen', () => {
    const { line } = scripted({});
    expect(line.unsettled(quotient(0.5, 0.25))).toBe(1.5);
    expect(line.unsettled(quotient(-0.5, 0.25))).toBe(1.5);
  });

  it('may hide the truncation of a function that bends as much as it slopes', () => {
    const truncation = (t: number, claim: Script['claim'] = {}, gradientScale = 1) =>
      scripted({ claim, landscape: { gradientScale } }).line.truncationAt({ t, q: 0, noise: 0 });
    expect(truncation(0.125)).toBe(0.5 / 64);
    expect(truncation(0.125, { reference: 10 })).toBeCloseTo(5 / 64, 12);
    // Small beside the whole gradient: a hundredth of that counts.
    expect(truncation(0.125, { reference: 1e-9 }, 10)).toBeCloseTo(0.05 / 64, 12);
  });

  it('may hide more where the one-sided slopes are apart by more than noise', () => {
    const { line } = scripted({});
    const level = (forward: number, backward: number, noise = 0) =>
      line.truncationAt({ t: 2 ** -10, q: 0, noise, forward, backward });
    // f‴ ≈ f″² ÷ f′ gives a sixth of the gap squared, by the slope.
    expect(level(0.5, 0)).toBe(0.25);
    expect(level(-0.25, 0.25)).toBe(0.25);
    // Eight deviations of the quotient are no gap.
    expect(level(0.5, 0, 2 ** -5)).toBe(0.25 ** 2);
    expect(level(0.5, 0, 2 ** -4)).toBe(0.5 * 2 ** -20);
    expect(level(0.5, 0, 2 ** -3)).toBe(0.5 * 2 ** -20);
  });

  it('is known up to noise, what was seen and truncation, together', () => {
    const { line } = scripted({});
    const level = { t: 0.5, q: -0.25, noise: 0.5, forward: 1, backward: 0 };
    expect(line.noticeable(level)).toBe(2 + 0.25 + 0.125);
    expect(line.correct({ ...level, exponent: -1 }, { flat: true })).toEqual({
      status: 'correct',
      q: -0.25,
      error: 2.375,
      bound: 2.375,
      step: 0.5,
      flat: true,
    });
  });
});

describe('the rounding of the claim', () => {
  it('explains three times the allowance, of the largest of claim, terms and measurement', () => {
    const exceeds = (q: number, slope: number, roundingReference: number) =>
      scripted({ landscape: { allowance: 2 ** -8 }, claim: { slope, roundingReference } }).line.exceedsRounding(q);
    const limit = 3 * 2 ** -8;
    expect(exceeds(limit, 0, 1)).toBe(false);
    expect(exceeds(limit + 2 ** -20, 0, 1)).toBe(true);
    expect(exceeds(-limit - 2 ** -20, 0, 1)).toBe(true);
    expect(exceeds(4 * limit, 0, 4)).toBe(false);
    expect(exceeds(4.1 * limit, 0, 4)).toBe(true);
    // A steep function with a claim that is just as steep, up to its last digits.
    expect(exceeds(4 * limit, 4, 1)).toBe(false);
    expect(exceeds(4.1 * limit, -4, 1)).toBe(true);
    // The measured slope is what counts, not the claimed one.
    expect([exceeds(3.98 * limit, -4, 1), exceeds(3.98 * limit, 4, 1)]).toEqual([true, false]);
  });
});

describe('a steady discrepancy', () => {
  const steady = (discrepancies: Readonly<Record<number, number>>, { gap = 0, reference = 1 } = {}) => {
    const { line, measure } = scripted({ q: byExponent(discrepancies), gap: () => gap, claim: { reference } });
    measure(...Object.keys(discrepancies).map(Number));
    return line.steadyDiscrepancy();
  };

  it('is the largest that two neighbouring steps show alike', () => {
    expect(steady({ '-18': 8e-3, '-16': -8.5e-3, '-35': 3e-3, '-33': 2.9e-3, '-31': 2e-3 })).toBe(3e-3);
    expect(steady({ '-18': 8e-3, '-16': 8.5e-3, '-35': 3e-3, '-33': 2.9e-3 })).toBe(8e-3);
    expect(steady({ '-18': -8e-3, '-16': -8.9e-3 })).toBe(0);
    expect(steady({ '-16': 8e-3 })).toBe(0);
  });

  it('is small beside the slope, and the same on both sides', () => {
    expect(steady({ '-18': 8e-3, '-16': 8e-3 }, { reference: 0.5 })).toBe(0);
    expect(steady({ '-18': 8e-3, '-16': 8e-3 }, { gap: 8e-3 })).toBe(8e-3);
    expect(steady({ '-18': 8e-3, '-16': 8e-3 }, { gap: -9e-3 })).toBe(0);
  });
});

describe('a discrepancy that fades outwards', () => {
  const fades = (discrepancies: Readonly<Record<number, number>>, q: number, sigma = 0) => {
    const { line, measure } = scripted({ q: byExponent(discrepancies), sigma });
    measure(...Object.keys(discrepancies).map(Number));
    return line.fadesOutwards(q);
  };

  it('is less than half of itself at two other steps', () => {
    expect(fades({ '-10': 1, '-8': 0.4, '-6': -0.1 }, 1)).toBe(true);
    expect(fades({ '-10': -1, '-8': -0.4, '-6': 0.1 }, -1)).toBe(true);
  });

  it('is not met once only, as where curvature cancels it', () => {
    expect(fades({ '-10': 1, '-8': 0, '-6': 1 }, 1)).toBe(false);
    expect(fades({ '-10': 1, '-8': 0.5, '-6': -0.5 }, 1)).toBe(false);
  });

  it('is not what noise may have hidden', () => {
    expect(fades({ '-10': 1, '-8': 0.4, '-6': 0.4 }, 1, 2 ** -14)).toBe(true);
    expect(fades({ '-10': 1, '-8': 0.4, '-6': 0.4 }, 1, 2 ** -10)).toBe(false);
  });
});

describe('the gap between the one-sided slopes', () => {
  const clears = (q: number, gaps: readonly number[], noise = 0, steps = [-10, -8]) => {
    const { line, measure } = scripted({ gap: byExponent({ [steps[0]!]: gaps[0]!, [steps[1]!]: gaps[1] ?? 0 }) });
    const [level, coarser] = measure(...steps.slice(0, gaps.length));
    return line.gapClears({ ...level!, q, noise }, coarser);
  };

  it('is no excuse for a claim outside of it', () => {
    for (const sign of [1, -1]) {
      expect(clears(sign * 0.51, [1])).toBe(true);
      expect(clears(sign * 0.5, [1])).toBe(false);
      expect(clears(sign * 0.51, [-1])).toBe(true);
    }
    expect(clears(0.51 + 0.06, [1], 0.01)).toBe(true);
    expect(clears(0.49 + 0.06, [1], 0.01)).toBe(false);
  });

  it('is no excuse where it closes with the step, as a smooth function does', () => {
    expect(clears(0.1, [1, 4])).toBe(true);
    expect(clears(0.1, [-1, -4])).toBe(true);
    expect(clears(0.1, [1, 5])).toBe(true);
    expect(clears(0.1, [1, 3])).toBe(true);
    expect(clears(0.1, [1, 5.1])).toBe(false);
    expect(clears(0.1, [1, 2.9])).toBe(false);
    // What a kink leaves behind.
    expect(clears(0.1, [1, 1])).toBe(false);
    expect(clears(0.1, [1, -4])).toBe(false);
  });

  it('closes up to noise, and is not there below it', () => {
    expect(clears(0, [1, 5.1], 0.01)).toBe(true);
    expect(clears(0, [1, 6.5], 0.01)).toBe(false);
    expect(clears(0.1, [1, 4], 1 / 12.5)).toBe(true);
    expect(clears(0.1, [1, 4], 1 / 11.5)).toBe(false);
  });

  const unexplained = (gaps: Readonly<Record<number, number>>, from: number, sigma = 0) => {
    const { line, measure } = scripted({ gap: byExponent(gaps), sigma });
    measure(...Object.keys(gaps).map(Number));
    return line.unexplainedGap(from);
  };

  it('is explained where it shrinks with the step', () => {
    expect(unexplained({ '-4': 4, '-6': 1, '-8': 0.25 }, 0)).toBe(0);
  });

  it('is unexplained by what it is more, or less, than the coarser one lets expect', () => {
    expect(unexplained({ '-4': 4, '-6': 3, '-8': 0.75 }, 0)).toBe(2);
    expect(unexplained({ '-4': 4, '-6': -1, '-8': -0.25 }, 0)).toBe(2);
    expect(unexplained({ '-4': 4, '-6': 3, '-8': 1.75 }, 0)).toBe(2);
    expect(unexplained({ '-4': 4, '-6': 3, '-8': 1.75 }, 1)).toBe(2);
    // The finest pair alone.
    expect(unexplained({ '-4': 4, '-6': 3, '-8': 1.75 }, 2)).toBe(1);
    expect(unexplained({ '-4': 4, '-6': 3, '-8': 1.75 }, 3)).toBe(0);
  });

  it('is beyond seven deviations of the quotient, and between neighbours', () => {
    // The noise at 2^-6 is 2^-5.
    expect(unexplained({ '-4': 4, '-6': 3 }, 0, 2 ** -10.5)).toBeCloseTo(2 - 7 / 32, 12);
    expect(unexplained({ '-4': 4, '-9': 3 }, 0)).toBeCloseTo(3 - 4 / 32, 12);
    expect(unexplained({ '-4': 4, '-10': 3 }, 0)).toBe(0);
  });
});

it('moves along the direction that was asked for', () => {
  const { line, run } = scripted({});
  expect(line.claim.direction).toBe(unitLine);
  expect(run(line.at(-3)).t).toBe(0.125);
});
