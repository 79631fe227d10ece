import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { compareCoordinates, everyCoordinate, poolEvidence, refineBlunt } from './every-coordinate.ts';
import { Measurements, STATUS } from './measurements.ts';

const SIZE = 200;
const at = Array.from({ length: SIZE }, (_, k) => 1 + 0.5 * Math.sin(k));
const value = (x: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, v, k) => sum + Math.sin(v) * (1 + (k % 3)), 0);
const slopes = at.map((v, k) => Math.cos(v) * (1 + (k % 3)));
const SIGMA = 2e-13;

/** Compares all coordinates of Σ sin with some claims changed. */
function comparedAll(change: (slope: number, k: number) => number = slope => slope, order = everyCoordinateOf(SIZE)) {
  const driven = compared([{ values: at, claimed: slopes.map(change) }], x => value(x!), { sigma: SIGMA });
  const found = new Measurements();
  driven.run(compareCoordinates(driven.comparison, driven.leaves[0]!, order, found));
  return { ...driven, found, leaf: driven.leaves[0]! };
}

function everyCoordinateOf(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}

const wrongOf = (found: Measurements): number[] =>
  found.coordinates.filter((_, row) => found.status[row] === STATUS.incorrect);

describe('coordinates one by one', () => {
  it('are all compared, in the order given, with two values each where they are right', () => {
    const { found, calls, leaf } = comparedAll(undefined, [7, 3, ...everyCoordinateOf(SIZE).slice(10)]);
    expect(found.coordinates.slice(0, 3)).toEqual([7, 3, 10]);
    expect(found.size).toBe(192);
    expect(found.count(STATUS.correct)).toBe(192);
    expect(calls()).toBe(2 * 192);
    expect(everyCoordinate(leaf)).toEqual(everyCoordinateOf(SIZE));
  });

  it('that are wrong are named, and no others', () => {
    const wrong = [0, 13, 64, 199];
    const { found, leaf } = comparedAll((slope, k) => (wrong.includes(k) ? slope + 0.1 : slope));
    expect(wrongOf(found)).toEqual(wrong);
    for (const k of wrong) {
      const row = found.rowOf(k)!;
      expect(Math.abs(leaf.toUser(k, found.q[row]!) + 0.1)).toBeLessThanOrEqual(leaf.toUser(k, found.bound[row]!));
    }
  });

  it('that are all wrong cost two values each once six are confirmed', () => {
    const right = comparedAll().calls();
    const { found, calls } = comparedAll(slope => 1.5 * slope);
    expect(found.count(STATUS.incorrect)).toBe(SIZE);
    // Eight in the first batch, more than two values each; the rest of them quickly.
    expect(calls() - right).toBeGreaterThan(8 * 4);
    expect(calls() - right).toBeLessThan(8 * 40);
  });

  it('that are wrong in five places are looked at closely in all of them', () => {
    const five = [1, 2, 3, 4, 5];
    const { found, calls } = comparedAll((slope, k) => (five.includes(k) || k >= 190 ? 2 * slope : slope));
    expect(wrongOf(found)).toEqual([...five, ...everyCoordinateOf(SIZE).slice(190)]);
    const six = comparedAll((slope, k) => (five.includes(k) || k === 6 || k >= 190 ? 2 * slope : slope));
    expect(wrongOf(six.found)).toEqual([...five, 6, ...everyCoordinateOf(SIZE).slice(190)]);
    expect(calls() - six.calls()).toBeGreaterThan(50);
  });

  it('after many wrong ones are told right from wrong by eight noises and a thousandth of the slope', () => {
    const many = (k: number) => k < 8;
    const off = (share: number) => {
      const { found } = comparedAll((slope, k) => (many(k) ? 2 * slope : k === 100 ? slope * (1 + share) : slope));
      return found.status[found.rowOf(100)!];
    };
    expect([off(0.0009), off(0.0012), off(-0.0009), off(-0.0012)]).toEqual([
      STATUS.correct,
      STATUS.incorrect,
      STATUS.correct,
      STATUS.incorrect,
    ]);
    const { found, leaf } = comparedAll((slope, k) => (many(k) ? 2 * slope : k === 100 ? slope * 1.0009 : slope));
    // Not called wrong, it is known no better than it is off.
    expect(leaf.toUser(100, found.error[found.rowOf(100)!]!)).toBeGreaterThanOrEqual(0.0009 * Math.abs(slopes[100]!));
  });

  it('learn from each other where agreement is found close to the point', () => {
    // A fast oscillation of small amplitude: slopes of 0.1 that show below 1e-6 only.
    const f = (x: ArrayLike<number>): number =>
      Array.from(x).reduce((sum, v) => sum + v + 1e-8 * Math.sin(1e7 * (v - 1)), 0);
    const ones = Array.from({ length: 100 }, () => 1);
    const driven = compared([{ values: ones, claimed: ones.map(() => 1.1) }], x => f(x!), { sigma: 1e-14 });
    const found = new Measurements();
    driven.run(compareCoordinates(driven.comparison, driven.leaves[0]!, everyCoordinateOf(100), found));
    expect(found.count(STATUS.correct)).toBe(100);
    expect(driven.leaves[0]!.hint?.exponent).toBeLessThan(-20);
    expect(driven.leaves[0]!.hint?.length).toBe(1);
  });
});

