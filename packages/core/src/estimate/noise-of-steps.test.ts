import { describe, expect, it } from 'vitest';
import { hashed, noiseInFloat32, noiseOf, rounded, SEEDS } from '../../test/measured-noise.ts';

describe.each(SEEDS)('steps, on lines of seed %i', seed => {
  const sigmaOf = (f: (x: number) => number): number => noiseOf(f, 0.7, undefined, seed).sigma;

  it.each([2 ** -19, 2 ** -20, 2 ** -30, 2 ** -40])('of %d all along are rounding', grid => {
    const share = sigmaOf(x => 1.1 + rounded(grid)(x)) / grid;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });

  it.each([2 ** -12, 2 ** -13, 2 ** -14])('of %d, seen on a wider line only, are rounding', grid => {
    const share = sigmaOf(x => 1.1 + rounded(grid)(x)) / grid;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.8);
  });

  it.each([2 ** -17, 2 ** -18, 2 ** -24])('of %d that make a grid of all values are rounding to it', grid => {
    const { sigma, slope } = noiseOf(x => 1 + rounded(grid)(x), 0.7, undefined, seed);
    expect(sigma / grid).toBeGreaterThanOrEqual(0.39);
    expect(sigma / grid).toBeLessThan(0.8);
    expect(slope).toBeGreaterThan(0.5);
    expect(slope).toBeLessThan(2);
  });

  it.each([2 ** -9, 2 ** -8, 0.1])('of %d are the function', grid => {
    expect(sigmaOf(x => 1.1 + rounded(grid)(x))).toBeLessThan(1e-15);
  });

  it.each([
    ['up', (x: number) => (x > 0.7 ? 2.1 : 1.1)],
    ['down', (x: number) => (x > 0.7 ? 1.1 : 2.1)],
    ['up a slope', (x: number) => (x > 0.7 ? 2.1 : 1.1) + 3 * x],
    ['down a slope', (x: number) => (x > 0.7 ? 1.1 : 2.1) + 0.3 * x],
    ['between numbers of float32', (x: number) => (x > 0.7 ? 1 + 2 ** -8 : 1)],
  ])('%s at the point are a jump', (_, f) => {
    expect(sigmaOf(f)).toBeLessThan(1e-7);
    expect(sigmaOf(f) / noiseOf(f, 0.7, undefined, seed).magnitude).toBeLessThan(2 ** -25);
  });
});

/** Steps of a size, one of them as far beyond the point 0.5 as told. */
const stepNear = (grid: number, beyond: number): ((x: number) => number) => {
  const steps = rounded(grid);
  return x => steps(x - 0.5 - beyond + grid / 2);
};

describe.each(SEEDS)('one step close to the point, on lines of seed %i', seed => {
  const at = (f: (x: number) => number, point = 0.5): ReturnType<typeof noiseOf> => noiseOf(f, point, undefined, seed);

  it('is rounding where a wide line shows many alike', () => {
    for (const grid of [2 ** -15, 2 ** -16, 2 ** -17]) {
      const steps = stepNear(grid, 2 ** -23);
      const { sigma, batches } = at(x => 1.1 + steps(x));
      expect(sigma / grid).toBeGreaterThan(0.1);
      expect(sigma / grid).toBeLessThan(0.8);
      expect(batches).toBeLessThanOrEqual(5);
    }
  });

  it('is rounding where the values have a fine grid in common', () => {
    for (const [grid, beyond] of [
      [2 ** -10, 2 ** -14],
      [2 ** -12, 0],
    ] as const) {
      const steps = stepNear(grid, beyond);
      // Undefined further away: no wide line can tell.
      const { sigma, slope } = at(x => (Math.abs(x - 0.5) < 0.4 ? 1 + steps(0.5 + (x - 0.5) / 100) : Number.NaN));
      expect(sigma / grid).toBeGreaterThan(0.39);
      expect(sigma / grid).toBeLessThan(0.8);
      expect(100 * slope).toBeGreaterThan(0.5);
      expect(100 * slope).toBeLessThan(2);
    }
  });

  it('is the function where the wide line that would tell is not defined', () => {
    const steps = stepNear(2 ** -16, 2 ** -24);
    const narrow = at(x => (Math.abs(x - 0.5) < 2 ** -14.5 ? 1 + steps(x) : Number.NaN));
    expect(narrow.sigma).toBeLessThan(1e-7);
    expect(narrow.slope).toBeGreaterThanOrEqual(0);
    const coarse = stepNear(0.125, 2 ** -8);
    expect(at(x => (x > 0.1 ? 1 + coarse(x) : Number.NaN)).sigma).toBeLessThan(1e-7);
  });

  it('is the function where there is no other, or where the others are rough', () => {
    const jump = (x: number): number => (x > 0.5 + 1e-7 ? 1e-5 : 0);
    expect(at(x => 1.1 + jump(x)).sigma).toBeLessThan(1e-12);
    const rough = hashed(5e-5);
    expect(at(x => 1.1 + (Math.abs(x - 0.5) < 2 ** -18 ? jump(x) : rough(x))).sigma).toBeLessThan(1e-12);
  });

  it('is the function where it is large', () => {
    for (const grid of [0.25, 0.125]) {
      const steps = stepNear(grid, 2 ** -8);
      for (const scale of [2 ** -8, 1, 2 ** 8])
        expect(at(x => scale * (1 + steps(x))).sigma / scale).toBeLessThan(1e-7);
    }
  });

  it('is rounding where a slope beside it is lost further in', () => {
    const steps = stepNear(2 ** -18, 2 ** -23);
    expect(at(x => 1.1 + steps(x) + 1e-8 * x).sigma / 2 ** -18).toBeGreaterThan(0.2);
  });

  it('is no more than the noise around it', () => {
    const [outside, inside] = [hashed(1e-3), hashed(1e-7)];
    const f = (x: number): number => (Math.abs(x - 0.5) > 2 ** -35 ? outside(x) : (x > 0.5 ? 1e-4 : 0) + inside(x));
    expect(at(x => 1.1 + f(x)).sigma).toBeGreaterThan(4e-4);
  });

  it('of coarse numbers at the point is a jump', () => {
    const steps = rounded(2 ** -12);
    for (const jump of [1, 0.125]) {
      expect(at(x => (x > 0.5 ? 1 + jump : 1) + steps(x / 1000)).sigma).toBeLessThan(1e-7);
    }
    const fround = (x: number): number => (x > Math.fround(0.7) ? 2.1 : 1.1);
    expect(noiseInFloat32(fround, 0, seed, 2 ** -12).sigma).toBeLessThan(1e-7);
  });
});

