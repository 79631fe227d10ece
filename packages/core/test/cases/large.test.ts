import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

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
