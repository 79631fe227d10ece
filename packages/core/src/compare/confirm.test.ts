import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { confirm } from './confirm.ts';

/**
 * Confirms a discrepancy of 1 (unless told otherwise) that was met at 2^-8. Noise is such that it is ten times the noise, or a bit
 * more, at 2^-26: there a quotient has a noise of 1/16.
 */
function confirmed(script: Script, discrepancy = 1, first: readonly number[] = [-8]) {
  const told = scripted({ sigma: sigmaFor(-30), ...script });
  told.measure(...first);
  const outcome = told.run(confirm(told.line, discrepancy));
  return { ...outcome, exponent: Math.log2(outcome.step), steps: told.steps() };
}

const statusOf = (...args: Parameters<typeof confirmed>) => confirmed(...args).status;

describe('a discrepancy is looked at', () => {
  it('where it is ten times the noise', () => {
    expect(confirmed({ q: () => 1 }).steps.slice(0, 2)).toEqual([-8, -26]);
    expect(confirmed({ q: () => 1 }, 0.25).steps[1]).toBe(-24);
    expect(confirmed({ q: () => 1 }, -0.25).steps[1]).toBe(-24);
    // 10 ÷ 16 is a bit less than one half of 2^0.7.
    expect(confirmed({ q: () => 1 }, 10 / 16).steps[1]).toBe(-26);
    expect(confirmed({ q: () => 1 }, 9.9 / 16).steps[1]).toBe(-25);
  });

  it('no closer than the point is resolved', () => {
    expect(confirmed({ q: () => 1, claim: { smallest: -20 } }).steps[1]).toBe(-20);
  });

  it('closer still where there are no values, four times at most', () => {
    const hole = (from: number, to: number) => (x: number) =>
      x > 2 ** (from - 0.5) && x < 2 ** (to + 0.5) ? Number.NaN : 0;
    const q = () => 1;
    expect(confirmed({ q, besides: hole(-26, -26) }).steps.slice(0, 3)).toEqual([-8, -26, -29]);
    expect(confirmed({ q, besides: hole(-32, -26) }).steps.slice(0, 5)).toEqual([-8, -26, -29, -32, -35]);
    const nowhere = confirmed({ q, besides: hole(-40, -26) });
    expect(nowhere).toMatchObject({ status: 'inconclusive', reason: 'too-noisy', exponent: -8, q: 1 });
    expect(nowhere.steps).toEqual([-8, -26, -29, -32, -35]);
    expect(confirmed({ q, besides: x => (x === 2 ** -8 ? Number.NaN : hole(-40, -26)(x)) })).toMatchObject({
      status: 'inconclusive',
      reason: 'not-finite',
      q: Number.NaN,
      step: 0,
    });
  });
});