describe.each(SEEDS)('a function that is flat on one side, on lines of seed %i', seed => {
  const sigmaOf = (f: (x: number) => number): number => noiseOf(f, 0.7, undefined, seed).sigma;

  it.each([1, -1])('has a corner (side %d)', side => {
    expect(sigmaOf(x => 1.1 + Math.max(0, side * (x - 0.7) - 1e-8))).toBeLessThan(1e-15);
  });

  it.each([1, -1])('may be noisy on the other (side %d)', side => {
    const rough = hashed(1e-6);
    expect(sigmaOf(x => 1.1 + (side * (x - 0.7) > 0 ? rough(x) : 0))).toBeGreaterThan(2e-7);
  });

  it('may be saturated, on a grid', () => {
    const steps = rounded(2 ** -24);
    expect(sigmaOf(x => 1 + 3 * steps(Math.max(0, x - 0.7)))).toBeGreaterThan(2 ** -24);
  });

  it('is not one that only repeats a value', () => {
    const rough = hashed(1e-6);
    expect(sigmaOf(x => 1.1 + (Math.abs(x - 0.7) > 2 ** -22 + 2 ** -24 ? rough(x) : 0))).toBeGreaterThan(2e-7);
  });
});

describe('rounding to a grid of all values', () => {
  const seeds = Array.from({ length: 24 }, (_, k) => k + 1);

  it.each([
    ['a straight line', (x: number) => x],
    ['a shallow one', (x: number) => x / 64],
    ['a steep one', (x: number) => 4 * x],
    ['a curve', (x: number) => Math.sin(3000 * x)],
  ])('is no less than that by a lucky draw: %s', (_, f) => {
    for (const grid of [2 ** -12, 2 ** -16, 2 ** -26, 2 ** -30]) {
      const steps = rounded(grid);
      for (const seed of seeds) {
        expect(noiseOf(x => 1 + steps(f(x)), 0.7, undefined, seed).sigma / grid).toBeGreaterThanOrEqual(0.39);
      }
    }
  });

  it('is rounding at any scale where a wide line is smooth', () => {
    for (const scale of [2 ** -20, 1, 2 ** 20]) {
      for (const seed of seeds) {
        const { sigma } = noiseOf(x => scale * (1 + rounded(2 ** -8)(x)), 0.7, undefined, seed);
        expect(sigma / scale / 2 ** -8).toBeGreaterThanOrEqual(0.39);
      }
    }
  });

  it('is not told from one value', () => {
    expect(noiseOf(() => 5 + 2 ** -10, 0.7).sigma).toBeLessThan(1e-6);
  });

  it('is looked for on a wider line only where there is one, at any scale', () => {
    for (const scale of [2 ** -20, 2 ** -10, 1, 2 ** 10, 2 ** 20]) {
      expect(noiseOf(x => scale * (1 + Math.sin(x)), 0.7).batches).toBe(1);
    }
  });
});
