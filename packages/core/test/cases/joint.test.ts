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
