import { describe, expect, it } from 'vitest';
import { hashed, noiseInFloat32, noiseOf, rounded, SEEDS } from '../../test/measured-noise.ts';
import { unitRoundoff } from './unit-roundoff.ts';

const { fround } = Math;

describe('rounding', () => {
  it('of ordinary float64 functions is a unit of roundoff or so', () => {
    for (const f of [Math.sin, Math.exp, (x: number) => x * x, (x: number) => Math.log(2 + x)]) {
      const { sigma, float32, magnitude, slope } = noiseOf(f, 0.7);
      expect(float32).toBe(false);
      expect(sigma / magnitude).toBeGreaterThanOrEqual(0.39 * unitRoundoff(false));
      expect(sigma / magnitude).toBeLessThan(8 * unitRoundoff(false));
      const true1 = Math.abs((f(0.7 + 1e-6) - f(0.7 - 1e-6)) / 2e-6);
      expect(slope / true1).toBeGreaterThan(0.5);
      expect(slope / true1).toBeLessThan(1.5);
    }
  });

  it('of float32 functions is recognised by its numbers', () => {
    const { sigma, float32, magnitude } = noiseOf(x => fround(Math.sin(fround(x)) * 3), 0.7);
    expect(float32).toBe(true);
    expect(sigma / magnitude).toBeGreaterThan(0.3 * unitRoundoff(true));
    expect(sigma / magnitude).toBeLessThan(8 * unitRoundoff(true));
  });

  it('that has gathered is settled by two lines, unless it is large or fades', () => {
    const roundings = (size: number, power = 0) =>
      noiseOf(x => 1.1 + size * 2 ** -53 * Math.abs(x - 0.7) ** power * hashed(1)(x), 0.7);
    expect(roundings(60).batches).toBe(2);
    expect(roundings(1000).batches).toBe(4);
    expect(roundings(150 * 2 ** 14, 0.5).batches).toBeGreaterThan(2);
    expect(roundings(60).sigma).toBeGreaterThan(20 * 2 ** -53);
  });

  it('is that of the value at the point alone, where there are no others', () => {
    expect(noiseOf(x => (x === 0.7 ? 1.1 : Number.NaN), 0.7)).toMatchObject({ magnitude: 1.1, slope: 0 });
  });

  it('is measured on one side at the edge of a domain', () => {
    for (const side of [1, -1]) {
      for (const edge of [0, 1e-12, 1e-9]) {
        const inside = (x: number) => side * (x - 0.7) >= -edge;
        const f = (x: number) => (inside(x) ? 1.1 + 60 * 2 ** -53 * hashed(1)(x) + (x - 0.7) : Number.NaN);
        const { sigma, slope } = noiseOf(f, 0.7);
        expect(sigma).toBeGreaterThan(20 * 2 ** -53);
        expect(sigma).toBeLessThan(120 * 2 ** -53);
        expect(slope).toBeCloseTo(1, 0);
      }
    }
  });

  it('under a large constant is that of the constant', () => {
    const { sigma } = noiseOf(x => 1e10 + Math.sin(x), 0.7);
    expect(sigma).toBeGreaterThan(0.3e-6);
    expect(sigma).toBeLessThan(8e-6);
  });

  it('is measured beside the largest value, at one cost for all smooth functions', () => {
    for (const inner of [(x: number) => 1.1 + 10 * Math.sin(x - 0.7), (x: number) => fround(1 + Math.sin(x - 0.7))]) {
      let largest = 0;
      const f = (x: number): number => {
        largest = Math.max(largest, Math.abs(inner(x)));
        return inner(x);
      };
      const { magnitude, batches } = noiseOf(f, 0.7);
      expect(magnitude).toBe(largest);
      expect(batches).toBe(1);
    }
  });

  it('of intermediate results shows through a cancellation', () => {
    const { sigma } = noiseOf(x => 1e8 + Math.sin(x) - 1e8, 0.7);
    expect(sigma).toBeGreaterThan(2e-9);
    expect(sigma).toBeLessThan(1e-7);
  });
});

describe('rounding alone', () => {
  const cancelling = (x: number): number => 0.1 * x + (0.3 * x - 0.4 * x);

  it('is a few steps up and down, all that is left where everything cancels', () => {
    const { roundingAlone, sigma } = noiseOf(cancelling, 0.7);
    expect(roundingAlone).toBe(true);
    expect(sigma).toBeGreaterThanOrEqual(2 ** -56);
    expect(sigma).toBeLessThan(2 ** -52);
  });

  it('is no jump, no function on a coarse grid, and not what differs from call to call', () => {
    const others = [(x: number) => (x > 0.7 ? 1 : 0), Math.sin, (x: number) => Math.round(1000 * Math.sin(x)) / 1000];
    for (const f of others) expect(noiseOf(f, 0.7).roundingAlone).toBe(false);
    // Nor is it a maximum, which goes up and down as well.
    expect(noiseOf(x => Math.cos(x - 0.7), 0.7).roundingAlone).toBe(false);
    const coin = (): number => (Math.random() < 0.5 ? 1 : 0);
    expect(noiseOf(coin, 0.7, [0, 1, 1, 0]).roundingAlone).toBe(false);
  });
});

