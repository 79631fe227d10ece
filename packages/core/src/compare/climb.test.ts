import { describe, expect, it } from 'vitest';
import { byExponent, type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { climb } from './climb.ts';

/** Agreement at 2^-24 (where the noise is 2^-8), disagreement at 2^top. */
function climbed(script: Script, top = -4, first: readonly number[] = []) {
  const told = scripted({ sigma: sigmaFor(-32), ...script });
  told.measure(top, ...first);
  const [from] = told.measure(-24);
  const outcome = told.run(climb(told.line, from!));
  return { ...outcome, exponent: Math.log2(outcome.step), steps: told.steps().slice(2 + first.length) };
}

const beyond = (exponent: number) => (t: number) => (t > 2 ** (exponent + 0.5) ? 1 : 0);
/** The same, because of a kink. */
const kinkBeyond = (exponent: number) => ({ q: beyond(exponent), gap: (t: number) => 2 * beyond(exponent)(t) });

describe('agreement close to the point', () => {
  it('is followed outwards by factors of eight until it is as sharp as it should be', () => {
    // Four noises at 2^-15 are 2^-15: less than 1e-4.
    expect(climbed({ q: beyond(-10) })).toMatchObject({
      status: 'correct',
      exponent: -15,
      steps: [-21, -18, -15],
      near: -15,
    });
    expect(climbed({ q: beyond(-10), landscape: { target: 2 ** -11.9 } }).steps).toEqual([-21, -18]);
    expect(climbed({ q: beyond(-10), claim: { reference: 10 } }).steps).toEqual([-21, -18]);
  });

  it('is known by the sharpest step', () => {
    const found = climbed({ q: beyond(-10) });
    expect(found.error).toBeGreaterThanOrEqual(2 ** -15);
    expect(found.error).toBeLessThan(1.01 * 2 ** -15);
    expect(found.q).toBe(0);
  });

  it('is not followed to where it is known that there is none', () => {
    expect(climbed({ q: beyond(-10), landscape: { target: 0 } }, -14).steps).toEqual([-21, -18, -15]);
    expect(climbed({ q: beyond(-10), landscape: { target: 0 } }, -15).steps).toEqual([-21, -18]);
    expect(climbed({ q: () => 0, landscape: { target: 0 } }, 8).steps).toEqual([-21, -18, -15, -12, -9, -6, -3, 0, 3]);
  });

  it('ends where there are no values', () => {
    const besides = (x: number) => (x > 2 ** -20 ? Number.NaN : 0);
    expect(climbed({ besides })).toMatchObject({ status: 'correct', exponent: -21, steps: [-21, -18] });
    const closer = (x: number) => (x > 2 ** -23 ? Number.NaN : 0);
    expect(climbed({ besides: closer })).toMatchObject({ status: 'correct', exponent: -24, steps: [-21] });
  });

  it('is a hint for neighbours only where it is far from the first step', () => {
    expect(climbed({ q: beyond(-18), landscape: { target: 1 } }, -17).near).toBe(-24);
    expect(climbed({ q: beyond(-18), landscape: { target: 1 } }, -18).near).toBeUndefined();
  });
});

describe('where it ends before it is sharp', () => {
  it('the steps in between are tried, the larger ones first', () => {
    expect(climbed({ q: beyond(-22) })).toMatchObject({ exponent: -22, steps: [-21, -22, -23, -20], near: -24 });
    expect(climbed({ q: beyond(-23) })).toMatchObject({ exponent: -23, steps: [-21, -22, -23, -20] });
    expect(climbed({ q: beyond(-24) })).toMatchObject({ exponent: -24, steps: [-21, -22, -23, -20] });
    // One step beyond may agree again, by chance.
    expect(climbed({ q: byExponent({ '-21': 1, '-22': 1, '-23': 1, '-4': 1 }) })).toMatchObject({ exponent: -24 });
  });

  it('they are not where 0.003 is reached, or the target', () => {
    // Four noises at 2^-21 are 2^-9.
    expect(climbed(kinkBeyond(-21)).steps).toEqual([-21, -18]);
    // Without one, what is seen further out is truncation.
    expect(climbed({ q: beyond(-21) }).steps).toEqual([-21, -18, -19, -20, -17]);
    expect(climbed({ ...kinkBeyond(-21), claim: { reference: 0.6 } }).steps).toEqual([-21, -18, -19, -20, -17]);
    expect(climbed({ ...kinkBeyond(-23), landscape: { target: 0.015 } }).steps).toEqual([-21, -22, -23]);
    expect(climbed({ ...kinkBeyond(-22), landscape: { target: 0.004 } }).steps).toEqual([-21, -22]);
  });

  it('they are not taken twice, nor beyond the first step', () => {
    expect(climbed({ q: beyond(-24) }, -4, [-22]).steps).toEqual([-21, -23, -20]);
    expect(climbed({ q: beyond(-24) }, -20).steps).toEqual([-21, -22, -23]);
    expect(climbed({ q: beyond(-24) }, -19).steps).toEqual([-21, -22, -23, -20]);
  });

  it('a step in between with a value on one side only says nothing', () => {
    const besides = (x: number) => (x === 2 ** -22 ? Number.NaN : 0);
    expect(climbed({ q: beyond(-22), besides }).exponent).toBe(-23);
  });
});

describe('several steps, extrapolated', () => {
  it('are sharper than each of them where the function is smooth', () => {
    const curved = climbed({ q: t => 2 ** 36 * t * t });
    expect(curved.status).toBe('correct');
    expect(Math.abs(curved.q)).toBeLessThanOrEqual(curved.bound);
    // Alone, 2^-22 knows no more than this.
    expect(curved.error).toBeLessThan(0.9 * 2 ** -7);
  });

  it('see an error that the closest step was too noisy for', () => {
    for (const sign of [1, -1]) {
      // Less than four noises at 2^-24, clear from 2^-21 on.
      const found = climbed({ q: t => sign * (2 ** -6.2 + 2 ** 28 * t * t) });
      expect(found.status).toBe('incorrect');
      expect(Math.abs(found.q - sign * 2 ** -6.2)).toBeLessThanOrEqual(found.bound);
    }
  });

  it('see it at any scale', () => {
    for (const scale of [2 ** -10, 2 ** 10]) {
      const found = climbed({
        q: t => scale * (2 ** -6.2 + 2 ** 28 * t * t),
        sigma: scale * sigmaFor(-32),
        claim: { reference: scale, roundingReference: scale },
        landscape: { gradientScale: scale },
      });
      expect(found.status).toBe('incorrect');
    }
  });

  it('do not see one that is less than 0.003', () => {
    const found = climbed({ q: t => 2 ** -9.2 + 2 ** 24 * t * t, sigma: sigmaFor(-35) });
    expect(found.status).toBe('correct');
    expect(found.error).toBeGreaterThanOrEqual(2 ** -9.2);
  });
});
