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
  /** Of the parameter: its values are as many times larger, its derivatives smaller. */
  readonly unit?: number;
  readonly gradientScale?: number;
}

const sumOfSines = (x: Values): number => x.reduce((sum, v) => sum + Math.sin(v), 0);

/** Directions over Σ sin at points near 1, whose claims may be changed. */
function directed(problem: Problem = {}) {
  const { size = 400, change = (slope: number) => slope, f = sumOfSines, sigma = 2e-12, unit = 1 } = problem;
  const { required = 0.01, blocks = true, seed = 1, gradientScale } = problem;
  const values = Array.from({ length: size }, (_, k) => 1 + 0.3 * Math.sin(k));
  const parameter = problem.parameter ?? {
    values: values.map(v => unit * v),
    claimed: values.map((v, k) => change(Math.cos(v), k) / unit),
  };
  const scale = gradientScale === undefined ? {} : { gradientScale };
  const driven = compared([parameter], x => f(Array.from(x!, v => v / unit)), { sigma, ...scale });
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
    const { single, spread, natural, leaf } = directed();
    expect(natural).toBe(spread);
    expect(single).toBeLessThan(0.01);
    expect(single).toBeGreaterThan(1e-7);
    // Eight errors of a direction by the norm, two of them by the largest.
    const { norm, shortest, largest } = leaf.directionScales();
    expect(spread / single).toBeCloseTo((8 / norm) * ((shortest * largest) / 2), 9);
  });

  it('are measured as finely as one coordinate needs, where larger steps give it', () => {
    const coarse = directed({ required: 1e-2 });
    const fine = directed({ required: 1e-7, blocks: false });
    expect(fine.single).toBeLessThan(coarse.single / 10);
    expect(fine.calls).toBeGreaterThan(coarse.calls);
  });

  it.each([1e-2, 1e-4, 1e-7])('prove the same in any unit of the parameter (required: %d)', required => {
    const { mode, directions, single, spread, natural, calls } = directed({ required });
    for (const unit of [2 ** -6, 2 ** 6]) {
      expect(directed({ required, unit })).toMatchObject({ mode, directions, single, spread, natural, calls });
    }
  });

  it('that are all zero agree, with nothing but the change of the function to relate an error to', () => {
    const zero: Parameter = { values: [1, 2, 3, 4, 5, 6], claimed: [0, 0, 0, 0, 0, 0] };
    const nothing = { single: Number.POSITIVE_INFINITY, spread: Number.POSITIVE_INFINITY, incorrect: false };
    for (const gradientScale of [1e-3, 1, 1e3]) {
      const found = directed({ f: () => 1, parameter: zero, gradientScale });
      expect(found).toMatchObject({ mode: 'directions', ...nothing });
      expect(found.natural).toBeLessThan(1e-5);
    }
    const jumps = (x: Values): number => x.reduce((sum, v, k) => sum + (v > k + 1 ? 1 : 0), 1);
    expect(directed({ f: jumps, parameter: zero, blocks: false })).toMatchObject(nothing);
  });
});

