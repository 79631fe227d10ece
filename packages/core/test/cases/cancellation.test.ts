import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

type Round = (x: number) => number;

interface Cancelling {
  readonly name: string;
  f(x: number, r: Round): number;
  slope(x: number): number;
  /** The k-th of `POINTS` points, from where nothing is left of the digits to where all are. */
  at(k: number): number;
}

const POINTS = 60;
const small = (lowest: number) => (k: number) => (k % 2 ? -1 : 1) * 10 ** (lowest * (1 - k / POINTS));
const saturated = (k: number) => (40 * (k + 0.37)) / POINTS;

/** Textbook cancellations: what is left of 1 + ε moves in steps of its rounding, however small it is itself. */
const cancelling: readonly Cancelling[] = [
  {
    name: 'log(1 + e^−x)',
    f: (x, r) => r(Math.log(r(1 + r(Math.exp(-x))))),
    slope: x => -1 / (1 + Math.exp(x)),
    at: saturated,
  },
  {
    name: '−log σ(x)',
    f: (x, r) => r(-r(Math.log(r(1 / r(1 + r(Math.exp(-x))))))),
    slope: x => -1 / (1 + Math.exp(x)),
    at: saturated,
  },
  {
    name: 'a mean of losses',
    f: (x, r) => r(r(Math.log(r(1 + r(Math.exp(-x))))) / 7),
    slope: x => -1 / (1 + Math.exp(x)) / 7,
    at: saturated,
  },
  {
    name: '1 − tanh',
    f: (x, r) => r(1 - r(Math.tanh(x))),
    slope: x => -1 / Math.cosh(x) ** 2,
    at: k => saturated(k) / 2,
  },
  { name: '1 − cos', f: (x, r) => r(1 - r(Math.cos(x))), slope: Math.sin, at: small(-9) },
  {
    name: '√(1 + x) − 1',
    f: (x, r) => r(r(Math.sqrt(r(1 + x))) - 1),
    slope: x => 0.5 / Math.sqrt(1 + x),
    at: small(-16),
  },
  { name: 'eˣ − 1', f: (x, r) => r(r(Math.exp(x)) - 1), slope: Math.exp, at: small(-16) },
  { name: 'log(1 + x)', f: (x, r) => r(Math.log(r(1 + x))), slope: x => 1 / (1 + x), at: small(-16) },
  { name: '100 + x − 100', f: (x, r) => r(r(100 + x) - 100), slope: () => 1, at: small(-14) },
];

const verdictOf = ({ f, slope }: Cancelling, x: number, isFloat32: boolean, factor: number): string => {
  const round: Round = isFloat32 ? Math.fround : v => v;
  const like = (v: number): ArrayLike<number> => (isFloat32 ? Float32Array.of(v) : [v]);
  const { verdict, resolution } = checkGradients(
    {
      value: (p: ArrayLike<number>) => f(p[0]!, round),
      gradient: (p: ArrayLike<number>) => like(factor * slope(p[0]!)),
    } as never,
    { at: like(x) as never, evidence: 'never' },
  );
  return verdict === 'correct' && !(Number(resolution) < 0.5) ? 'vacuous' : verdict;
};

describe.each([
  ['float64', false],
  ['float32', true],
] as const)('what is left of a cancellation, in %s', (_, isFloat32) => {
  it.each(cancelling)('$name: a right derivative is not called wrong, nor a wrong one right', one => {
    const all = Array.from({ length: POINTS }, (_, k) => (isFloat32 ? Math.fround(one.at(k)) : one.at(k)));
    expect(all.filter(x => verdictOf(one, x, isFloat32, 1) === 'incorrect')).toEqual([]);
    expect(all.filter(x => verdictOf(one, x, isFloat32, 2) === 'correct')).toEqual([]);
    // Where enough digits are left, it is found.
    expect(all.filter(x => verdictOf(one, x, isFloat32, 2) === 'incorrect').length).toBeGreaterThan(POINTS / 8);
  });
});

describe('steps of the function itself', () => {
  const stairs: readonly (readonly [string, (x: number) => number, at: number, slope: number])[] = [
    ['round', Math.round, 1.3, 1],
    ['eight bits', x => Math.round(127 * x) / 127, 1.3, 1],
    ['a thousandth', x => Math.floor(1000 * x) / 1000, 0.7123456, 1],
    ['small', x => 1e-6 * Math.round(100 * x), 0.7123, 1e-4],
    ['huge', x => 1e10 * Math.round(100 * x), 0.7123, 1e12],
    ['none at all', () => 3, 0.7, 1],
    ['the flat side of a corner', x => Math.max(0, x), -1e-7, 1],
  ];

  it.each(stairs)('%s: the slope across them is none', (_, value, at, slope) => {
    expect(checkGradients({ value, gradient: () => slope }, { at, evidence: 'never' }).verdict).toBe('incorrect');
  });
});
