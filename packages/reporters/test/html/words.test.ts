import { checkGradients, type GradientCheck } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { toMarkdown } from '../../page/src/words/say.tsx';
import { toldOf } from '../../src/html/words/told.ts';
import { recorded } from '../runs.ts';

const told = (check: GradientCheck): string => {
  const { large, normal, hint, undecided } = toldOf(recorded('steep', check));
  const { title, note, remedies } = undecided!;
  return [large, normal, [hint], title, note, remedies[0]!].map(toMarkdown).join('\n');
};

test.each([
  ['cusp', (x: number[]) => Math.sqrt(Math.abs(x[0]!))],
  ['vertical-tangent', (x: number[]) => Math.cbrt(x[0]!)],
  ['edge-of-domain', (x: number[]) => Math.sqrt(x[0]!)],
] as const)('an infinite slope is told as what it is: %s', (shape, value) => {
  const check = checkGradients({ value, gradient: () => [0] }, { at: [0] });
  expect(check.inconclusive).toMatchObject({ reason: 'infinite-slope', shape });
  expect(told(check)).toMatchSnapshot();
});

test('an infinite slope of unknown shape', () => {
  const check = checkGradients({ value: (x: number[]) => Math.cbrt(x[0]!), gradient: () => [0] }, { at: [0] });
  const { shape: _, ...evidence } = check.inconclusive as Extract<
    GradientCheck['inconclusive'],
    { reason: 'infinite-slope' }
  >;
  expect(told({ ...check, inconclusive: evidence })).toMatchSnapshot();
});