describe('a wrong claim', () => {
  it.each([1, 2, 3])('above what is stated is found and named, seed %d', seed => {
    const right = directed({ seed });
    for (const sign of [1, -1]) {
      const largest = right.leaf.directionScales().largest;
      const off = sign * 2 * right.single * largest;
      const { wrong, incorrect, halvings, wrongShare, into, leaf } = directed({
        seed,
        change: (slope, k) => (k === 123 ? slope + off : slope),
      });
      // What it is wrong in relation to.
      expect(into.coordinates).toContain(leaf.steepest);
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

  it('is answered by larger steps, and by many where these are not enough', () => {
    const coarse = directed({ f: noisy, sigma, required: 1 });
    const larger = directed({ f: noisy, sigma, required: coarse.single / 3 });
    const many = directed({ f: noisy, sigma, required: larger.single / 2 });
    expect(coarse.directions).toBe(4);
    expect(larger.single).toBeLessThan(coarse.single / 3);
    expect(larger.calls).toBeLessThan(coarse.calls + 3 * 4);
    expect(many.single).toBeLessThan(larger.single);
    expect(many.calls).toBeGreaterThan(coarse.calls + 3 * 40);
  });

  it('is no reason for many steps where it is the value that curves', () => {
    // Curvatures add up along a direction, slopes of either sign do not.
    const curved = (x: Values): number => x.reduce((sum, v, k) => sum + 50 * (v - 1) ** 2 + v * Math.sin(k), 0);
    const values = Array.from({ length: 20_000 }, (_, k) => 1 + 0.01 * Math.cos(k));
    const claimed = values.map((v, k) => 100 * (v - 1) + Math.sin(k));
    const found = directed({ f: curved, sigma: 1e-9, parameter: { values, claimed } });
    expect(found).toMatchObject({ mode: 'directions', incorrect: false });
    expect(found.single).toBeLessThan(0.01);
    expect(found.calls).toBeLessThan(60);
  });

  it('is answered by blocks where that is not enough, and coordinates where these are no cheaper', () => {
    const large = { f: noisy, sigma, size: 1000 };
    const coarse = directed({ ...large, required: 1 });
    const refined = directed({ ...large, required: 1e-5, blocks: false });
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

  it('is answered by no more than one line of many steps where these do not help', () => {
    const restless = (x: Values): number => noisy(x) + 3e-9 * Math.sin(1e9 * x.reduce((sum, v) => sum + v, 0));
    const problem = { f: restless, sigma, size: 1000, blocks: false };
    expect(directed({ ...problem, required: 3e-5 }).calls).toBe(directed({ ...problem, required: 1e-4 }).calls + 48);
  });

  it('of blocks adds up in what they prove of all', () => {
    const { norm, shortest, largest } = directed({ size: 1000 }).leaf.directionScales();
    const { single, spread, calls } = directed({ f: noisy, sigma, size: 1000, required: 2.4e-5 });
    // Between two and three blocks.
    const parts = (spread / single / ((8 / norm) * ((shortest * largest) / 2))) ** 2;
    expect(parts).toBeGreaterThan(2);
    expect(parts).toBeLessThan(3);
    // A block that is sharp enough as it is takes no more steps.
    expect(calls).toBeLessThan(350);
    expect(directed({ f: noisy, sigma, size: 1000, required: 1.1e-5 }).calls).toBeLessThan(450);
  });

  it('that one coordinate does not overcome either is stated, where the leaf as a whole is known well enough', () => {
    const far = (x: Values): number => 1e10 + sumOfSines(x);
    const problem = { f: far, sigma: 1e10 * 2 ** -53, size: 1000 };
    const whole = directed({ ...problem, required: 1e-9, blocks: false });
    for (const share of [0.4, 0.2]) {
      for (const unit of [1, 2 ** 6, 2 ** -6]) {
        expect(directed({ ...problem, unit, required: share * whole.single })).toMatchObject({
          mode: 'directions',
          single: whole.single,
          spread: whole.spread,
        });
      }
    }
    expect(directed({ ...problem, required: 0.5 * whole.spread })).toMatchObject({ mode: 'every-coordinate' });
  });

  it('is answered by coordinates where more blocks are needed than a leaf is worth', () => {
    const problem = { f: noisy, sigma, size: 8000, unit: 64, blocks: false };
    const { single, spread } = directed({ ...problem, required: 1e-12 });
    // Four hundred blocks of nineteen. All together are known well enough, and one coordinate by itself.
    const required = 0.07 * single;
    expect(spread).toBeLessThan(required);
    const found = directed({ ...problem, required, blocks: true });
    expect(found.mode).toBe('every-coordinate');
    expect(found.calls).toBeLessThan(300);
  });

  it('of a leaf of very many entries is stated: neither blocks nor coordinates are worth their time', () => {
    const entries = { f: noisy, sigma, size: 40_000 };
    expect(directed({ ...entries, required: 1e-5 })).toMatchObject({ mode: 'directions', directions: 4 });
  });

  // Below what the directions prove.
  const required = 5.5e-6;
  const off = 0.4 * required;

  it.each([5, 990])(
    'hides no wrong claim at %d from the blocks, and a block that is wrong is divided further',
    place => {
      const change = (slope: number, k: number): number => (k === place ? slope + off : slope);
      const problem = { f: noisy, sigma, size: 1000, change };
      expect(directed({ ...problem, required, blocks: false })).toMatchObject({ wrong: [], incorrect: false });
      const found = directed({ ...problem, required });
      expect(found).toMatchObject({ wrong: [place], incorrect: true });
      // The first block is wrong: nothing else needs to be known.
      if (place === 5) expect(found.directions).toBe(5);
    },
  );
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
      single: Number.POSITIVE_INFINITY,
      spread: Number.POSITIVE_INFINITY,
    });
  });

  it('that go up some of them and down others accuse nobody, and prove nothing', () => {
    const mixed = (x: Values): number =>
      x.reduce((sum, v, k) => sum + (k % 2 ? 1 : -1) * Math.abs(v - 1 - 0.3 * Math.sin(k)), 0);
    const nothing = { single: Number.POSITIVE_INFINITY, spread: Number.POSITIVE_INFINITY };
    const ofOneSide: Parameter = { ...parameter, claimed: parameter.values.map((_, k) => (k % 2 ? 1 : -1)) };
    for (const blocks of [true, false]) {
      const found = directed({ f: mixed, parameter: ofOneSide, blocks });
      expect(found).toMatchObject({ mode: blocks ? 'every-coordinate' : 'directions', incorrect: false, ...nothing });
      expect(found.undecided).toMatchObject({ status: 'inconclusive', reason: 'kink' });
      expect(found.wrong).toEqual([]);
      // Others would meet the same kinks.
      expect(found.directions).toBe(1);
    }
    // A wrong one among them is one nevertheless.
    const claimed = ofOneSide.claimed.map((slope, k) => (k === 30 ? 3 : slope));
    expect(directed({ f: mixed, parameter: { ...parameter, claimed } })).toMatchObject({
      incorrect: true,
      wrong: [30],
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
