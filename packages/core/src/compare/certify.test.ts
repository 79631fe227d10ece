import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { type Script, scripted, sigmaFor } from '../../test/scripted-line.ts';
import { certified } from './certify.ts';
import type { Landscape } from './landscape.ts';
import { Line } from './line.ts';

const { fround } = Math;

/** Whether a rejection of `slope` at 0 that found `slope + q` would stand, all of it `scale` times as large. */
function standsAt(
  scale: number,
  f: (x: number) => number,
  slope: number,
  q: number,
  sigma: number,
  float32 = false,
): boolean {
  const noise = {
    sigma: scale * sigma,
    relative: sigma,
    magnitude: scale,
    float32,
    slope: scale * Math.abs(slope),
    roundingAlone: false,
  };
  const value = scale * f(0);
  const landscape: Landscape = { noise, value, allowance: 1e-7, target: 1e-4, gradientScale: scale };
  const sizes = { slope: scale * slope, reference: scale, scale, roundingReference: scale };
  const line = new Line({ direction: unitLine, ...sizes, smallest: -50 }, landscape);
  const outcome = { status: 'incorrect', q: scale * q, error: 0, bound: 0, step: 1e-5 } as const;
  const round = float32 ? { round: fround } : {};
  return drivePlan(certified(line, outcome), x => scale * f(x), { slope: scale * slope, ...round }).result;
}

/** The verdict that a power of two, by which everything is larger or smaller, must not change. */
function stands(f: (x: number) => number, slope: number, q: number, sigma: number, float32 = false): boolean {
  const found = standsAt(1, f, slope, q, sigma, float32);
  for (const scale of [2 ** -12, 2 ** 12]) expect(standsAt(scale, f, slope, q, sigma, float32)).toBe(found);
  return found;
}

/** Uniform in ±size, the same at the same x. */
const hashed =
  (size: number) =>
  (x: number): number =>
    size * (2 * ((Math.abs(Math.sin(x * 1e7) * 43758.5453) % 1) - 0.5));

const curved = (x: number): number => 1 + 2 * x + x ** 2 - x ** 3;

describe('a rejection stands', () => {
  it('where the function is smooth and has the slope that was found', () => {
    expect(stands(curved, 3, -1, 1e-16)).toBe(true);
    expect(stands(curved, 2.001, -1e-3, 1e-16)).toBe(true);
    expect(stands(curved, 1.5, 0.5, 1e-16)).toBe(true);
  });

  it('in noise that is known', () => {
    const noise = hashed(1e-6);
    expect(stands(x => curved(x) + noise(x), 3, -1, 6e-7)).toBe(true);
    const float32 = (x: number): number => fround(fround(1 + fround(2 * x)) + fround(x * x));
    expect(stands(float32, 3, -1, 3e-8, true)).toBe(true);
  });

  it('among the last bits, where rounding is one-sided, when it is clear further out', () => {
    const oneSided = (x: number): number => (Math.abs(x) < 2 ** -42 ? 0.1 * x : x);
    const near = (smallest: number) => certifiedAt(oneSided, { sigma: sigmaFor(-46), claim: { smallest } }).stands;
    expect([near(-44), near(-53), near(-54), near(-55)]).toEqual([true, true, true, false]);
    expect(certifiedAt(x => 0.4 * x, { sigma: sigmaFor(-46), claim: { smallest: -44 } }).stands).toBe(false);
  });

  it('at the last bits, when it is just as clear further out', () => {
    // The noise is underestimated threefold: what should be ten deviations is three.
    const noise = hashed(5e-15);
    for (let k = 1; k <= 20; k++) {
      expect(stands(x => curved(x) + noise(x + k), 3, -1, 1e-15)).toBe(true);
    }
  });
});

describe('a slope in doubt is looked at again, with many points', () => {
  const sigma = 1e-6;
  const width = 2 ** Math.ceil(Math.log2((10 * sigma) / Math.SQRT2));
  /** The slope is `near` at the point and 1 further out than the discrepancy can be seen at all. */
  const stood = (near: number): number => {
    const noise = hashed(Math.sqrt(3) * sigma);
    const bent = (x: number): number => x - (1 - near) * width * Math.tanh(x / width);
    const draws = Array.from({ length: 60 }, (_, k) => k);
    return draws.filter(k => stands(x => 1 + bent(x) + noise(x + k), 0, 1, sigma)).length;
  };

  it('and is none where the function bends at once', () => {
    expect(stood(0)).toBeLessThanOrEqual(4);
  });

  it('and stands where it is what was found', () => {
    expect(stood(1)).toBe(60);
  });
});

