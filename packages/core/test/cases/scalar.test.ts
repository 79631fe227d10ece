import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { said } from '../said.ts';

/** Situations that gradient checkers get wrong, each with the verdict that is right. */
type Scalar = readonly [id: string, f: (x: number) => number, at: number, claimed: number, wanted: string];

const relu = (x: number): number => Math.max(0, x);

const scalars: readonly Scalar[] = [
  ['T1 subgradient 0', relu, 0, 0, 'correct kink'],
  ['T1 subgradient 1', relu, 0, 1, 'correct kink'],
  ['T1 subgradient ½', relu, 0, 0.5, 'correct kink'],
  ['T1 above the interval', relu, 0, 1.5, 'incorrect'],
  ['T1 below the interval', relu, 0, -0.1, 'incorrect'],
  ['T2 the side it is on', relu, -1e-7, 0, 'correct vacuous'],
  ['T2 the other side', relu, -1e-7, 1, 'incorrect'],
  ['T2 the naive value', relu, -1e-7, 0.45, 'incorrect'],
  ['T3', Math.abs, 0, 0.5, 'correct kink'],
  ['T3 middle', Math.abs, 0, 0, 'correct kink'],
  ['T3 outside', Math.abs, 0, 1.2, 'incorrect'],
  ['T9', Math.floor, 4, 0, 'inconclusive discontinuous'],
  ['T9 away from the jump', Math.floor, 4.5, 0, 'correct vacuous'],
  ['T10', Math.round, 1.3, 1, 'incorrect'],
  ['T11 cusp', x => Math.sqrt(Math.abs(x)), 0, 0, 'inconclusive infinite-slope'],
  ['T11 vertical tangent', Math.cbrt, 0, 0, 'inconclusive infinite-slope'],
  ['T11 edge of the domain', Math.sqrt, 0, Number.POSITIVE_INFINITY, 'inconclusive infinite-slope'],
  ['T12 x|x|', x => x * Math.abs(x), 0, 0, 'correct vacuous'],
  ['T12 x²sin(1/x)', x => (x === 0 ? 0 : x * x * Math.sin(1 / x)), 0, 0, 'correct vacuous'],
  ['T12 |x|^1.5', x => Math.abs(x) ** 1.5, 0, 0, 'correct vacuous'],
  ['T12 x³', x => x ** 3, 0, 0, 'correct vacuous'],
  ['T13 1e10', x => x, 1e10, 1, 'correct'],
  ['T13 1e12', x => x, 1e12, 1, 'correct'],
  ['T13 wrong', x => x, 1e12, 2, 'incorrect'],
  ['T14 1e8', x => 1e8 + Math.sin(x), 1, Math.cos(1), 'correct'],
  ['T14 1e10', x => 1e10 + Math.sin(x), 1, Math.cos(1), 'correct'],
  ['T14 wrong', x => 1e10 + Math.sin(x), 1, 0, 'incorrect'],
  ['T16', x => 1e-10 * x ** 3, 1, 6e-10, 'incorrect'],
  ['T16 flat', x => 1e-10 * x ** 3, 1, 0, 'incorrect'],
  ['T16 at 1e-30', x => 1e-30 * x ** 3, 1, 6e-30, 'incorrect'],
  ['T16 zero', x => 1e-30 * x ** 3, 1, 0, 'incorrect'],
  ['T16 right', x => 1e-30 * x ** 3, 1, 3e-30, 'correct'],
  ['T27 right', x => x + 1e-7 * Math.sin(1e6 * x), 0, 1.1, 'correct'],
  ['T27 wrong', x => x + 1e-7 * Math.sin(1e6 * x), 0, 1, 'incorrect'],
  ['T29', Math.exp, 1, Math.E * (1 + 1e-4), 'incorrect'],
  ['T30 log', Math.log, 1e-7, 1e7, 'correct'],
  ['T30 acosh', Math.acosh, 0.5, Number.NaN, 'inconclusive not-finite'],
  ['T31', x => (x > 0 ? Math.sqrt(x) : 0), -1, Number.NaN, 'incorrect'],
];

describe('scalar situations', () => {
  it.each(scalars)('%s', (_, f, at, claimed, wanted) => {
    expect(said(checkGradients({ value: f, gradient: () => claimed }, { at }))).toBe(wanted);
  });
});

it.each([
  ['T1', relu, 0.5, 0, 1],
  ['T3', Math.abs, 0.5, -1, 1],
] as const)('%s shows both one-sided slopes', (_, f, claimed, left, right) => {
  const [found] = checkGradients({ value: f, gradient: () => claimed }, { at: 0 }).parameters[0]!.coordinates;
  expect(found).toMatchObject({ status: 'kink', left: expect.closeTo(left, 6), right: expect.closeTo(right, 6) });
});

it.each([
  ['cusp', (x: number) => Math.sqrt(Math.abs(x)), 'value() has a cusp at x'],
  ['vertical-tangent', Math.cbrt, 'value() has a vertical tangent at x'],
  ['edge-of-domain', Math.sqrt, 'x is at the edge of the domain'],
])('T11 names a %s as such', (shape, value, words) => {
  const check = checkGradients({ value, gradient: () => 0 }, { at: 0 });
  expect(check.inconclusive).toMatchObject({ reason: 'infinite-slope', shape });
  expect(check.summary).toContain(words);
});

it('T14 states the coarser resolution that an offset leaves', () => {
  const resolutionAt = (offset: number): number =>
    Number(checkGradients({ value: (x: number) => offset + Math.sin(x), gradient: Math.cos }, { at: 1 }).resolution);
  expect(resolutionAt(1e8)).toBeGreaterThan(100 * resolutionAt(0));
  expect(resolutionAt(1e10)).toBeGreaterThan(5 * resolutionAt(1e8));
});

it('T30 calls a function that is not finite at the point inconclusive, not a mismatch', () => {
  const logSumExp = (x: readonly number[]): number => Math.log(x.reduce((sum, v) => sum + Math.exp(v), 0));
  const check = checkGradients({ value: logSumExp, gradient: () => [1, 0] }, { at: [1000, 0] });
  expect(said(check)).toBe('inconclusive not-finite');
  expect(check.inconclusive).toMatchObject({ reason: 'not-finite', value: 'Infinity' });
});

it('at the edge of a domain, compares the other parameters as finely as their arithmetic allows', () => {
  const value = ({ x, y }: { x: number; y: number }): number => x ** 1.5 + y;
  const gradient = (claimed: number) => () => ({ x: 0, y: claimed });
  const at = { x: 0, y: 1 };
  const check = checkGradients({ value, gradient: gradient(1) }, { at });
  expect(check).toMatchObject({ verdict: 'correct', precision: 'float64' });
  expect(check.resolution).toBeLessThan(1e-9);
  expect(checkGradients({ value, gradient: gradient(1 + 1e-6) }, { at }).verdict).toBe('incorrect');
});
