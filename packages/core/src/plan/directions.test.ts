import { describe, expect, it } from 'vitest';
import { compared, type Parameter } from '../../test/drive-comparison.ts';
import { compareDirections } from './directions.ts';
import { Measurements, STATUS } from './measurements.ts';

type Values = ReadonlyArray<number>;

interface Problem {
  readonly size?: number;
  readonly change?: (slope: number, k: number) => number;
  readonly f?: (x: Values) => number;
  readonly sigma?: number;
  readonly required?: number;
  readonly blocks?: boolean;
  readonly seed?: number;
  readonly parameter?: Parameter;
}

const sumOfSines = (x: Values): number => x.reduce((sum, v) => sum + Math.sin(v), 0);

/** Directions over Σ sin at points near 1, whose claims may be changed. */
function directed(problem: Problem = {}) {
  const { size = 400, change = (slope: number) => slope, f = sumOfSines, sigma = 2e-12 } = problem;
  const { required = 0.01, blocks = true, seed = 1 } = problem;
  const values = Array.from({ length: size }, (_, k) => 1 + 0.3 * Math.sin(k));
  const parameter = problem.parameter ?? { values, claimed: values.map((v, k) => change(Math.cos(v), k)) };
  const driven = compared([parameter], x => f(Array.from(x!)), { sigma });
  const [leaf] = driven.leaves;
  const into = new Measurements();
  const findings = driven.run(compareDirections(driven.comparison, leaf!, required, seed, into, blocks));
  const wrong = into.coordinates.filter((_, row) => into.status[row] === STATUS.incorrect).sort((a, b) => a - b);
  return { ...findings, wrong, into, calls: driven.calls(), leaf: leaf! };
}

describe('right claims', () => {
  it('agree in four directions, and in two coordinates by themselves', () => {
    const found = directed();
    expect(found).toMatchObject({ mode: 'directions', directions: 4, halvings: 0, incorrect: false });
    expect([found.undecided, found.wrongShare, found.wrong]).toEqual([undefined, undefined, []]);
    expect(found.into.size).toBe(2);
    expect(found.into.coordinates).toContain(found.leaf.steepest);
    expect(Math.max(...found.into.coordinates)).toBeLessThan(400);
    expect(found.calls).toBeLessThan(60);
    expect(found.into.coordinates).not.toEqual(directed({ seed: 2 }).into.coordinates);
  });

  it('prove what would have been noticed, of one coordinate and of all', () => {
    const { single, spread, leaf } = directed();
    expect(single).toBeLessThan(0.01);
    expect(single).toBeGreaterThan(1e-7);
    // Eight errors of a direction by the norm, two of them by the largest.
    const { norm, shortest, largest } = leaf.directionScales();
    expect(spread / single).toBeCloseTo((8 / norm) * ((shortest * largest) / 2), 9);
  });

  it('that are all zero agree, with nothing to relate an error to', () => {
    const zero: Parameter = { values: [1, 2, 3, 4, 5, 6], claimed: [0, 0, 0, 0, 0, 0] };
    expect(directed({ f: () => 1, parameter: zero })).toMatchObject({
      mode: 'directions',
      single: Number.POSITIVE_INFINITY,
      spread: Number.POSITIVE_INFINITY,
      incorrect: false,
    });
  });
});

describe('a wrong claim', () => {
  it.each([1, 2, 3])('above what is stated is found and named, seed %d', seed => {
    const right = directed({ seed });
    for (const sign of [1, -1]) {
      const largest = right.leaf.directionScales().largest;
      const off = sign * 2 * right.single * largest;
      const { wrong, incorrect, halvings, wrongShare } = directed({
        seed,
        change: (slope, k) => (k === 123 ? slope + off : slope),
      });
      expect([wrong, incorrect, wrongShare]).toEqual([[123], true, undefined]);
      expect(halvings).toBeGreaterThan(0);
    }
  });

  it('in all of them is found in the first direction', () => {
    const found = directed({ change: slope => 1.1 * slope });
    expect(found).toMatchObject({ incorrect: true, directions: 1, wrongShare: 1 });
  });

  it('in errors that add up to nothing along the slopes is found at random', () => {
    const found = directed({ change: (slope, k) => slope + (k === 10 ? 0.1 : k === 11 ? -0.1 : 0) });
    expect(found.wrong).toEqual([10, 11]);
    expect(found.directions).toBeGreaterThanOrEqual(1);
  });
});