describe('an error of the claim', () => {
  it('is none where the first step and the one below it agree with the claim', () => {
    const found = confirmed({ q: t => (t > 2 ** -12 ? 0 : 1) });
    expect(found).toMatchObject({ status: 'inconclusive', reason: 'too-noisy' });
    expect(found.steps).toContain(-10);
    expect(statusOf({ q: t => (t > 2 ** -9 ? 0 : 1) })).toBe('incorrect');
  });

  it('stays as the step shrinks, and is measured where it is sharpest', () => {
    for (const sign of [1, -1]) {
      const found = confirmed({ q: t => sign * (1 + t * t) });
      expect(found).toMatchObject({ status: 'incorrect', steps: [-8, -26, -22, -10] });
      expect(Math.abs(found.q - sign)).toBeLessThanOrEqual(found.bound);
      expect(found.bound).toBeLessThan(1e-5);
      expect(found.error).toBe(found.bound);
    }
  });

  it('is known by the step that proves it where nothing is sharper', () => {
    // Further out the slopes do what they like.
    const q = (t: number) => (t > 2 ** -15 ? 3 * Math.sin(1 / t) : 1);
    const found = confirmed({ q });
    expect(found).toMatchObject({ status: 'incorrect', q: expect.closeTo(1, 3) });
    expect(found.bound).toBeLessThanOrEqual(0.25 + 1e-12);
  });

  it('is measured no closer than the point is resolved', () => {
    const resolved = (smallest: number) => confirmed({ q: () => 1, sigma: sigmaFor(-16), claim: { smallest } }).steps;
    expect(resolved(-12)).toEqual([-8, -12, -10]);
    expect(resolved(-10)).toEqual([-8, -10]);
  });

  it('of a few noises needs the next step out to say the same, up to noise and a fifth', () => {
    // Four deviations at 2^-26 are a quarter.
    const at = (further: number) => confirmed({ q: byExponent({ '-26': 1 }, further) });
    expect([at(0.56).status, at(1.44).status]).toEqual(['incorrect', 'incorrect']);
    expect(at(0.56).steps).toEqual([-8, -26, -22, -10]);
    expect(at(0.54)).toMatchObject({ status: 'inconclusive', reason: 'too-noisy', steps: [-8, -26, -22, -24, -19] });
    expect(at(1.46)).toMatchObject({ status: 'inconclusive', reason: 'too-noisy' });
  });

  it('of less than eight noises needs two steps further out, which the closer ones do not contradict', () => {
    expect(confirmed({ q: () => 0.52 }).steps).toEqual([-8, -26, -22, -10]);
    expect(confirmed({ q: () => 0.48 })).toMatchObject({ status: 'incorrect', steps: [-8, -26, -22, -24, -10] });
    // Three deviations, and 15 % of it.
    const at = (further: number, close = 0.5) => confirmed({ q: byExponent({ '-26': close }, further) });
    expect([at(0.8).status, at(0.84).status]).toEqual(['incorrect', 'inconclusive']);
    expect([at(-0.8, -0.5).status, at(-0.84, -0.5).status]).toEqual(['incorrect', 'inconclusive']);
    expect(at(-0.8)).toMatchObject({ status: 'inconclusive' });
  });

  it('needs a step further out, not the same one again', () => {
    expect(statusOf({ q: byExponent({ '-26': 0.49 }, 0.75) }, 1, [-24])).not.toBe('incorrect');
    // The nearest of them: those beyond may be in another piece.
    const far = confirmed({ q: byExponent({ '-6': 3, '-4': 3 }, 1) }, 1, [-8, -6, -4]);
    expect(far).toMatchObject({ status: 'incorrect', steps: [-8, -6, -4, -26, -22] });
  });

  it('shows at one of the pairs of steps', () => {
    const at = (table: Readonly<Record<number, number>>) => confirmed({ q: byExponent(table, 1) });
    expect(at({ '-22': 0.5 })).toMatchObject({ status: 'incorrect', steps: [-8, -26, -22, -24, -10] });
    expect(at({ '-22': 0.5, '-24': 0 })).toMatchObject({ status: 'inconclusive', steps: [-8, -26, -22, -24, -19] });
    const rising = confirmed({ q: byExponent({ '-26': 0.49, '-24': 0.63 }, 0.78) });
    expect(rising).toMatchObject({ status: 'incorrect', steps: [-8, -26, -22, -24, -19, -10] });
  });

  it('does not fade outwards', () => {
    const q = byExponent({ '-8': 0.1, '-6': -0.1 }, 1);
    expect(statusOf({ q })).toBe('incorrect');
    expect(confirmed({ q }, 1, [-8, -6]).status).toBe('inconclusive');
  });

  it('is more than the rounding of the claim', () => {
    expect(confirmed({ q: () => 1, landscape: { allowance: 0.32 } }).status).toBe('incorrect');
    const rounding = confirmed({ q: () => 1, landscape: { allowance: 0.34 } });
    expect(rounding).toMatchObject({ status: 'correct', q: 1, exponent: -26, steps: [-8, -26, -22] });
    expect(rounding.error).toBeCloseTo(1.25, 12);
    // At one step is not enough to excuse it.
    const one = byExponent({ '-26': 0.85 }, 1);
    expect(confirmed({ q: one, landscape: { allowance: 0.3 } })).toMatchObject({
      status: 'incorrect',
      steps: [-8, -26, -22, -24, -10],
    });
    expect(confirmed({ q: byExponent({ '-26': 1 }, 0.85), landscape: { allowance: 0.3 } }).status).toBe('incorrect');
  });

  it('small beside the whole leaves no gap that a smooth function would not leave', () => {
    const at = (reference: number, gap: number) =>
      statusOf({ q: () => 1, gap: byExponent({ '-26': gap }), claim: { reference, roundingReference: 1 } });
    // Of the gap, seven deviations are 7/16.
    expect([at(9, 0.99), at(11, 0.99), at(11, 0.9)]).toEqual(['incorrect', 'inconclusive', 'incorrect']);
  });
});