describe('other noise', () => {
  it.each([1e-3, 1e-6, 1e-9])('of size %d is measured, not assumed', size => {
    const ratios = [1, 2, 3, 4, 5, 6, 7, 8].map(seed => {
      const rough = hashed(size);
      const f = (x: number): number => 1 + Math.sin(x) + rough(x);
      return noiseOf(f, 0.7, [f(0.7), f(0.7)], seed).sigma / (size / Math.sqrt(3));
    });
    ratios.sort((a, b) => a - b);
    expect(ratios[0]).toBeGreaterThan(0.4);
    expect(ratios[4]).toBeGreaterThan(0.8);
    expect(ratios[4]).toBeLessThan(2.5);
  });

  it('from call to call is at least the spread of the calls at the point', () => {
    let k = 0;
    const f = (): number => 1 + 1e-4 * hashed(1)(k++);
    const repeats = Array.from({ length: 12 }, f);
    const mean = repeats.reduce((sum, v) => sum + v, 0) / 12;
    const deviation = Math.sqrt(repeats.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 11);
    const { sigma, batches } = noiseOf(f, 0.7, repeats);
    expect(sigma).toBeGreaterThanOrEqual(1.3 * deviation * (1 - 1e-12));
    expect(sigma).toBeLessThanOrEqual(3 * deviation);
    expect(batches).toBe(1);
  });
});

it('a claim has no say where the point is stored in float64', () => {
  const f = (x: number): number => 1 + Math.sin(x);
  expect(noiseOf(f, 0.7, undefined, 42, 1e12)).toEqual(noiseOf(f, 0.7));
  expect(noiseOf(f, 0.7, undefined, 42, Number.NaN)).toEqual(noiseOf(f, 0.7));
});

describe('what is no noise', () => {
  it.each([
    ['a fast oscillation', (x: number) => 1 + 1e-3 * Math.sin(1e5 * x)],
    ['a kink', (x: number) => 1 + Math.abs(x - 0.7 - 1e-8)],
    ['a jump nearby', (x: number) => (x > 0.7 + 1e-7 ? 2 : 1) + 0.1 * x],
  ])('%s disappears on a shorter line', (_, f) => {
    expect(noiseOf(f, 0.7).sigma).toBeLessThan(1e-12);
  });

  it('a function that is not finite nearby is looked at more closely', () => {
    const { sigma, batches } = noiseOf(x => (x < 0.7 - 1e-8 ? Number.NaN : Math.sqrt(x - 0.7 + 1e-3)), 0.7);
    expect(batches).toBeGreaterThan(1);
    expect(sigma).toBeLessThan(1e-12);
    const rough = hashed(1e-6);
    const narrow = noiseOf(x => (Math.abs(x - 0.7) < 1e-8 ? 1.1 + rough(x) : Number.NaN), 0.7);
    expect(narrow.sigma).toBeGreaterThan(3e-7);
  });
});

describe('where nothing changes', () => {
  it('the noise is rounding, and the slope is zero', () => {
    expect(noiseOf(() => 5, 0.7)).toMatchObject({ sigma: 0.4 * 2 ** -24 * 5, slope: 0, magnitude: 5 });
    expect(noiseOf(() => 0.1, 0.7)).toMatchObject({ sigma: 0.4 * 2 ** -53 * 0.1, slope: 0, float32: false });
  });

  it('and every value is zero, one is assumed', () => {
    expect(noiseOf(() => 0, 0.7)).toMatchObject({ sigma: 2 ** -53, magnitude: 0 });
    // What goes in may be stored in float32, and larger than one.
    expect(noiseInFloat32(() => 0, 0)).toMatchObject({ sigma: 0.4 * 2 ** -24, magnitude: 0 });
    expect(noiseInFloat32(() => 0, 0, 42, 2 ** -19, [1, 8])).toMatchObject({ sigma: 0.4 * 2 ** -21, magnitude: 0 });
  });
});