describe('a rejection falls', () => {
  it('where the function has the claimed slope after all', () => {
    expect(stands(curved, 2, -1, 1e-16)).toBe(false);
    expect(stands(curved, 2, 1, 1e-16)).toBe(false);
  });

  it('where it oscillates within the distance at which the discrepancy shows', () => {
    // Locally the slope is 2 + 100, over any distance that the noise allows it is 2.
    const wave = (x: number): number => curved(x) + 1e-2 * Math.sin(1e4 * x);
    expect(stands(wave, 102, -100, 1e-3)).toBe(false);
  });

  it('where noise that shows only there would have made it', () => {
    const noise = hashed(1e-3);
    expect(stands(x => curved(x) + noise(x), 2.01, -0.01, 1e-8)).toBe(false);
  });

  it('where float32 shows another slope closer to the point', () => {
    const wave = (x: number): number => fround(fround(1 + fround(2e-3 * x)) + fround(1e-4 * Math.sin(fround(1e3 * x))));
    expect(stands(wave, 0.102, -0.1, 2e-5, true)).toBe(false);
  });

  it('where something inside follows large steps only', () => {
    // An entry stored beside a larger one: as far as 2⁻⁹ the function has the slope 2, over any distance the slope 3.
    const stored = (x: number): number => fround(1 + fround(2 * x) + Math.round(x * 256) / 256);
    expect(stands(stored, 3, -1, 5e-8, true)).toBe(false);
    // In float64 it hides a few digits, no more.
    const inFloat64 = (x: number): number => 2 * x + Math.round(x * 2 ** 40) / 2 ** 40;
    expect(stands(inFloat64, 3, -1, 1e-17)).toBe(true);
    const lastDigits = (x: number): number => 2 * x + (1e-5 * Math.round(x * 2 ** 40)) / 2 ** 40;
    expect(stands(lastDigits, 2 + 1e-5, -1e-5, 1e-22)).toBe(false);
  });

  it.each([1, 0.3, 0.1, -0.1, -1, 3])(
    'where steps of any width inside follow the slope (%d) further out only',
    slope => {
      for (let exponent = -18; exponent < -6; exponent += 0.25) {
        const width = 2 ** exponent;
        const stored = (x: number): number => fround(1 + 2 * x + slope * Math.round(x / width) * width);
        expect(stands(stored, 2 + slope, -slope, 5e-8, true)).toBe(false);
      }
    },
  );

  it('not because of corners or oscillation anywhere on the line', () => {
    for (let exponent = -17; exponent <= -3; exponent++) {
      for (const change of [0.3, 1, 5]) {
        const corner = (x: number): number => fround(1 + 2 * x + change * Math.max(0, x - 2 ** exponent));
        expect(stands(corner, 3, -1, 5e-8, true)).toBe(true);
      }
    }
    for (let exponent = 1; exponent <= 12; exponent++) {
      const wave = (x: number): number => fround(1 + 2 * x + 0.1 * Math.sin(2 ** exponent * x));
      expect(stands(wave, 3 + 0.1 * 2 ** exponent, -1, 5e-8, true)).toBe(true);
    }
  });

  it('not because of curvature or a corner further out', () => {
    const bent = (x: number): number => fround(2 * x + 3 * Math.expm1(6 * x) - 18 * x);
    expect(stands(bent, 2.2, -0.2, 1e-7, true)).toBe(true);
    const corner = (x: number): number => fround(1 + 2 * x + 5 * Math.max(0, x - 0.01));
    expect(stands(corner, 2.2, -0.2, 5e-8, true)).toBe(true);
  });
});

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

describe('a step of rounding that looks like a corner', () => {
  const beside = (f: (x: number) => number): boolean => stands(x => fround(1 + 2 * x + f(x)), 2.001, -1e-3, 5e-8, true);

  it('may hide a slope as large as it jumps on the way there', () => {
    expect(beside(x => (x < -0.4 ? 1e-3 : 0))).toBe(false);
    expect(beside(x => (x < -0.4 ? 1e-4 : 0))).toBe(true);
  });

  it('does not where it is a corner', () => {
    expect(beside(x => Math.min(0, 4e-3 * (x + 0.4)))).toBe(true);
  });
});