describe('no error of the claim', () => {
  it('is a discrepancy that is not there close to the point', () => {
    const near = (t: number) => (t < 2 ** -15 ? 0 : 1);
    expect(confirmed({ q: near, gap: t => 2 * near(t) })).toMatchObject({
      status: 'correct',
      near: -17,
      exponent: -17,
    });
    expect(confirmed({ q: t => 2 ** 16 * t * t })).toMatchObject({ status: 'correct' });
  });

  it('is a kink that holds it, close to the point or a little further out', () => {
    expect(confirmed({ q: () => 1, gap: () => 2.2 })).toMatchObject({
      status: 'correct',
      kink: { left: expect.closeTo(-0.1, 6), right: expect.closeTo(2.1, 6) },
    });
    expect(confirmed({ q: () => 1, gap: () => 1.5 })).toMatchObject({ status: 'incorrect', q: 0.25, kink: {} });
    // At 2^-26 the gap is noise.
    expect(confirmed({ q: () => 1, gap: t => (t < 2 ** -24 ? 0.7 : 2.2) })).toMatchObject({
      status: 'correct',
      kink: {},
    });
  });

  it('is where slopes grow without limit', () => {
    expect(confirmed({ q: t => 2 ** -18 / t }, 2 ** -10).reason).toBe('discontinuous');
    expect(confirmed({ q: t => 2 ** -12 * t ** -0.5 }, 2 ** -8).reason).toBe('infinite-slope');
  });
});

describe('an agreement after steps that disagreed', () => {
  // Deviations at 2^-10, where 2^-21 is one.
  const deviations = (of: Readonly<Record<number, number>>) =>
    byExponent(Object.fromEntries(Object.entries(of).map(([exponent, q]) => [exponent, q * 2 ** -21])));
  const among = (of: Readonly<Record<number, number>>) =>
    confirmed({ q: deviations(of), sigma: sigmaFor(-31) }, 8 * 2 ** -21, [-10]);

  it('covers what the next larger step shows, unless that is truncation', () => {
    const stairs = among({ '-12': 8, '-10': 8, '-8': 22, '-6': 23 });
    expect(stairs.status).toBe('correct');
    expect(stairs.error).toBeGreaterThanOrEqual(22 * 2 ** -21);
    const truncation = among({ '-12': 0.5, '-10': 8, '-8': 128, '-6': 2048 });
    expect(truncation.status).toBe('correct');
    expect(truncation.error).toBeLessThan(22 * 2 ** -21);
  });

  it('is not that of a single step', () => {
    // Between four and eight deviations at 2^-26; a little further out all steps but one see more.
    const alone = (q: number) =>
      confirmed({ q: byExponent({ '-26': 0.3, '-22': q, '-24': -q, '-19': q }, 2), claim: { reference: 10 } });
    expect(alone(0.4)).toMatchObject({ status: 'correct', q: 0.3, exponent: -26 });
    expect(alone(0.4).error).toBeLessThan(0.6);
    expect(alone(0.9)).toMatchObject({ status: 'correct', q: 0.3, exponent: -26 });
    expect(alone(0.9).error).toBeGreaterThanOrEqual(0.9);
  });
});

describe('quotients that follow no pattern', () => {
  const wild = (close: number) => byExponent({ '-26': close, '-22': -5, '-24': 5, '-19': 9 });
  const at = (close: number, reference: number, roundingReference = 1) =>
    confirmed({ q: wild(close), claim: { reference, roundingReference } });

  it('are an agreement as coarse as the closest of them, where that is small beside the parameter', () => {
    const coarse = at(0.5 - 1e-9, 10);
    expect(coarse).toMatchObject({ status: 'correct', exponent: -26, steps: [-8, -26, -22, -24, -19] });
    // And a fifteenth of what the next step, four times larger, shows.
    expect(coarse.error).toBeCloseTo(0.75 + 4.5 / 15, 6);
    // 0.3 of the reference.
    expect([at(0.49, 2.5).status, at(0.49, 2.4).status]).toEqual(['correct', 'inconclusive']);
  });

  it('are none where the closest is eight noises off, but where it is a tenth of the parameter, or 0.3 of its terms', () => {
    expect([at(0.6, 8.6).status, at(0.6, 8.4).status, at(0.6, 5).status]).toEqual([
      'correct',
      'inconclusive',
      'inconclusive',
    ]);
    expect([at(0.6, 5, 2.9).status, at(0.6, 5, 2.8).status]).toEqual(['correct', 'inconclusive']);
    expect(at(0.6, 5)).toMatchObject({ reason: 'too-noisy', q: 0.6, exponent: -26 });
    const known = at(0.6, 9);
    expect(known.error).toBeCloseTo(0.85, 6);
    expect(known.bound).toBe(known.error);
  });

  it('are known up to half the gap between the slopes', () => {
    const gapped = confirmed({
      q: wild(0.6),
      gap: byExponent({ '-26': 0.5, '-22': -1, '-24': 3 }),
      claim: { reference: 100, roundingReference: 1 },
    });
    expect(gapped.status).toBe('correct');
    expect(gapped.error).toBeGreaterThanOrEqual(0.85 + 0.25);
    expect(gapped.error).toBeLessThan(0.85 + 0.25 + 0.01);
  });

  it('are an error where all but the closest are sure of it', () => {
    const smooth = (t: number) => 1 + 2 ** 10 * t * t;
    const found = confirmed({ q: t => (t < 2 ** -25 ? -1 : smooth(t)) });
    expect(found).toMatchObject({ status: 'incorrect', q: expect.closeTo(1, 3) });
    expect(found.bound).toBeLessThan(0.01);
  });
});