describe('many small disagreements', () => {
  /** Noise of a quotient at the first step, about 2^-14. */
  const NOISE = 2.5e-9;
  const outcome = (q: number) =>
    ({ status: 'correct', q, error: 4 * NOISE + Math.abs(q), bound: 4 * NOISE, step: 2 ** -14, noise: NOISE }) as const;

  /** Pools what was measured of some coordinates, whose claims are off by `off` per length. */
  function pooled(sizes: readonly number[], off = 0) {
    const driven = comparedAll((slope, k) => slope + off / lengthOf(k), []);
    const found = new Measurements();
    for (const [k, size] of sizes.entries()) found.record(k, outcome(size * NOISE));
    const before = driven.calls();
    driven.run(poolEvidence(driven.comparison, driven.leaf, found));
    return { found, calls: driven.calls() - before };
  }
  const [{ leaf }] = [comparedAll(undefined, [])];
  const lengthOf = (k: number): number => leaf.lengthOf(k);

  it('are looked at again where their mean square, or the largest, is more than noise makes', () => {
    expect(pooled([1.8, 1.8, 1.8]).calls).toBe(0);
    expect(pooled([1.9, 1.9, 1.9]).calls).toBeGreaterThan(4);
    expect(pooled([1.9, -1.9, 1.9]).calls).toBeGreaterThan(4);
    expect(pooled([3, 3]).calls).toBe(0);
    expect(pooled([3.1, 0.1, 0.1, 0.1]).calls).toBe(0);
    expect(pooled([3.3, 0.1, 0.1, 0.1]).calls).toBeGreaterThan(4);
    expect(pooled([0.1, 0.1, 0.1, -3.3]).calls).toBeGreaterThan(4);
    expect(pooled([]).calls).toBe(0);
  });

  it('are looked at in two places at most', () => {
    const one = pooled([3.3, 1, 1]).calls;
    expect(pooled([3.3, 3.3, 3.3, 3.3]).calls).toBe(2 * one);
    // Those that stand out most, wherever they are.
    for (const sizes of [
      [3.3, 2, 0.1, 0.1],
      [2, 3.3, 0.1, 0.1],
      [0.1, 2, 0.1, 3.3],
    ]) {
      expect(pooled(sizes).calls).toBe(2 * one);
    }
  });

  it('are no error where closer looks find none, and are then known better', () => {
    const { found } = pooled([3.3, 2, 2]);
    expect(found.count(STATUS.correct)).toBe(3);
    expect(found.error[0]).toBeLessThan(outcome(3.3 * NOISE).error);
  });

  it('are measured again where a closer look is blunter but at odds with them, and only there', () => {
    const driven = comparedAll(undefined, []);
    const again = (q: number, error: number): number => {
      const found = new Measurements();
      found.record(0, { status: 'correct', q, error, bound: error, step: 2 ** -14, noise: Math.abs(q) / 4 });
      driven.run(poolEvidence(driven.comparison, driven.leaf, found));
      return found.error[0]!;
    };
    expect(again(8e-9, 1e-12)).toBeGreaterThan(5e-10);
    expect(again(8e-13, 1e-9)).toBe(1e-9);
  });

  it('are errors everywhere when one of them is', () => {
    const off = 2e-6;
    const { found } = pooled([3.3, 1.6, -1.6, 1.4], off);
    expect(found.status).toEqual([STATUS.incorrect, STATUS.incorrect, STATUS.incorrect, STATUS.correct]);
    expect(Math.abs(found.q[0]! + off)).toBeLessThanOrEqual(found.bound[0]!);
  });

  it('do not count what is no measurement', () => {
    const driven = comparedAll(undefined, []);
    const found = new Measurements();
    found.record(0, { ...outcome(9 * NOISE), status: 'incorrect' });
    found.record(1, { ...outcome(9 * NOISE), noise: 0 });
    found.record(2, outcome(0));
    driven.run(poolEvidence(driven.comparison, driven.leaf, found));
    expect(driven.calls()).toBe(0);
    // Nor do they make the others look smaller.
    for (const k of [3, 4, 5]) found.record(k, outcome(1.9 * NOISE));
    driven.run(poolEvidence(driven.comparison, driven.leaf, found));
    expect(driven.calls()).toBeGreaterThan(0);
  });
});

