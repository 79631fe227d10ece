import { expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { scripted, sigmaFor } from '../../test/scripted-line.ts';
import { alongDiscrepancy, measureCurve } from './step-curve.ts';

const curveOf = (script: Parameters<typeof scripted>[0], unit = 1) => {
  const told = scripted(script);
  return { ...told.run(measureCurve(told.claim, told.landscape, unit)), taken: told.steps() };
};

it('a curve goes from a quarter of a length down to 2^-42, by factors of four', () => {
  const { steps, taken } = curveOf({});
  expect(taken).toEqual(Array.from({ length: 21 }, (_, k) => -2 - 2 * k));
  expect(steps.map(Math.log2)).toEqual([...taken].reverse());
});

it('a curve goes no further than the point is resolved', () => {
  expect(curveOf({ claim: { smallest: -10 } }).taken).toEqual([-2, -4, -6, -8, -10]);
  expect(curveOf({ claim: { smallest: -9 } }).taken).toEqual([-2, -4, -6, -8]);
});

it('a curve shows discrepancy and noise at each step, with steps in units of the parameter', () => {
  const { steps, discrepancy, noise } = curveOf(
    { q: t => 3 + t, sigma: sigmaFor(-30), claim: { smallest: -6, slope: 5 } },
    10,
  );
  expect(steps).toEqual([10 / 64, 10 / 16, 10 / 4]);
  for (const [k, t] of [1 / 64, 1 / 16, 1 / 4].entries()) {
    expect(discrepancy[k]).toBeCloseTo(3 + t, 12);
    expect(noise[k]).toBeCloseTo(2 ** -30 / t, 15);
  }
});

it('a curve has gaps where a side has no value', () => {
  expect(curveOf({ claim: { smallest: -6 }, besides: x => (x > 0.1 ? Number.NaN : 0) }).steps).toEqual([
    1 / 64,
    1 / 16,
  ]);
  expect(curveOf({ claim: { smallest: -6 }, besides: x => (x < -0.1 ? Number.NaN : 0) }).steps).toEqual([
    1 / 64,
    1 / 16,
  ]);
});

it('several coordinates are shown on the sides on which their discrepancies add up', () => {
  const [leaf] = compared([{ values: [1, 2, 4], claimed: [3, -4, 0.5] }], () => 1).leaves;
  const claim = alongDiscrepancy(leaf!, [0, 2], [-0.5, 0]);
  expect(claim.slope).toBe(-3 + 2);
});