describe('a discrepancy of a few noises', () => {
  // At 2^-8 the noise is 2^-22.
  const decided = (q: (t: number) => number, script: Script = {}, first: readonly number[] = [-8]) =>
    confirmed({ q, ...script }, 2 ** -18, first);

  it('is decided by neighbouring steps', () => {
    expect(confirmed({ q: () => 0 }, 2 ** -16).steps).toEqual([-8, -10]);
    expect(confirmed({ q: () => 0 }, 2 ** -17).steps).toEqual([-8, -6]);
    const wrong = decided(t => 2 ** -18 + 2 ** -6 * t * t);
    expect(wrong).toMatchObject({ status: 'incorrect', steps: [-8, -6, -4, -10, -2] });
    expect(Math.abs(wrong.q - 2 ** -18)).toBeLessThanOrEqual(wrong.bound);
    expect(wrong.bound).toBeLessThan(2 ** -20);
  });

  it('is no error where truncation explains it: the first step that is sharp enough ends the search', () => {
    const curved = decided(t => t * t);
    expect(curved).toMatchObject({ status: 'correct', steps: [-8, -6] });
    expect(Math.abs(curved.q)).toBeLessThanOrEqual(curved.bound);
    expect(decided(t => t * t, { claim: { reference: 0.01 } }).steps.length).toBeGreaterThan(2);
    expect(decided(t => t * t, { landscape: { target: 1e-9 } }).steps).toEqual([-8, -6, -4, -10, -2]);
  });

  it('stays within the largest step and what the point resolves', () => {
    const steps = (first: number, smallest: number) =>
      confirmed(
        { q: t => t * t, claim: { smallest }, landscape: { target: 1e-15 }, sigma: sigmaFor(first - 22) },
        2 ** -18,
        [first],
      ).steps;
    expect(steps(-8, -10)).toEqual([-8, -6, -4, -10, -2]);
    expect(steps(-8, -9)).toEqual([-8, -6, -4, -2]);
    expect(steps(-5, -50)).toEqual([-5, -3, -1, -7]);
    expect(steps(-4, -50)).toEqual([-4, -2, -6]);
  });

  it('passes over steps without values', () => {
    const found = decided(t => t * t, { besides: x => (Math.abs(x) === 2 ** -6 ? Number.NaN : 0) });
    expect(found.steps.slice(0, 3)).toEqual([-8, -6, -4]);
    expect(found.status).toBe('correct');
  });

  it.each([1, -1])('is decided on one side of the point (%d) at an edge of the domain', side => {
    const besides = (x: number) => (side * x < -(2 ** -7) ? Number.NaN : 0);
    const wrong = decided(() => 2 ** -12, { besides });
    expect(wrong).toMatchObject({ status: 'incorrect', oneSided: true });
    expect(Math.abs(wrong.q - 2 ** -12)).toBeLessThanOrEqual(wrong.bound);
    const right = decided(t => (t === 2 ** -8 ? 2 ** -18 : 0), { besides });
    expect(right.status).toBe('correct');
    expect(right.error).toBeLessThan(2 ** -12);
  });

  it('needs no larger step once it is clear, but always a finer one', () => {
    const clear = decided(t => 2 ** -12 + 2 ** -6 * t * t);
    expect(clear).toMatchObject({ status: 'incorrect' });
    expect(clear.steps).toContain(-10);
    expect(clear.steps.length).toBeLessThan(5);
  });

  it('may be a kink that holds the claim', () => {
    const kinked = (gap: number) =>
      decided(t => 2 ** -12 + 2 ** -7.5 * t * t, { gap: () => gap, claim: { reference: 2 ** -12 } });
    // Outside by no more than noise and truncation are.
    expect(kinked(2 ** -11 / 1.01)).toMatchObject({ status: 'correct', kink: {} });
    expect(kinked(2 ** -11 / 1.2).status).toBe('incorrect');
  });
});
