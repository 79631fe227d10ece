import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { judgeLine } from '../compare/judge.ts';
import { Line } from '../compare/line.ts';
import { locate, stratified } from './bisection.ts';
import { RandomWeights } from './direction.ts';
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

/** Looks for wrong claims in a range, from a random direction that disagrees. */
function located(change: (slope: number, k: number) => number, from = 0, to = SIZE, sigma = 2e-12) {
  const driven = compared([{ values: at, claimed: slopes.map(change) }], x => value(x!), { sigma });
  const [leaf] = driven.leaves;
  const weights = new RandomWeights(7);
  const line = new Line(leaf!.range(from, to, weights), driven.comparison.landscape);
  const failure = driven.run(judgeLine(line, {}));
  expect(failure.status).toBe('incorrect');
  const before = driven.calls();
  const into = new Measurements();
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
    const { wrong, halvings, into } = located(wrongAt([150, 900]), 100, 200);
    expect(wrong).toEqual([150]);
    expect(halvings).toBeLessThanOrEqual(7);
    expect(Math.min(...into.coordinates)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...into.coordinates)).toBeLessThan(200);
  });

  it('are found in noise, the larger one first', () => {
    const { wrong } = located((slope, k) => (k === 300 ? slope + 3 : k === 600 ? slope - 0.3 : slope), 0, SIZE, 1e-6);
    expect(wrong).toEqual([300, 600]);
  });

  it('that are small beside others are not followed, and are no reason to look for more', () => {
    const { wrong, wrongShare } = located((slope, k) => (k === 300 ? slope + 3 : k === 600 ? slope - 0.01 : slope));
    expect(wrong).toContain(300);
    expect(wrong.length).toBeLessThanOrEqual(2);
    expect(wrongShare).toBeUndefined();
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
    const driven = located(slope => slope + 0.5, 0, 1000);
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
