import { describe, expect, it } from 'vitest';
import { drivePlan, unitLine } from '../../test/drive-plan.ts';
import { uniformStream } from '../random.ts';
import { measureNoise, type Noise, unitRoundoff } from './noise.ts';

const { fround } = Math;

function noiseOf(
  f: (x: number) => number,
  at: number,
  repeats = [f(at), f(at)],
  seed = 42,
): Noise & { batches: number } {
  const line = { direction: unitLine, slope: 0, resolved: 0 };
  const { result, batches } = drivePlan(measureNoise(repeats, line, uniformStream(seed)), f, { at });
  return { ...result, batches };
}

/** Uniform in ±size, the same at the same x. */
const hashed =
  (size: number) =>
  (x: number): number => {
    const word = new Uint32Array(Float64Array.of(x).buffer);
    let bits = Math.imul(word[0]! ^ Math.imul(word[1]!, 0x9e3779b9), 0x85ebca6b) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) >>> 0;
    return size * ((bits ^ (bits >>> 16)) / 2147483648 - 1);
  };

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

  it('under a large constant is that of the constant', () => {
    const { sigma } = noiseOf(x => 1e10 + Math.sin(x), 0.7);
    expect(sigma).toBeGreaterThan(0.3e-6);
    expect(sigma).toBeLessThan(8e-6);
  });

  it('of intermediate results shows through a cancellation', () => {
    const { sigma } = noiseOf(x => 1e8 + Math.sin(x) - 1e8, 0.7);
    expect(sigma).toBeGreaterThan(2e-9);
    expect(sigma).toBeLessThan(1e-7);
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
  });
});

describe('where nothing changes', () => {
  it('the noise is rounding, and the slope is zero', () => {
    expect(noiseOf(() => 5, 0.7)).toMatchObject({ sigma: 0.4 * 2 ** -24 * 5, slope: 0, magnitude: 5 });
    expect(noiseOf(() => 0.1, 0.7)).toMatchObject({ sigma: 0.4 * 2 ** -53 * 0.1, slope: 0, float32: false });
  });

  it('and every value is zero, one is assumed', () => {
    expect(noiseOf(() => 0, 0.7)).toMatchObject({ sigma: 2 ** -53, magnitude: 0 });
  });
});
