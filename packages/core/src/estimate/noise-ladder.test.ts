import { describe, expect, it } from 'vitest';
import { noiseOf, rounded, SEEDS } from '../../test/measured-noise.ts';

const AT = 0.7;
/** Spacing of the first line of values that are no numbers of float32. */
const FIRST = 2 ** -21;

describe.each(SEEDS)('rounding inside the function, on lines of seed %i', seed => {
  /** Numbers inside the function are as large as told. */
  const sigmaOf = (f: (x: number) => number, largest = 1): number =>
    noiseOf(f, AT, undefined, seed, 0, [1, largest]).sigma;

  it('beside something smooth is noise of a few steps', () => {
    for (const grid of [2 ** -24, 2 ** -26, 2 ** -28]) {
      const share = sigmaOf(x => rounded(grid)(Math.sin(3 * x)) + 0.1 * x) / grid;
      expect(share).toBeGreaterThan(0.3);
      expect(share).toBeLessThan(2);
    }
  });

  it('is no less where a line meets a single step, and no more beside a wave', () => {
    const step = 2 ** -25;
    const single = sigmaOf(x => 1.1 + (x > AT + 3.05 * FIRST ? step : 0) + 0.1 * x);
    expect(single / step).toBeGreaterThanOrEqual(0.41);
    expect(single / step).toBeLessThan(1);
    const wave = (x: number): number => 100 * step * Math.sin((x - AT) / FIRST);
    expect(sigmaOf(x => rounded(step)(x) + wave(x) + 0.1 * x) / step).toBeLessThan(12);
  });

  it('is noise where the only step is too large for any other', () => {
    const f = (x: number): number => 1.1 + (x > AT + 1e-7 ? 2 ** -18 : 0);
    expect(sigmaOf(f, 128) / 2 ** -18).toBeGreaterThan(0.4);
    expect(sigmaOf(f, 1)).toBeLessThan(1e-12);
  });

  it('is noise where it shows on a much wider line only', () => {
    const f = (size: number) => (x: number) => 1.1 + (x > AT + 2 ** -12 ? size : 0);
    expect(sigmaOf(f(2 ** -26)) / 2 ** -26).toBeGreaterThan(0.4);
    // As large as this it is a jump of the function.
    expect(sigmaOf(f(1e-5))).toBeLessThan(1e-12);
  });
});

describe.each(SEEDS)('steps that a line shows, on lines of seed %i', seed => {
  const sigmaOf = (f: (x: number) => number): number => noiseOf(f, AT, undefined, seed).sigma;

  it('are rounding where no wider line is defined', () => {
    const steps = rounded(2 ** -20);
    const share = sigmaOf(x => (Math.abs(x - AT) < 2 ** -17 ? 1.1 + steps(x) : Number.NaN)) / 2 ** -20;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });

  it.each([1, -1])('are rounding where the function is constant on one side alone: %d', side => {
    const grid = 2 ** -22;
    const share = sigmaOf(x => 1.1 + 1.3 * grid * Math.ceil(Math.max(0, side * (x - AT)) / grid)) / grid;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(2);
  });
});