describe('float32 numbers', () => {
  it('that only happen to be such mislead no further than the first line', () => {
    for (const [f, at] of [
      [(x: number) => x * x, 0.5],
      [(x: number) => Math.exp(x - 0.5), 0.5],
      [(x: number) => 1 + Math.sin(x), 0],
    ] as const) {
      const { float32, sigma, magnitude, slope, batches } = noiseOf(f, at);
      expect(float32).toBe(false);
      expect(batches).toBeLessThanOrEqual(2);
      expect(sigma / magnitude).toBeLessThan(2 ** -51);
      expect(slope).toBeGreaterThan(0.5);
      expect(slope).toBeLessThan(1.5);
    }
  });

  it('are told from others at the edge of a domain too, where one side is not finite', () => {
    for (const seed of SEEDS) {
      const edge = noiseOf(x => x ** 1.5 + 1, 0, undefined, seed);
      expect(edge).toMatchObject({ float32: false, sigma: expect.closeTo(0, 14) });
      expect(noiseOf(x => fround(x ** 1.5 + 1), 0, undefined, seed).float32).toBe(true);
    }
  });

  it('inside show as rounding of their own size', () => {
    for (const seed of SEEDS) {
      const scaled = noiseOf(x => 3.3 * fround(Math.sin(x)), 0.7, undefined, seed);
      expect(scaled).toMatchObject({ float32: false });
      expect(scaled.sigma / (3.3 * 2 ** -24)).toBeGreaterThan(0.15);
      expect(scaled.sigma / (3.3 * 2 ** -24)).toBeLessThan(1);
      const shifted = noiseOf(x => 0.5 + 3 * 2 ** -30 + fround(Math.sin(x)), 0.7, undefined, seed);
      expect(shifted.sigma / 2 ** -24).toBeGreaterThan(0.15);
      expect(shifted.sigma / 2 ** -24).toBeLessThan(1);
    }
  });
});

describe('where the point is stored in float32', () => {
  const at = fround(0.7);

  it('the rounding of the points is no noise of the function', () => {
    for (const seed of SEEDS) {
      const { sigma, float32, slope } = noiseInFloat32(x => x * x, 2 * at, seed);
      expect(float32).toBe(false);
      expect(sigma).toBeLessThan(2 ** -34);
      expect(slope / (2 * at)).toBeGreaterThan(0.5);
      expect(slope / (2 * at)).toBeLessThan(1.5);
      // Of a wrong claim it is what is left; the slope is that of the function.
      const misled = noiseInFloat32(x => x * x, 4, seed);
      expect(misled.sigma).toBeGreaterThan(2 ** -28);
      expect(misled.slope / (2 * at)).toBeGreaterThan(0.5);
      expect(misled.slope / (2 * at)).toBeLessThan(1.5);
      expect(noiseInFloat32(x => 1024 * x * x, 2048 * at, seed).float32).toBe(false);
    }
  });

  it('what is as noisy as float32 is float32, whatever its last sum was', () => {
    const inside = (x: number): number => fround(x * x) * 1.1;
    for (const seed of SEEDS) {
      const { sigma, float32 } = noiseInFloat32(inside, 2.2 * at, seed);
      expect(float32).toBe(true);
      expect(sigma / 2 ** -25).toBeGreaterThan(0.2);
      expect(sigma / 2 ** -25).toBeLessThan(3);
      expect(noiseOf(inside, at, undefined, seed).float32).toBe(false);
    }
  });

  it('a function that rounds coarsely inside shows it over the distance of the steps', () => {
    const steps = rounded(2 ** -10);
    for (const seed of SEEDS) {
      const { sigma } = noiseInFloat32(x => 1.1 + steps(x), 1, seed);
      expect(sigma / 2 ** -10).toBeGreaterThan(0.2);
      expect(sigma / 2 ** -10).toBeLessThan(0.8);
    }
  });

  it('no line is shorter than its points can be told apart', () => {
    const spacings: number[] = [];
    const f = (x: number): number => 1 + 1e-3 * hashed(1)(x);
    const seen = (x: number): number => {
      if (x !== at) spacings.push(Math.abs(x - at) / 4);
      return f(x);
    };
    for (const resolved of [2 ** -8, 2 ** -9, 2 ** -12]) {
      spacings.length = 0;
      noiseInFloat32(seen, 0, 42, resolved);
      expect(Math.max(...spacings) / 2 ** -5).toBeLessThan(1);
      // The innermost of eight points lies at 0.2 of a spacing or more.
      expect(4 * Math.min(...spacings)).toBeGreaterThan(0.19 * resolved);
    }
    spacings.length = 0;
    noiseInFloat32(seen, 0, 42, 0.25);
    expect(Math.max(...spacings)).toBeGreaterThan(0.15);
  });
});

