import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

type Vector = ArrayLike<number>;

/** Indices by value, of equal ones the first first. */
const order = (x: Vector): number[] => Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]! || a - b);
const middle = (x: Vector): number => order(x)[x.length >> 1]!;
const rest = (x: Vector): number => Array.from(x).reduce((sum, v) => sum + 0.1 * v * v, 0);

/** Median and something smooth; the slope of the median is claimed of one entry. */
const median = (x: Vector): number => Math.exp(0.5 * x[middle(x)]!) + rest(x);
const medianAt =
  (chosen: (x: Vector) => readonly number[]) =>
  (x: Vector): number[] => {
    const slope = 0.5 * Math.exp(0.5 * x[middle(x)]!);
    const shares = chosen(x);
    return Array.from(x, (v, i) => 0.2 * v + slope * (shares[i] ?? 0));
  };
const oneOf = (k: number): number[] => Array.from({ length: k + 1 }, (_, i) => (i === k ? 1 : 0));

const arrays = [
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const;

describe.each(arrays)('the median of tied entries in %s', (name, Values) => {
  const rounded = name === 'float32' ? Math.fround : (v: number): number => v;
  const tied = [0.7, 0.7, 0.7, -0.4, 1.3];
  const check = (shares: readonly number[], at = tied, options = {}) =>
    checkGradients(
      { value: x => rounded(median(x)), gradient: x => Values.from(medianAt(() => shares)(x)) },
      { at: Values.from(at), ...options },
    );

  it.each([
    ['the first of them', [1, 0, 0]],
    ['the second', [0, 1, 0]],
    ['the last', [0, 0, 1]],
    ['all alike', [1 / 3, 1 / 3, 1 / 3]],
  ])('has the slope of %s, with a warning', (_, shares) => {
    const found = check(shares);
    expect(found.verdict).toBe('correct');
    expect(found.warnings).toMatchObject([{ kind: 'kink' }]);
    expect(Number(found.resolution)).toBeLessThan(name === 'float32' ? 0.1 : 1e-5);
  });

  it.each([
    ['each of them', [1, 1, 1]],
    ['two of them', [1, 1, 0]],
    ['half of one', [0.5, 0, 0]],
    ['one of them twice', [2, 0, 0]],
    ['one of them seven times', [7, 0, 0]],
    ['one of them with the wrong sign', [-1, 0, 0]],
    ['one and a half less a half', [1.5, -0.5, 0]],
    ['an entry that is not tied', [0, 0, 0, 1]],
  ])('has not the slope of %s', (_, shares) => {
    expect(check(shares).verdict).toBe('incorrect');
  });

  it('has no derivative where subgradients are no answer', () => {
    const found = check([0, 1, 0], tied, { kinks: 'fail' });
    expect(found.verdict).toBe('inconclusive');
    expect(found.summary).toBe('No verdict: several coordinates are tied at x[1]');
  });

  it('has the slope of one of them alone where they are not quite tied', () => {
    const near = name === 'float32' ? 2 ** -13 : 2 ** -41;
    for (const shares of [oneOf(0), oneOf(2)]) {
      expect(check(shares, [0.7 * (1 - near), 0.7, 0.7 * (1 + near), -0.4, 1.3]).verdict).toBe('incorrect');
    }
  });
});

it('an error that a tie does not explain is found beside it, down to what the resolution tells', () => {
  const at = [0.7, 0.7, 0.7, -0.4, 1.3];
  const right = medianAt(() => oneOf(0));
  for (const off of [1e-1, 1e-3, 1e-5]) {
    for (const k of [0, 1, 3]) {
      const gradient = (x: readonly number[]) => right(x).map((v, i) => (i === k ? v + off : v));
      expect(checkGradients({ value: median, gradient }, { at }).verdict).toBe('incorrect');
    }
  }
});

it('ties cross parameters', () => {
  const at = { a: 0.7, b: 0.7, c: 0.7, d: 2 };
  const value = ({ a, b, c, d }: typeof at) => d * [a, b, c].sort((x, y) => x - y)[1]!;
  const claimed = (a: number, b: number) => (x: typeof at) => ({ a: a * x.d, b: b * x.d, c: 0, d: x.a });
  expect(checkGradients({ value, gradient: claimed(1, 0) }, { at }).verdict).toBe('correct');
  expect(checkGradients({ value, gradient: claimed(0, 1) }, { at }).verdict).toBe('correct');
  expect(checkGradients({ value, gradient: claimed(1, 1) }, { at }).verdict).toBe('incorrect');
});

describe('a median filter of a row with few levels', () => {
  const row = Array.from({ length: 40 }, (_, i) => Math.round(2 * Math.sin(0.9 * i)) / 2);
  const windows = row.slice(2).map((_, i) => [i, i + 1, i + 2]);
  const middleOf = (x: Vector, w: readonly number[]): number => w[middle(w.map(i => x[i]!))]!;
  const value = (x: Vector) => windows.reduce((sum, w, i) => sum + Math.sin(i) * x[middleOf(x, w)]!, 0);
  const gradient = (x: Vector) => {
    const found = Array.from(x, () => 0);
    for (const [i, w] of windows.entries()) found[middleOf(x, w)]! += Math.sin(i);
    return found;
  };

  it('has the gradient that follows the entries chosen', () => {
    const check = checkGradients({ value, gradient }, { at: row });
    expect(check.verdict).toBe('correct');
    expect(check.warnings).toMatchObject([{ kind: 'kink' }]);
    const twice = (x: Vector) => gradient(x).map(v => 2 * v);
    expect(checkGradients({ value, gradient: twice }, { at: row }).verdict).toBe('incorrect');
  });

  it('is not called wrong by directions', () => {
    for (let seed = 0; seed < 5; seed++) {
      const check = checkGradients({ value, gradient }, { at: row, seed, coverage: 'directions' });
      expect(check.verdict).not.toBe('incorrect');
    }
  });

  it('stays within the bounds of its parameter', () => {
    const options = { at: row, bounds: { x: [-1, 1] } } as const;
    const inside = (x: Vector) => {
      expect(Array.from(x).every(v => Math.abs(v) <= 1)).toBe(true);
      return value(x);
    };
    expect(checkGradients({ value: inside, gradient }, options).verdict).toBe('correct');
  });
});

it('a wrong gradient costs a bounded number of values more', () => {
  const at = Array.from({ length: 300 }, (_, i) => 1 + 0.3 * Math.sin(i));
  const value = (x: Vector) => Array.from(x).reduce((sum, v) => sum + Math.sin(v), 0);
  const check = checkGradients(
    { value, gradient: x => Array.from(x, v => 1.1 * Math.cos(v)) },
    { at, evidence: 'never' },
  );
  expect(check.verdict).toBe('incorrect');
  expect(check.cost.valueCalls).toBeLessThan(2 * 300 + 220);
});