describe('the bluntest coordinates', () => {
  const offset = 1e8;
  const measured = (share: number, errors: (k: number) => number, count = 50) => {
    const driven = compared([{ values: at, claimed: slopes }], x => offset + value(x!), { sigma: offset * 1e-16 });
    const found = new Measurements();
    const [leaf] = driven.leaves;
    for (let k = 0; k < count; k++) {
      const kink = k === 1 ? { kink: { left: 0, right: 1, margin: 0 } } : {};
      const status = k === 2 ? 'incorrect' : 'correct';
      found.record(k, { status, q: 0, error: errors(k), bound: errors(k), step: 0.25, ...kink });
    }
    driven.run(refineBlunt(driven.comparison, leaf!, share, found));
    const refined = found.error.filter((error, k) => error < errors(k)).length;
    return { found, leaf: leaf!, refined, each: driven.calls() / Math.max(1, refined) };
  };

  it('are measured with many steps, thirty-two at most', () => {
    const { found, refined, each } = measured(0.01, k => (k < 40 ? 1 + k : 0.001));
    expect(refined).toBe(32);
    expect(each).toBeLessThan(48);
    for (let k = 8; k < 40; k++) expect(found.error[k]).toBeLessThan(1e-4);
    for (const k of [0, 1, 2, 7]) expect(found.error[k]).toBe(1 + k);
    expect(found.error[45]).toBe(0.001);
  });

  it('are those above a share of their slope, or of their parameter', () => {
    const { leaf } = measured(1, () => 0, 1);
    const limit = (k: number) => Math.max(leaf.rms, Math.abs(leaf.slopeOf(k)));
    expect(measured(0.01, k => 0.0099 * limit(k)).each).toBe(0);
    expect(measured(0.01, k => 0.0101 * limit(k), 20).refined).toBe(18);
  });

  it('that are wrong, or at kinks, are left as they are', () => {
    expect(measured(0.01, () => 1, 3).refined).toBe(1);
  });

  it('get as many steps as they need for the share', () => {
    expect(measured(1e-15, () => 1, 1).each).toBe(48);
  });
});
