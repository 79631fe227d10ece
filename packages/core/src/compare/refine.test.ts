import { describe, expect, it } from 'vitest';
import { type Script, scripted } from '../../test/scripted-line.ts';
import { refine } from './refine.ts';

const KNOWN = { status: 'correct', q: 0.5, error: 1, bound: 0.5, step: 2 ** -9, noiseLimited: true } as const;

function refined(
  script: Script,
  known: typeof KNOWN | { status: 'correct'; q: number; error: number; bound: number; step: number } = KNOWN,
) {
  const told = scripted({ sigma: 1e-6, ...script });
  const outcome = told.run(refine(told.claim, told.landscape, known));
  return { outcome, distances: told.asked.map(Math.abs) };
}

describe('many steps', () => {
  it('are twenty-four on either side, from one half down to a thirty-second', () => {
    const { distances } = refined({});
    expect(distances).toHaveLength(48);
    expect(Math.max(...distances)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...distances)).toBeGreaterThan(0.5 * 2 ** (-4 / 24));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(1 / 32);
    expect(Math.min(...distances)).toBeLessThan(2 ** (4 / 24) / 32);
    const logs = [...new Set(distances)].map(Math.log2).sort((a, b) => b - a);
    expect(logs).toHaveLength(24);
    // One in each 24th of the range, not on an even grid.
    for (const [k, log] of logs.entries()) {
      expect(-6 * (log + 1)).toBeGreaterThanOrEqual(k);
      expect(-6 * (log + 1)).toBeLessThan(k + 1);
    }
  });

  it('are taken in three rounds over the whole range, until there are enough', () => {
    const upTo = (enough: number) => {
      const { asked, run, claim, landscape } = scripted({ sigma: 1e-6, q: t => 1e-3 * t ** 2 });
      const { error } = run(refine(claim, landscape, KNOWN, enough));
      return { error, distances: asked.map(Math.abs) };
    };
    const all = upTo(0);
    expect(upTo(KNOWN.error).distances).toHaveLength(0);
    const few = upTo(2 * all.error);
    expect(few.error).toBeLessThanOrEqual(2 * all.error);
    expect([16, 32]).toContain(few.distances.length);
    expect(all.distances.slice(0, few.distances.length)).toEqual(few.distances);
    expect(Math.max(...few.distances.slice(0, 16))).toBeGreaterThan(0.4);
    expect(Math.min(...few.distances.slice(0, 16))).toBeLessThan(0.045);
  });

  it('prove what they show, and what noise and truncation may hide', () => {
    for (const q of [(t: number) => 0.01 + t ** 2, (t: number) => 0.01 - 3 * t ** 2 + t ** 4, () => -0.01]) {
      const { outcome } = refined({ q });
      expect(outcome.status).toBe('correct');
      expect(Math.abs(Math.abs(outcome.q) - 0.01)).toBeLessThanOrEqual(outcome.bound);
      // Half a length is as sharp as 2e-6 alone; a fit of twenty-four with its curvature is about as sharp.
      expect(outcome.bound).toBeGreaterThan(2e-6);
      expect(outcome.bound).toBeLessThan(2e-5);
      expect(outcome.error).toBeCloseTo(outcome.bound + 0.01, 5);
      expect(outcome).toMatchObject({ step: 0.5, noiseLimited: true });
    }
  });

  it('are as blunt as the noise', () => {
    const bound = (sigma: number) => refined({ sigma }).outcome.bound;
    expect(bound(2e-6) / bound(1e-6)).toBeCloseTo(2, 9);
    expect(bound(1e-9) / bound(1e-6)).toBeCloseTo(1e-3, 9);
  });

  it('prove more truncation where fits of different degree differ', () => {
    // Of sixth order, at the edge of what the noise shows.
    const q = (t: number) => 0.05 * t ** 6;
    const { outcome } = refined({ q, sigma: 1e-5 });
    expect(Math.abs(outcome.q)).toBeLessThanOrEqual(outcome.bound);
    expect(outcome.bound).toBeGreaterThan(refined({ sigma: 1e-5 }).outcome.bound);
  });
});

describe('only steps that follow a curve count', () => {
  it('closer ones where the further ones cross a corner', () => {
    const q = (corner: number) => (t: number) => Math.max(0, t - corner);
    expect(refined({ q: q(0.26) }).outcome).toMatchObject({ step: 0.25, q: expect.closeTo(0, 5) });
    expect(refined({ q: q(0.13) }).outcome).toMatchObject({ step: 0.125, q: expect.closeTo(0, 4) });
    expect(refined({ q: q(0.13) }).outcome.bound).toBeGreaterThan(refined({ q: q(0.26) }).outcome.bound);
  });

  it('none where even the closest ones cross one', () => {
    expect(refined({ q: t => Math.max(0, t - 0.06) }).outcome).toBe(KNOWN);
    expect(refined({ q: t => Math.sin(100 * t) }).outcome).toBe(KNOWN);
  });

  it('none where they are noisier than the noise that is known', () => {
    const rough = (size: number) => (t: number) => ((size * 1e-6) / t) * Math.sin(1e7 * t);
    // Of the quotients it is √½.
    expect(refined({ q: rough(0.5) }).outcome).not.toBe(KNOWN);
    expect(refined({ q: rough(3) }).outcome).toBe(KNOWN);
  });

  it('and of these at least seven', () => {
    const within = (limit: number, sign: number) => (x: number) => (sign * x > limit ? Number.NaN : 0);
    for (const sign of [1, -1]) {
      expect(refined({ besides: within(0.3, sign) }).outcome.bound).toBeLessThan(1e-4);
      // Nine steps are left within 1/11, four within 1/20.
      expect(refined({ besides: within(1 / 11, sign) }).outcome).not.toBe(KNOWN);
      expect(refined({ besides: within(1 / 20, sign) }).outcome).toBe(KNOWN);
    }
  });
});

it('what is known better already stays', () => {
  const known = { ...KNOWN, error: 1e-9 };
  expect(refined({}, known).outcome).toBe(known);
  const blunt = { ...KNOWN, error: 1e-4 };
  expect(refined({ q: () => 1e-3 }, blunt).outcome).toBe(blunt);
});
