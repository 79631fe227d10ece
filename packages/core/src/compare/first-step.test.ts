import { expect, it } from 'vitest';
import { type Script, scripted } from '../../test/scripted-line.ts';
import { firstStep } from './judge.ts';

const first = (script: Script): number => {
  const { claim, landscape } = scripted(script);
  return firstStep(claim, landscape);
};

it('balances rounding and truncation: ∛(3 σ ÷ slope)', () => {
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 1 } })).toBe(-10);
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: -8 }, landscape: { gradientScale: 8 } })).toBe(-11);
  expect(first({ sigma: 2 ** -36 / 3, claim: { slope: 1 } })).toBe(-12);
  // To the nearest power of two.
  expect(first({ sigma: 2 ** -31.4 / 3, claim: { slope: 1 } })).toBe(-10);
  expect(first({ sigma: 2 ** -31.6 / 3, claim: { slope: 1 } })).toBe(-11);
});

it('takes a hundredth of the gradient for the slope where less is claimed', () => {
  expect(first({ sigma: 2 ** -30 / 3, landscape: { gradientScale: 100 } })).toBe(-10);
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 0.9 }, landscape: { gradientScale: 800 } })).toBe(-11);
});

it('is shorter along a direction in which many slopes add up', () => {
  // Eight times as many as four times the gradient: the third derivative is 8² times as large.
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 32 } })).toBe(-Math.round((30 + 5 + 6) / 3));
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: -32 } })).toBe(-14);
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 4 } })).toBe(-11);
});

it('lies between what is too far and what can be resolved', () => {
  expect(first({ sigma: 1, claim: { slope: 1 } })).toBe(-2);
  expect(first({ sigma: 2 ** -90, claim: { slope: 1 } })).toBe(-22);
  expect(first({ sigma: 2 ** -90, claim: { slope: 1, smallest: -20 } })).toBe(-18);
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 1, smallest: -13 } })).toBe(-10);
  expect(first({ sigma: 2 ** -30 / 3, claim: { slope: 1, smallest: 0 } })).toBe(-2);
});

it('is no larger than what worked for a neighbour', () => {
  const hinted = (hint: number, smallest = -50) => first({ sigma: 2 ** -30 / 3, claim: { slope: 1, hint, smallest } });
  expect([hinted(-20), hinted(-4), hinted(-30), hinted(-30, -16)]).toEqual([-20, -10, -30, -14]);
});
