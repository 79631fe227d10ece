import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { hashed } from '../../test/measured-noise.ts';
import { judgeLine } from '../compare/judge.ts';
import { Line } from '../compare/line.ts';
import { locate, stratified } from './bisection.ts';
import { RandomWeights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { Measurements, STATUS } from './measurements.ts';

describe('a stratified sample', () => {
  it('is everything where there is not more than is wanted', () => {
    expect(stratified(5, 9, 4, 1)).toEqual([5, 6, 7, 8]);
    expect(stratified(5, 9, 10, 1)).toEqual([5, 6, 7, 8]);
    expect(stratified(5, 5, 3, 1)).toEqual([]);
  });

  it('has one of each of equal parts', () => {
    for (const [from, to, count] of [
      [0, 1000, 10],
      [100, 200, 33],
      [7, 12, 4],
    ] as const) {
      const sample = stratified(from, to, count, 3);
      expect(sample).toHaveLength(count);
      for (const [j, k] of sample.entries()) {
        expect(k).toBeGreaterThanOrEqual(from + Math.floor((j * (to - from)) / count));
        expect(k).toBeLessThan(from + Math.floor(((j + 1) * (to - from)) / count));
      }
    }
  });

  it('is drawn by its seed', () => {
    expect(stratified(0, 1000, 10, 3)).toEqual(stratified(0, 1000, 10, 3));
    expect(stratified(0, 1000, 10, 3)).not.toEqual(stratified(0, 1000, 10, 4));
  });
});

const SIZE = 1000;
const at = Array.from({ length: SIZE }, (_, k) => 1 + 0.5 * Math.sin(k));
const value = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + Math.sin(v), 0);
const slopes = at.map(Math.cos);

interface Search {
  readonly from?: number;
  readonly to?: number;
  readonly sigma?: number;
  readonly f?: (x: ArrayLike<number>) => number;
  /** Coordinates that were compared before. */
  readonly known?: readonly number[];
}

/** Looks for wrong claims in a range, from a random direction that disagrees. */
function located(change: (slope: number, k: number) => number, search: Search = {}) {
  const { from = 0, to = SIZE, sigma = 2e-12, f = value, known = [] } = search;
  const driven = compared([{ values: at, claimed: slopes.map(change) }], x => f(x!), { sigma });
  const [leaf] = driven.leaves;
  const weights = new RandomWeights(7);
  const line = new Line(leaf!.range(from, to, weights), driven.comparison.landscape);
  const failure = driven.run(judgeLine(line, {}));
  expect(failure.status).toBe('incorrect');
  const into = new Measurements();
  driven.run(compareCoordinates(driven.comparison, leaf!, known, into));
  const before = driven.calls();
  const found = driven.run(locate(driven.comparison, leaf!, { line, from, to, weights }, failure, into));
  const wrong = into.coordinates.filter((_, row) => into.status[row] === STATUS.incorrect).sort((a, b) => a - b);
  return { ...found, wrong, into, calls: driven.calls() - before };
}

const wrongAt =
  (places: readonly number[], amount = 0.5) =>
  (slope: number, k: number): number =>
    places.includes(k) ? slope + amount : slope;

describe('a few wrong coordinates', () => {
  it.each([0, 1, 499, 500, 777, 999])('one of them at %d is found in a few steps', place => {
    const { wrong, outcome, halvings, wrongShare, calls, into } = located(wrongAt([place]));
    expect(wrong).toEqual([place]);
    expect(outcome.status).toBe('incorrect');
    expect(wrongShare).toBeUndefined();
    expect(halvings).toBeLessThanOrEqual(3);
    // Two samples for a step, two for a neighbour, and the one that is wrong.
    expect(calls).toBeLessThanOrEqual(2 * 3 + 2 * 2 + 24);
    expect(into.size).toBeLessThanOrEqual(3);
  });

  it.each([[[3, 4]], [[10, 500, 990]], [[1, 2, 3, 4, 5, 6, 7, 8]], [[0, 100, 200, 300, 400, 500, 600, 700, 800, 900]]])(
    'several of them are all found: %j',
    places => {
      const { wrong, halvings, wrongShare } = located(wrongAt(places));
      expect(wrong).toEqual(places);
      expect(wrongShare).toBeUndefined();
      expect(halvings).toBeLessThanOrEqual(10 * places.length);
    },
  );

  it('are found in a part of the leaf, where only that was looked at', () => {
    const { wrong, halvings, into } = located(wrongAt([150, 900]), { from: 100, to: 200 });
    expect(wrong).toEqual([150]);
    expect(halvings).toBeLessThanOrEqual(7);
    expect(Math.min(...into.coordinates)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...into.coordinates)).toBeLessThan(200);
  });

  it('are found in noise, the larger one first', () => {
    const { wrong } = located((slope, k) => (k === 300 ? slope + 3 : k === 600 ? slope - 0.3 : slope), {
      sigma: 1e-6,
    });
    expect(wrong).toEqual([300, 600]);
  });

  it.each([1e-5, 3e-4, 1e-3, 3e-3])('are found in noise of %d that hides from two samples which half it is', size => {
    for (let seed = 1; seed <= 5; seed++) {
      const noise = hashed(size * Math.sqrt(3));
      const f = (x: ArrayLike<number>): number => value(x) + noise(seed * value(x));
      const { wrong, halvings, wrongShare, calls } = located(wrongAt([300, 720], 1), { sigma: size, f });
      expect([wrong, wrongShare]).toEqual([[300, 720], undefined]);
      expect(halvings).toBeLessThanOrEqual(22);
      // Twelve of them beside the point, for each of the two.
      expect(calls).toBeLessThanOrEqual(145 + 24);
    }
  });

  it.each([1, 100])(
    'that are small beside others are not followed, and are no reason to look for more (× %d)',
    size => {
      const { wrong, wrongShare } = located((slope, k) =>
        k === 300 ? slope + 3 * size : k === 600 ? slope - 0.01 * size : slope,
      );
      expect(wrong).toContain(300);
      expect(wrong.length).toBeLessThanOrEqual(2);
      expect(wrongShare).toBeUndefined();
    },
  );

  it('are explained by those of the range alone, whatever is known of others', () => {
    const places = [20, 150, 900];
    for (const known of [[900], [20], [20, 900], [200], [99]]) {
      const { wrongShare, wrong } = located(wrongAt([...places, 200, 99]), { from: 100, to: 200, known });
      expect(wrongShare).toBeUndefined();
      expect(wrong).toContain(150);
    }
  });

  it('that were compared before are not compared again', () => {
    const [first] = stratified(0, SIZE, 3, 3);
    expect(located(wrongAt([first!])).calls).toBeLessThanOrEqual(42);
    const known = Array.from({ length: SIZE }, (_, k) => k);
    expect(located(wrongAt([500]), { known }).calls).toBeLessThanOrEqual(2 * 9);
  });
});