describe('the size of the noise of larger values', () => {
  it('is relative to them, where the value at the point is one of them', () => {
    const { sigma, relative, magnitude } = noiseOf(x => 5 + 1e-6 * hashed(1)(x), 0.7);
    expect(relative).toBeCloseTo(sigma / magnitude, 15);
    expect(magnitude).toBeCloseTo(5, 4);
  });

  it('is so at any scale', () => {
    const { sigma, relative, magnitude } = noiseOf(x => 1e-3 * (5 + 1e-6 * hashed(1)(x)), 0.7);
    expect(relative).toBeCloseTo(sigma / magnitude, 15);
    expect(relative).toBeGreaterThan(1e-8);
  });

  it('is rounding where the function passes through zero nearby', () => {
    const { relative, sigma, magnitude } = noiseOf(x => x - 0.7, 0.7);
    expect(sigma / magnitude).toBeGreaterThan(2 * unitRoundoff(false));
    expect(relative).toBe(1.4 * unitRoundoff(false));
    // Nothing is assumed of its size: there are values that are not zero.
    expect(noiseOf(x => 2 ** -40 * (x - 0.7), 0.7).sigma).toBeLessThan(2 ** -80);
  });
});

describe('values that differ from call to call', () => {
  it('show no slope of their own', () => {
    const f = hashed(1e-3);
    const slopes = SEEDS.map(seed => noiseOf(x => 1.1 + f(x), 0.7, [1.1, 1.101, 1.099], seed).slope);
    // Half of them, at least, none at all; none more than the noise itself would be on the way.
    expect(slopes.filter(slope => slope === 0).length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...slopes)).toBeLessThan(2e-3 / (7 * 2 ** -6));
  });

  const repeats = [0.7, 0.701, 0.699, 0.7005];
  const mean = repeats.reduce((sum, v) => sum + v, 0) / 4;
  const deviation = Math.sqrt(repeats.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 3);

  it('are no noisier than three times their spread, and no less than 1.3 times', () => {
    expect(noiseOf(x => x, 0.7, repeats).sigma).toBeCloseTo(1.3 * deviation, 12);
    expect(noiseOf(x => x + hashed(0.1)(x), 0.7, repeats).sigma).toBeCloseTo(3 * deviation, 12);
    const between = noiseOf(x => x + hashed(deviation * Math.sqrt(3) * 1.3)(x), 0.7, repeats).sigma / deviation;
    expect(between).toBeGreaterThan(1.31);
    expect(between).toBeLessThan(2.99);
  });

  it('are measured on one wide line', () => {
    const far: number[] = [];
    const seen = (x: number): number => {
      far.push(Math.abs(x - 0.7));
      return x;
    };
    expect(noiseOf(seen, 0.7, repeats).batches).toBe(1);
    expect(Math.max(...far)).toBeGreaterThan(3 * 2 ** -6);
    expect(Math.max(...far)).toBeLessThan(4 * 2 ** -6);
  });
});

describe('noise that fades towards the point', () => {
  /** Uniform in ±1e-6 at a distance of 2^-19, and like a power of the distance closer to the point. */
  const fading =
    (power: number) =>
    (x: number): number =>
      1.1 + hashed(1e-6 * (Math.abs(x - 0.7) / 2 ** -19) ** power)(x);

  it.each(SEEDS)('slowly counts as it was, fast does not (seed %i)', seed => {
    const sigmaOf = (power: number): number => noiseOf(fading(power), 0.7, undefined, seed).sigma;
    // From line to line by 22, by 512, by 512².
    expect(sigmaOf(0.5)).toBeGreaterThan(1e-7);
    expect(sigmaOf(0.5)).toBeLessThan(2e-6);
    expect(sigmaOf(1)).toBeLessThan(1e-11);
    expect(sigmaOf(2)).toBeLessThan(1e-11);
  });

  it.each(SEEDS)('and is larger closer to it counts as it is there (seed %i)', seed => {
    const f = (x: number): number => (x !== 0.7 && Math.abs(x - 0.7) < 2 ** -25 ? fading(0)(x) : 1.1 + hashed(1e-8)(x));
    expect(noiseOf(f, 0.7, undefined, seed).sigma).toBeGreaterThan(3e-7);
  });
});

describe('shapes that look the same on every line', () => {
  it('are no noise at a root, whose slope is told by the shortest line', () => {
    const cusp = noiseOf(x => Math.sqrt(Math.abs(x - 0.7)), 0.7);
    expect(cusp.slope).toBeGreaterThan(1e4);
    expect(cusp.sigma).toBeLessThan(1e-5);
  });

  it('end with lines that are as short as they may be', () => {
    const alone = noiseOf(x => (x === 0 ? 1.1 : Number.NaN), 0);
    expect(alone).toMatchObject({ sigma: 0.4 * 2 ** -53 * 1.1, slope: 0, batches: 11 });
    expect(noiseOf(x => 1.1 + hashed(1e-6)(x), 0).batches).toBe(4);
    expect(noiseOf(x => fround(1 + 1e-3 * hashed(1)(x)), 0).batches).toBe(5);
    expect(noiseOf(x => 1.1 + hashed(1e-18)(x), 0.7).batches).toBe(4);
    expect(noiseOf(Math.sin, 0.7).batches).toBe(1);
  });
});
