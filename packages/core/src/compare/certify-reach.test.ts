import { describe, expect, it } from 'vitest';
import { hashed } from '../../test/measured-noise.ts';
import { type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { certified } from './certify.ts';

/** Whether a rejection stands, and how far it was looked for: log2 of the reach of every line. */
function certifiedAt(
  f: (x: number) => number,
  script: Script,
  q = 1,
): { readonly stands: boolean; readonly reaches: readonly number[] } {
  const told = scripted({ ...script, besides: f });
  const outcome = { status: 'incorrect', q, error: 0, bound: 0, step: 1e-5 } as const;
  const stood = told.run(certified(told.line, outcome));
  const reaches: number[] = [];
  // Ten points on each line, the outermost at nine tenths of its reach or a bit more or less.
  for (let k = 0; k < told.asked.length; k += 10) {
    reaches.push(Math.ceil(Math.log2(Math.max(...told.asked.slice(k, k + 10).map(Math.abs)))) + 0);
  }
  expect(told.asked.length % 10).toBe(0);
  return { stands: stood, reaches };
}

const slopeOf =
  (slope: number) =>
  (x: number): number =>
    slope * x;

describe('a rejection is looked at', () => {
  it('where it is ten times the noise of a quotient', () => {
    expect(certifiedAt(slopeOf(1), { sigma: sigmaFor(-46) })).toEqual({ stands: true, reaches: [-42] });
    expect(certifiedAt(slopeOf(0.1), { sigma: sigmaFor(-46) }, 0.1)).toEqual({ stands: true, reaches: [-39] });
    expect(certifiedAt(slopeOf(-1), { sigma: sigmaFor(-46) }, -1)).toEqual({ stands: true, reaches: [-42] });
  });

  it('closer as well, where there is more noise than rounding makes: it may be a fast wave', () => {
    expect(certifiedAt(slopeOf(1), { sigma: sigmaFor(-45) })).toEqual({ stands: true, reaches: [-41, -47] });
    // Of slope 0 at the point, and of amplitude σ.
    const wave = (x: number): number => x - 2 ** -28 * Math.sin(2 ** 28 * x);
    expect(certifiedAt(wave, { sigma: 2 ** -28 })).toEqual({ stands: false, reaches: [-25, -31] });
  });

  it('no further than a quarter, nor closer than the point is resolved', () => {
    expect(certifiedAt(slopeOf(1), { sigma: 1, claim: { smallest: -6 } }).reaches).toEqual([-2]);
    expect(certifiedAt(slopeOf(1), { sigma: 1e-16, claim: { smallest: -20 } }).reaches).toEqual([-18]);
  });

  it('closer and further in float32, as far as the point is resolved', () => {
    const float32 = (exponent: number, smallest = -50) =>
      certifiedAt(slopeOf(1), { sigma: sigmaFor(exponent), float32: true, claim: { smallest } });
    const outwards = [-13, -10, -7, -4, -1, 0];
    expect(float32(-20)).toEqual({ stands: true, reaches: [-16, -18, -19, -20, -22, -24, -26, ...outwards] });
    expect(float32(-20, -20).reaches).toEqual([-16, -18, -19, -20, ...outwards]);
    expect(float32(-20, -19).reaches).toEqual([-16, -18, -19, ...outwards]);
    // Not beyond a natural length.
    expect(float32(-9).reaches).toEqual([-5, -7, -8, -9, -11, -13, -15, -2, 0]);
    expect(float32(-8).reaches).toEqual([-4, -6, -7, -8, -10, -12, -14, -1, 0]);
    // Further out nothing tells it from curvature.
    expect(float32(-7)).toEqual({ stands: false, reaches: [] });
  });

  it('further out than among the last bits, where rounding is one-sided', () => {
    const oneSided = (x: number): number => (Math.abs(x) < 2 ** -42 ? 0.1 * x : x);
    const near = (smallest: number) => certifiedAt(oneSided, { sigma: sigmaFor(-46), claim: { smallest } }).stands;
    expect([near(-44), near(-53), near(-54), near(-55)]).toEqual([true, true, true, false]);
    expect(certifiedAt(x => 0.4 * x, { sigma: sigmaFor(-46), claim: { smallest: -44 } }).stands).toBe(false);
  });
});

describe('noise of its own line', () => {
  const sigma = 2 ** -30;
  // In units of sigma: uniform.
  const noisy = (size: number, phase: number) => {
    const noise = hashed(size * sigma * Math.sqrt(3));
    return (x: number): number => x + noise(x * 2 ** 20 + phase);
  };
  const share = (size: number, script: Script = {}, line: (x: number) => number = () => 0): number => {
    const phases = Array.from({ length: 40 }, (_, k) => k + 0.5);
    const standing = phases.filter(phase => {
      const f = noisy(size, phase);
      return certifiedAt(x => f(x) + line(x), { sigma, ...script }).stands;
    });
    return standing.length / phases.length;
  };

  it('makes a rejection fall that is not three times as large, unless it is clear much further out', () => {
    expect(share(1)).toBe(1);
    // Six times as noisy as known: 64 times further out the slope is as clear as ever.
    expect(share(6)).toBeGreaterThan(0.9);
    // Twenty times as noisy is another function than was measured.
    expect(share(20)).toBe(0);
  });

  it('is compared with it at any scale', () => {
    for (const scale of [2 ** -6, 2 ** 6]) {
      const standing = Array.from({ length: 20 }, (_, k) => {
        const f = noisy(6, k + 0.5);
        return certifiedAt(x => scale * f(x), { sigma: scale * sigma }, scale).stands;
      });
      expect(standing.filter(Boolean).length).toBeGreaterThan(15);
    }
  });

  it('that leaves nothing to be seen further out does not stand', () => {
    const edge = (x: number): number => (Math.abs(x) > 2 ** -23 ? Number.NaN : 0);
    expect(share(6, {}, edge)).toBeLessThan(0.5);
    expect(share(20, {}, edge)).toBe(0);
  });

  it('that is there further out besides curvature does not stand', () => {
    const curved = (x: number): number => 1e7 * x ** 2 * Math.sign(x);
    expect(share(6, {}, curved)).toBeLessThan(0.1);
    const flattening = (x: number): number => -0.5 * Math.sign(x) * Math.max(0, Math.abs(x) - 2 ** -26);
    expect(share(6, {}, flattening)).toBeLessThan(0.2);
  });

  it('is not looked at further out than a quarter', () => {
    const wide = (shift: number) => {
      const reaches = Array.from({ length: 10 }, (_, k) => {
        const f = noisy(6, k + 0.5);
        // The same, on a larger scale.
        return certifiedAt(x => 2 ** shift * f(x / 2 ** shift), { sigma: sigma * 2 ** shift }).reaches.length;
      });
      return Math.max(...reaches);
    };
    expect([wide(0), wide(19), wide(20)]).toEqual([2, 2, 1]);
    const drowned = Array.from({ length: 20 }, (_, k) => {
      const f = noisy(12, k + 0.5);
      return certifiedAt(x => 2 ** 20 * f(x / 2 ** 20), { sigma: sigma * 2 ** 20 }).stands;
    });
    expect(drowned.filter(Boolean).length).toBeLessThan(10);
  });
});

describe('values that say nothing', () => {
  it('are too few different ones', () => {
    // Two levels: no slope is to be read from them. Three are.
    expect(certifiedAt(x => (x > 0 ? 1e-3 : 0), { sigma: sigmaFor(-30) }).stands).toBe(true);
    const three = (x: number): number => (x > 2 ** -28 ? 2 : x > -(2 ** -28) ? 1 : 0) * 1e-3;
    expect(certifiedAt(three, { sigma: sigmaFor(-30) }, -1).stands).toBe(false);
  });

  it('are no evidence in float32, where they are all that there is', () => {
    const float32 = { sigma: sigmaFor(-20), float32: true };
    expect(certifiedAt(x => (x > 0 ? 1e-3 : 0), float32).stands).toBe(false);
    expect(certifiedAt(() => Number.NaN, float32).stands).toBe(true);
  });

  it('are some evidence in float32, where the function is not finite somewhere', () => {
    const step = (x: number): number => (x > 0 ? 1e-3 : 0);
    const float32 = { sigma: sigmaFor(-20), float32: true };
    expect(certifiedAt(x => (Math.abs(x) < 2 ** -14 ? Number.NaN : step(x)), float32).stands).toBe(true);
    expect(certifiedAt(x => (Math.abs(x) < 2 ** -14 ? step(x) : Number.NaN), float32).stands).toBe(true);
  });

  it('are none', () => {
    expect(certifiedAt(() => Number.NaN, { sigma: sigmaFor(-30) }).stands).toBe(true);
    expect(certifiedAt(x => (x > 2 ** -43 ? Number.NaN : -x), { sigma: sigmaFor(-46) }).stands).toBe(true);
  });
});

describe('another slope on the line', () => {
  it('of less than half the size makes a rejection fall', () => {
    const at = (slope: number) => certifiedAt(slopeOf(slope), { sigma: sigmaFor(-30) }).stands;
    expect([at(0.51), at(0.49), at(0.01), at(-1), at(2)]).toEqual([true, false, false, false, true]);
    expect(certifiedAt(slopeOf(-0.51), { sigma: sigmaFor(-30) }, -1).stands).toBe(true);
    expect(certifiedAt(slopeOf(-0.49), { sigma: sigmaFor(-30) }, -1).stands).toBe(false);
  });

  it('of a float32 function that is nothing but noise is not seen', () => {
    // Quotients over long steps say -1, and the values between them anything.
    const wave = (size: number) => (x: number) => 4 * x + size * Math.sin(1e9 * x);
    const stands = (size: number) => certifiedAt(wave(size), { sigma: sigmaFor(-6), float32: true }, 4).stands;
    expect([stands(2 ** -12), stands(0.08)]).toEqual([true, false]);
  });

  it('in float32, closer to the point or further out, as well', () => {
    const bent = (near: number, far: number) =>
      certifiedAt(x => (Math.abs(x) < 2 ** -17.5 ? near * x : far * x), { sigma: sigmaFor(-20), float32: true });
    expect(bent(1, 1)).toMatchObject({ stands: true });
    expect(bent(0.4, 1)).toMatchObject({ stands: false });
    // Further out it may be less than half, or more than twice as much.
    expect([bent(1, 0.6), bent(1, 1.9)].map(({ stands }) => stands)).toEqual([true, true]);
    expect([bent(1, 0.4), bent(1, 2.5), bent(1, -1)].map(({ stands }) => stands)).toEqual([false, false, false]);
    // Steps of rounding: the slope is another one over many of them.
    const further = certifiedAt(x => x - 1.2 * 2 ** -14 * Math.round(x * 2 ** 14), {
      sigma: sigmaFor(-20),
      float32: true,
    });
    expect(further.stands).toBe(false);
    expect(further.reaches.at(-1)).toBeGreaterThan(-15);
  });
});

describe('noise that hides the slope closer to the point, in float32', () => {
  const sigma = sigmaFor(-20);
  const noise = hashed(sigma * 1.5);
  const standing = (amplitude: (x: number) => number, bend: (x: number) => number = () => 0): number => {
    const phases = Array.from({ length: 20 }, (_, k) => k + 0.3);
    const stand = phases.filter(phase => {
      const f = (x: number): number => x + bend(x) + amplitude(x) * noise(x * 2 ** 20 + phase);
      return certifiedAt(f, { sigma, float32: true }).stands;
    });
    return stand.length / phases.length;
  };

  it('is no reason to doubt it there', () => {
    expect(standing(() => 1)).toBe(1);
  });

  it('may fade, and another slope come to light', () => {
    // By the square of the distance.
    const fading = (x: number): number => Math.min(1, (x * 2 ** 17) ** 2);
    expect(standing(fading)).toBe(1);
    expect(standing(fading, x => (Math.abs(x) < 2 ** -19 ? -0.9 * x : 0))).toBe(0);
  });
});