describe('many wrong coordinates', () => {
  it('are estimated from a sample of ninety-six where half of the first six are wrong', () => {
    const all = located(slope => slope + 0.5);
    expect(all).toMatchObject({ halvings: 0, wrongShare: 1 });
    expect(all.into.size).toBeGreaterThanOrEqual(96);
    expect(all.into.size).toBeLessThanOrEqual(102);
    const most = located((slope, k) => (k % 4 ? slope + 0.5 : slope));
    expect(most.halvings).toBe(0);
    expect(most.wrongShare).toBeGreaterThan(0.6);
    expect(most.wrongShare).toBeLessThan(0.9);
  });

  it('are named where the sample is everything', () => {
    const driven = located(slope => slope + 0.5);
    expect(driven.wrong.length).toBe(driven.into.size);
    const few = compared(
      [{ values: at.slice(0, 50), claimed: slopes.slice(0, 50).map(slope => slope + 0.5) }],
      x => value(x!),
      { sigma: 2e-12 },
    );
    const weights = new RandomWeights(7);
    const line = new Line(few.leaves[0]!.range(0, 50, weights), few.comparison.landscape);
    const failure = few.run(judgeLine(line, {}));
    const into = new Measurements();
    const found = few.run(locate(few.comparison, few.leaves[0]!, { line, from: 0, to: 50, weights }, failure, into));
    expect(found).toMatchObject({ outcome: { status: 'incorrect' }, halvings: 0 });
    expect(found.wrongShare).toBeUndefined();
    expect(into.count(STATUS.incorrect)).toBe(50);
  });

  it('are estimated where they are too many to follow: sixteen are', () => {
    const places = Array.from({ length: 40 }, (_, k) => 25 * k + 3);
    const { wrong, wrongShare, halvings } = located(wrongAt(places));
    expect(wrong.length).toBeGreaterThanOrEqual(16);
    expect(wrong.length).toBeLessThan(30);
    expect(places).toEqual(expect.arrayContaining(wrong));
    expect(wrongShare).toBeGreaterThan(0);
    expect(wrongShare).toBeLessThan(0.15);
    expect(halvings).toBeLessThanOrEqual(160);
  });

  it('are followed from the largest on', () => {
    const sides = new Float64Array(SIZE);
    new RandomWeights(7).fill(sides, 0, SIZE);
    const large = Array.from({ length: 13 }, (_, k) => 70 * k + 7);
    const small = Array.from({ length: 12 }, (_, k) => 80 * k + 21);
    const share = (k: number): number => (large.includes(k) ? 3 : small.includes(k) ? 1.2 : 0);
    const { wrong } = located((slope, k) => slope + share(k) / sides[k]!);
    expect(wrong).toEqual(expect.arrayContaining(large));
  });

  it('too small to follow beside another are noticed by what stays unexplained', () => {
    const sides = new Float64Array(SIZE);
    new RandomWeights(7).fill(sides, 0, SIZE);
    const small = (k: number): number => (k % 16 === 5 ? 0.03 * Math.sign(sides[k]!) : 0);
    const { wrong, wrongShare } = located((slope, k) => slope + (k === 300 ? Math.sign(sides[k]!) : small(k)));
    expect(wrong).toContain(300);
    expect(wrongShare).toBeGreaterThan(0);
    expect(wrongShare).toBeLessThan(0.2);
  });

  it('whose discrepancies cancel within a half are noticed by what stays unexplained, or found', () => {
    const pair = located((slope, k) => (k === 200 ? slope + 1 : k === 201 ? slope + 1 : k === 800 ? slope + 1 : slope));
    expect(pair.wrong).toEqual([200, 201, 800]);
  });
});