describe('noise', () => {
  const offset = 1e6;
  const noisy = (x: Values): number => offset + sumOfSines(x);
  const sigma = offset * 2 ** -53;

  it('is answered by many steps', () => {
    const coarse = directed({ f: noisy, sigma, required: 1 });
    const fine = directed({ f: noisy, sigma, required: coarse.single / 3 });
    expect(coarse.directions).toBe(4);
    expect(fine.single).toBeLessThan(coarse.single);
    expect(fine.calls).toBeGreaterThan(coarse.calls + 3 * 40);
  });

  it('is answered by blocks where that is not enough, and coordinates where these are no cheaper', () => {
    const large = { f: noisy, sigma, size: 1000 };
    const coarse = directed({ ...large, required: 1 });
    const refined = directed({ ...large, required: coarse.single / 10 });
    expect([coarse.mode, refined.mode, refined.directions]).toEqual(['directions', 'directions', 4]);
    const required = 0.4 * refined.single;
    const blocks = directed({ ...large, required });
    expect(blocks).toMatchObject({ mode: 'blocks', incorrect: false });
    expect(blocks.single).toBeLessThanOrEqual(required);
    expect(blocks.spread).toBeLessThanOrEqual(refined.spread);
    expect(blocks.directions).toBeGreaterThan(6);
    expect(blocks.calls).toBeLessThan(2 * 1000);
    const each = directed({ ...large, required: 0.04 * refined.single });
    expect(each).toMatchObject({ mode: 'every-coordinate', single: refined.single });
    // Only where they are wanted.
    for (const share of [0.4, 0.04]) {
      const without = directed({ ...large, required: share * refined.single, blocks: false });
      expect(without).toMatchObject({
        mode: 'directions',
        directions: 4,
        single: refined.single,
        spread: refined.spread,
      });
    }
  });

  // Below what the directions prove, and above what coordinates prove.
  const required = 1.5e-4;

  it('hides no wrong claim from the blocks, which are divided further', () => {
    const off = 3 * required;
    for (const place of [5, 990]) {
      const found = directed({
        f: noisy,
        sigma,
        size: 1000,
        required,
        change: (slope, k) => (k === place ? slope + off : slope),
      });
      expect(found).toMatchObject({ wrong: [place], incorrect: true });
    }
  });

  it('ends with thirty-two wrong claims in blocks', () => {
    // A few in every block, too small for all directions together.
    const change = (slope: number, k: number) => (k % 20 === 3 ? slope + (k % 40 === 3 ? 3 : -3) * required : slope);
    const found = directed({ f: noisy, sigma, size: 1000, required, change });
    expect(found.incorrect).toBe(true);
    expect(found.wrong.length).toBeGreaterThan(2);
    expect(found.wrong.length).toBeLessThanOrEqual(60);
    expect(found.wrong.every(k => k % 20 === 3)).toBe(true);
  });
});

describe('directions across many kinks', () => {
  const kinked = (x: Values): number => x.reduce((sum, v, k) => sum + Math.abs(v - 1 - 0.3 * Math.sin(k)), 0);
  const parameter: Parameter = {
    values: Array.from({ length: 100 }, (_, k) => 1 + 0.3 * Math.sin(k)),
    claimed: Array.from({ length: 100 }, () => 0.5),
  };

  it('say less than coordinates do', () => {
    const jumps = (x: Values): number =>
      x.reduce((sum, v, k) => sum + 0.5 * v + (v > 1 + 0.3 * Math.sin(k) ? 1 : 0), 0);
    const found = directed({ f: jumps, parameter });
    expect(found).toMatchObject({ mode: 'every-coordinate', undecided: { reason: 'discontinuous' } });
    expect(directed({ f: jumps, parameter, blocks: false })).toMatchObject({
      mode: 'directions',
      undecided: { reason: 'discontinuous' },
    });
  });

  it('hold claims within them', () => {
    expect(directed({ f: kinked, parameter }).incorrect).toBe(false);
    expect(
      directed({ f: kinked, parameter: { ...parameter, claimed: parameter.claimed.map(() => 1.5) } }).incorrect,
    ).toBe(true);
  });
});

it('the same seed draws the same directions', () => {
  const { single, spread } = directed({ seed: 5 });
  expect(directed({ seed: 5 })).toMatchObject({ single, spread });
});
