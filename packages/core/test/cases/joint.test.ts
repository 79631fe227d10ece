import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { said } from '../said.ts';

const max = (x: readonly number[]): number => Math.max(...x);

it.each([
  ['T4 shared', [1 / 3, 1 / 3, 1 / 3], 'correct kink'],
  ['T4 first', [1, 0, 0], 'correct kink'],
  ['T5 every tie in full', [1, 1, 1], 'incorrect'],
] as const)('%s', (_, claimed, wanted) => {
  expect(said(checkGradients({ value: max, gradient: () => [...claimed] }, { at: [1, 1, 1] }))).toBe(wanted);
});

it('T18 warns where a wrong factor could not show', () => {
  const value = (x: number[]): number => x.reduce((sum, v) => sum + (v - 1) ** 4, 0);
  expect(said(checkGradients({ value, gradient: () => [0, 0] }, { at: [1, 1] }))).toBe('correct vacuous');
});

const halfSquares = (x: Float64Array): number => {
  let sum = 0;
  for (const v of x) sum += v * v;
  return sum / 2;
};

it.each(['auto', 'every-coordinate', 'directions'] as const)(
  'T22 finds one wrong entry of ten thousand (%s)',
  coverage => {
    const at = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i + 1));
    const gradient = (x: Float64Array): Float64Array => x.map((v, i) => (i === 7000 ? 700 * v : v));
    const check = checkGradients({ value: halfSquares, gradient }, { at, coverage, evidence: 'never' });
    expect(check.verdict).toBe('incorrect');
    expect(check.parameters[0]!.coordinates[0]!.index).toEqual([7000]);
  },
);

it.each(['auto', 'directions'] as const)('T22 finds a factor on a hundred thousand entries (%s)', coverage => {
  const at = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i + 1));
  const check = checkGradients(
    { value: halfSquares, gradient: (x: Float64Array) => x.map(v => 1.5 * v) },
    { at, coverage, evidence: 'never' },
  );
  expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'scaled']);
  expect(check.diagnoses[0]?.factor).toBeCloseTo(1.5, 6);
});
