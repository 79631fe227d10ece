import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted } from '../../test/scripted-line.ts';
import { judgeOneSided } from './one-sided.ts';

/** A function that exists for x ≥ 0 only, unless told otherwise; q is then its one-sided discrepancy. */
function judged(script: Script, plusFinite = true, minusFinite = false) {
  const told = scripted({ sigma: 2 ** -40, ...script, landscape: { gradientScale: 100, ...script.landscape } });
  const outcome = told.run(judgeOneSided(told.line, plusFinite, minusFinite));
  return { outcome, asked: told.asked, steps: told.steps() };
}

describe('the steps', () => {
  it('are six, a factor of four apart, on the side that exists', () => {
    const { asked } = judged({});
    // √σ is 2^-20, and the first step sixteen times that.
    expect(asked.map(Math.log2)).toEqual([-16, -18, -20, -22, -24, -26]);
    expect(judged({}, false, true).asked.map(x => Math.log2(-x))).toEqual([-16, -18, -20, -22, -24, -26]);
  });

  it.each<[string, Script, number]>([
    ['larger in noise', { sigma: 2 ** -30 }, -11],
    ['never above a sixteenth', { sigma: 2 ** -10 }, -4],
    ['smaller on steep functions', { claim: { slope: 16 } }, -18],
    ['smaller on steep functions that fall', { claim: { slope: -16 } }, -18],
    ['smaller where the whole gradient is steep', { landscape: { gradientScale: 1600 } }, -18],
    ['resolved by the storage of the point', { claim: { smallest: -22 } }, -12],
    ['a sixteenth where nothing else is left', { claim: { smallest: -12 } }, -4],
  ])('are %s', (_, script, first) => {
    expect(judged(script).steps[0]).toBe(first);
  });
});

describe('an edge', () => {
  it('holds a claim that extrapolation confirms', () => {
    expect(judged({ q: t => 3 * t }).outcome).toMatchObject({ status: 'correct' });
    const { outcome } = judged({ q: t => 3 * t + t * t });
    expect(Math.abs(outcome.q)).toBeLessThanOrEqual(outcome.bound);
    expect(outcome.error).toBe(outcome.bound + Math.abs(outcome.q));
    expect(outcome.bound).toBeLessThan(1e-5);
    expect(outcome.bound).toBeGreaterThan(1e-8);
  });

  it.each([0.125, -0.125])('refutes a claim that is off by %d', off => {
    for (const plus of [true, false]) {
      const { outcome } = judged({ q: t => off + 3 * t }, plus, !plus);
      expect(outcome).toMatchObject({ status: 'incorrect', oneSided: true });
      expect(Math.abs(outcome.q - off)).toBeLessThanOrEqual(outcome.bound);
      expect(outcome.bound).toBeLessThan(1e-5);
      expect(outcome.error).toBe(outcome.bound);
      expect(outcome.step).toBeGreaterThan(2 ** -27);
      expect(outcome.step).toBeLessThan(2 ** -15);
    }
  });

  it('refutes it from eight deviations on, beyond what its rounding explains', () => {
    // Of two steps that agree the finer one counts.
    const at = (off: number, script: Script = {}) => judged({ q: () => off, ...script }).outcome.status;
    const noise = (Math.SQRT2 * 2 ** -40) / 2 ** -18;
    expect([at(7 * noise), at(9 * noise), at(-7 * noise), at(-9 * noise)]).toEqual([
      'correct',
      'incorrect',
      'correct',
      'incorrect',
    ]);
    expect(at(0.25, { landscape: { allowance: 0.08 } })).toBe('incorrect');
    expect(at(0.25, { landscape: { allowance: 0.09 } })).toBe('correct');
  });

  it('does not refute it where a finer step contradicts by half of it, and its own noise', () => {
    const at = (finest: number) => judged({ q: byExponent({ '-26': finest }, 0.125) }).outcome;
    // The noise at 2^-26 is 2^-13.5.
    const noise = 4 * 2 ** -13.5;
    expect(at(0.125 - 0.03 - noise).status).toBe('incorrect');
    expect(at(0.125 - 0.1 - noise).status).toBe('correct');
  });

  it('does not refute it where two larger steps agree with it', () => {
    const at = (agreeing: readonly number[]) =>
      judged({ q: byExponent(Object.fromEntries(agreeing.map(e => [e, 0])), 0.125) }).outcome.status;
    expect([at([-16]), at([-16, -18])]).toEqual(['incorrect', 'correct']);
  });

  it('is infinitely steep where slopes go on growing', () => {
    const at = (exponent: number, sigma = 2 ** -40) => judged({ q: t => 2 ** -4 * t ** exponent, sigma }).outcome;
    // By 4^0.3 = 1.52 from one step to the next.
    expect(at(-0.3)).toMatchObject({
      status: 'inconclusive',
      reason: 'infinite-slope',
      steep: 'edge-of-domain',
      step: 2 ** -26,
    });
    expect(at(-0.28).reason).toBeUndefined();
    expect(judged({ q: t => -(t ** -0.5) }).outcome.reason).toBe('infinite-slope');
  });

  it('is not, where the last of them is noise', () => {
    const at = (deviations: number) =>
      judged({ q: byExponent({ '-26': deviations * 2 ** -13.5, '-24': 2 ** -12 }) }).outcome.reason;
    expect([at(19), at(21)]).toEqual([undefined, 'infinite-slope']);
  });
});

describe('a discrepancy that fades like a fractional power', () => {
  it.each([
    ['root', (t: number) => t ** 0.5, 'correct'],
    ['falling root', (t: number) => -(t ** 0.5), 'correct'],
    // By 0.85 from one step to the next.
    ['small power', (t: number) => t ** 0.13, 'correct'],
    ['smaller power', (t: number) => t ** 0.1, 'incorrect'],
    ['root beside a little more', (t: number) => t ** 0.5 + 2 ** -12.2, 'correct'],
    ['root beside too much', (t: number) => t ** 0.5 + 2 ** -11.8, 'incorrect'],
  ])('is no error: %s', (_, q, wanted) => {
    expect(judged({ q }).outcome.status).toBe(wanted);
  });

  it('is known as well as the finest of three steps', () => {
    const { outcome } = judged({ q: t => t ** 0.5 });
    expect(outcome).toMatchObject({ step: 2 ** -20, q: 2 ** -10 });
    expect(outcome.error).toBeGreaterThanOrEqual(2 ** -10);
    expect(outcome.error).toBeLessThan(2.1 * 2 ** -10);
  });
});

describe('too few values', () => {
  const missing = (...exponents: readonly number[]) =>
    judged({ q: () => 0, besides: x => (exponents.includes(Math.log2(x)) ? Number.NaN : 0) }).outcome;

  it('give no verdict', () => {
    expect(judged({}, false, false)).toMatchObject({
      outcome: { status: 'inconclusive', reason: 'not-finite', q: Number.NaN, step: 0 },
      asked: [],
    });
    expect(missing(-16, -18, -20, -22)).toMatchObject({
      status: 'inconclusive',
      reason: 'not-finite',
      q: Number.NaN,
      step: 0,
    });
  });

  it('are fewer than three', () => {
    expect(missing(-18, -20, -26).status).toBe('correct');
  });
});
