import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

const x = Float64Array.from({ length: 400 }, (_, k) => Math.cos(k));
const value = (p: Float64Array): number => p.reduce((sum, v, k) => sum + Math.tanh(v) * (1 + (k % 3)), 0);
const gradient = (p: Float64Array): Float64Array => p.map((v, k) => (1 - Math.tanh(v) ** 2) * (1 + (k % 3)));
const flipped = (p: Float64Array): Float64Array => gradient(p).map((v, k) => (k === 123 ? -v : v));

it('covers all coordinates with directions where the budget does not hold each of them', () => {
  const check = checkGradients({ value, gradient }, { at: x, maxEvaluations: 100 });
  expect(check.verdict).toBe('correct');
  expect(check.parameters[0]!.coverage.mode).toBe('directions');
  expect(Number(check.resolution)).toBeLessThan(1e-4);
  expect(check.cost.valueCalls).toBeLessThanOrEqual(100);
});

it('compares as many coordinates as fit when each was asked for, and says what that leaves', () => {
  const check = checkGradients({ value, gradient }, { at: x, coverage: 'every-coordinate', maxEvaluations: 400 });
  const { coordinates, unchecked } = check.parameters[0]!.coverage;
  expect(check.verdict).toBe('correct');
  expect(coordinates).toBeGreaterThan(80);
  expect(coordinates + unchecked).toBe(400);
  expect(check.warnings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    `unchecked: ${unchecked} of 400 coordinates of x were not compared.`,
  ]);
  expect(check.cost.valueCalls).toBeLessThanOrEqual(400);
});

it('never makes more calls than it may, and finds what it can', () => {
  const verdicts = new Set<string>();
  for (const maxEvaluations of [1, 5, 15, 25, 40, 60, 80, 120, 200, 400]) {
    for (const claimed of [gradient, flipped]) {
      let calls = 0;
      const counted = (p: Float64Array): number => {
        calls++;
        return value(p);
      };
      const check = checkGradients({ value: counted, gradient: claimed }, { at: x, maxEvaluations });
      expect(calls).toBeLessThanOrEqual(maxEvaluations);
      expect(check.verdict).not.toBe(claimed === gradient ? 'incorrect' : 'correct');
      if (check.verdict === 'inconclusive') expect(check.reason).toBe('budget');
      verdicts.add(check.verdict);
    }
  }
  expect([...verdicts].sort()).toEqual(['correct', 'inconclusive', 'incorrect']);
});

it('says how many calls the whole would take', () => {
  const check = checkGradients({ value, gradient }, { at: x, maxEvaluations: 20 });
  expect(check.inconclusive).toMatchObject({ reason: 'budget', spent: 20, unchecked: 400 });
});
