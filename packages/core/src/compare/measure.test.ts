import { describe, expect, it } from 'vitest';
import { type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { measureSlope } from './measure.ts';

/** The first step is 2^-10 by default, where the noise of a quotient is 2^-21. */
const ordinary: Script = { sigma: sigmaFor(-31), landscape: { gradientScale: 100 } };

describe('a slope that nobody claims', () => {
  const measured = (script: Script) => {
    const told = scripted({ ...ordinary, ...script });
    const outcome = told.run(measureSlope(told.claim, told.landscape));
    return { ...outcome, exponent: Math.log2(outcome.step), steps: told.steps() };
  };

  it('is measured at four steps, one of them finer than the first', () => {
    const found = measured({ q: t => 3 + 5 * t * t });
    expect(found.steps).toEqual([-10, -8, -6, -14]);
    expect(found.status).toBe('correct');
    expect(Math.abs(found.q - 3)).toBeLessThanOrEqual(found.error);
    expect(found.error).toBeLessThan(1e-5);
    expect(found.bound).toBe(found.error);
    expect([-6, -8, -10]).toContain(found.exponent);
  });

  it('is measured within the largest step and what the point resolves', () => {
    expect(measured({ claim: { smallest: -13 } }).steps).toEqual([-10, -8, -6]);
    expect(measured({ claim: { smallest: -14 } }).steps).toEqual([-10, -8, -6, -14]);
    expect(measured({ sigma: sigmaFor(-16), landscape: { gradientScale: 100 } }).steps).toEqual([-5, -3, -1, -9]);
    expect(measured({ sigma: sigmaFor(-13), landscape: { gradientScale: 100 } }).steps).toEqual([-4, -2, -8]);
  });

  it('is looked for closer to the point, where there are values', () => {
    expect(measured({ q: () => 2, besides: x => (x > 2 ** -16 ? Number.NaN : 0) })).toMatchObject({
      q: 2,
      steps: [-10, -15, -20, -18, -16, -24],
    });
    const nowhere = { besides: () => Number.NaN };
    expect(measured(nowhere)).toMatchObject({ reason: 'not-finite' });
    expect(measured(nowhere).steps).toEqual([-10, -15, -20, -25, -30, -35, -40, -45, -50]);
    expect(measured({ ...nowhere, claim: { smallest: -25 } }).steps).toEqual([-10, -15, -20, -25]);
    expect(measured({ ...nowhere, claim: { smallest: -24 } }).steps).toEqual([-10, -15, -20]);
  });

  it('is that of the one side that exists', () => {
    expect(measured({ q: () => 2, besides: x => (x > 0 ? Number.NaN : 0) }).q).toBeCloseTo(2, 6);
    expect(measured({ q: () => 2, besides: x => (x < 0 ? Number.NaN : 0) }).q).toBeCloseTo(2, 6);
  });
});
