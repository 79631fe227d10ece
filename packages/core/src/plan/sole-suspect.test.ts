import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import type { ComparedLeaf } from './comparison.ts';
import { RandomWeights, type Weights } from './direction.ts';
import { Measurements, STATUS } from './measurements.ts';
import { accuse } from './sole-suspect.ts';

const SIZE = 4000;
const at = Array.from({ length: SIZE }, (_, k) => 1 + 0.5 * Math.sin(k));
const slopes = at.map(Math.cos);
const value = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + Math.sin(v), 0);

interface Situation {
  /** Errors of the claim, by coordinate. */
  readonly errors: Readonly<Record<number, number>>;
  readonly sigma?: number;
  readonly from?: number;
  readonly to?: number;
  /** Added to the discrepancy that the direction is said to have. */
  readonly besides?: number;
  readonly weights?: (leaf: ComparedLeaf) => Weights;
}

/** Follows the discrepancy that errors make along a direction. */
function accused({ errors, sigma = 2e-12, from = 0, to = SIZE, besides = 0, weights: chosen }: Situation) {
  const claimed = slopes.map((slope, k) => slope + (errors[k] ?? 0));
  const driven = compared([{ values: at, claimed }], x => value(x!), { sigma });
  const leaf = driven.leaves[0]!;
  const weights = chosen?.(leaf) ?? new RandomWeights(7);
  const into = new Measurements();
  const q = Object.entries(errors).reduce(
    (sum, [k, error]) => sum - leaf.alongWeights(Number(k), error * leaf.lengthOf(Number(k)), weights),
    besides,
  );
  const bound = 1e-3 * Math.abs(q);
  const found = driven.run(accuse(driven.comparison, leaf, { from, to, q, bound }, weights, into));
  const wrong = into.coordinates.filter((_, row) => into.status[row] === STATUS.incorrect).sort((a, b) => a - b);
  return { ...found, wrong, compared: into.size, calls: driven.calls() };
}

const uphill = (leaf: ComparedLeaf): Weights => leaf.uphill;

describe('a discrepancy of one coordinate', () => {
  it.each([0, 1, 2, 1999, 2000, 2001, 3456, 3998, 3999])('at %d tells where it lies', place => {
    for (const error of [0.3, -0.3, 1e-4]) {
      const found = accused({ errors: { [place]: error } });
      expect(found).toMatchObject({ explained: true, wrong: [place] });
      expect(found.steps).toBeLessThanOrEqual(4);
      expect(found.compared).toBeLessThanOrEqual(3);
    }
  });

  it('is found along every slope, and in a part of the leaf', () => {
    expect(accused({ errors: { 2345: 0.1 }, weights: uphill })).toMatchObject({ wrong: [2345] });
    expect(accused({ errors: { 150: 0.1 }, from: 100, to: 201 })).toMatchObject({ explained: true, wrong: [150] });
    expect(accused({ errors: { 151: 0.1 }, from: 150, to: 153 })).toMatchObject({ steps: 0, wrong: [151] });
  });

  it('is found where its size is known less well than was said', () => {
    for (const besides of [9e-4, -9e-4]) {
      const found = accused({ errors: { 3456: 0.3 }, besides });
      expect(found).toMatchObject({ explained: true, wrong: [3456] });
      expect(found.steps).toBeLessThanOrEqual(7);
    }
  });

  it('takes more steps the more of it drowns in noise, and none too many where all of it does', () => {
    const steps = [1e-12, 1e-7, 1e-5].map(sigma => accused({ errors: { 2345: 0.3 }, sigma }).steps);
    expect(steps[2]).toBeGreaterThan(steps[0]!);
    const drowned = accused({ errors: { 2345: 1e-6 }, sigma: 1e-5 });
    expect(drowned.wrong).toEqual([]);
    expect(drowned.calls).toBeLessThanOrEqual(20);
  });
});

describe('a discrepancy of several coordinates', () => {
  it.each([[{ 10: 0.3, 11: 0.3 }], [{ 10: 0.3, 11: 0.1 }], [{ 2000: 0.3, 2001: -0.1, 2002: 0.2 }]])(
    'side by side is found: %j',
    errors => {
      const found = accused({ errors });
      expect(found.explained).toBe(true);
      expect(found.wrong).toEqual(Object.keys(errors).map(Number));
    },
  );

  it('is followed from one that was found to what it leaves', () => {
    // Together they seem to lie half-way between 2000 and 2001.
    const found = accused({ errors: { 2000: 1, 2003: 0.2 }, weights: uphill });
    expect(found).toMatchObject({ explained: true, wrong: [2000, 2003] });
  });

  it.each([[{ 10: 0.3, 3000: 0.3 }], [{ 10: 0.3, 3000: -0.2 }], [{ 500: 1, 1500: 1, 2500: 1, 3500: 1 }]])(
    'far apart is given up after a few calls: %j',
    errors => {
      const found = accused({ errors });
      expect(found.explained).toBe(false);
      expect(found.steps).toBeLessThanOrEqual(3);
      expect(found.calls).toBeLessThanOrEqual(12);
    },
  );

  it('is not explained by the one that was found', () => {
    const found = accused({ errors: { 2345: 0.3 }, besides: 0.1 });
    expect(found.explained).toBe(false);
  });
});

it('that is not there accuses nobody', () => {
  const found = accused({ errors: {}, besides: 0.3 });
  expect(found).toMatchObject({ explained: false, wrong: [] });
  expect(found.calls).toBeLessThanOrEqual(6);
});
