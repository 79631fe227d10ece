import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { said, thrownBy } from '../said.ts';

describe('T34 a function that answers differently each time', () => {
  it('dropout: says how far two calls at one point were apart', () => {
    let state = 5;
    const random = (): number => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const value = (x: number[]): number => x.reduce((sum, v) => sum + (random() > 0.5 ? 2 * v : 0), 0);
    const check = checkGradients({ value, gradient: () => [1, 1, 1, 1] }, { at: [0.3, 0.7, 0.2, 0.9] });
    expect(said(check)).toBe('inconclusive nondeterministic nondeterministic');
    if (check.inconclusive?.reason !== 'nondeterministic') throw new Error('no evidence');
    const values = check.inconclusive.values.map(Number);
    expect(values).toHaveLength(12);
    expect(check.inconclusive.spread).toBe(Math.max(...values) - Math.min(...values));
    expect(check.inconclusive).not.toHaveProperty('driftPerCall');
  });

  it('says that the value drifts with each call', () => {
    let calls = 0;
    const value = (x: number): number => x * x + 1e-9 * calls++;
    const check = checkGradients({ value, gradient: (x: number) => 2 * x }, { at: 1.5 });
    expect(said(check)).toBe('inconclusive nondeterministic nondeterministic');
    expect(check.inconclusive).toMatchObject({ driftPerCall: expect.closeTo(1e-9, 12) });
    expect(check.warnings[0]!.message).toContain('drifting the same way with each call');
  });
});

it('T35 sees a function write to its input, and leaves the user’s alone', () => {
  const at = Float64Array.of(1, 2);
  const value = (x: Float64Array): number => {
    for (let i = 0; i < x.length; i++) x[i]! *= 3;
    return x[0]! + x[1]!;
  };
  expect(said(checkGradients({ value, gradient: () => Float64Array.of(3, 3) }, { at }))).toBe('correct mutates-input');
  expect([...at]).toEqual([1, 2]);
});

describe('a point too large for fresh copies at every call', () => {
  const numbers = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i + 1));
  const points = {
    'a typed array': numbers,
    'an array of numbers': [...numbers],
    'an n-d array': { data: numbers, shape: [250, 4] },
    'nested arrays': Array.from({ length: 250 }, (_, r) => [...numbers.slice(4 * r, 4 * r + 4)]),
  };
  const flat = (x: unknown): number[] => {
    const entries = (x as { data?: unknown }).data ?? x;
    return (Array.isArray(entries) ? entries.flat() : [...(entries as Float64Array)]) as number[];
  };
  const value = (x: unknown): number => flat(x).reduce((sum, v) => sum + v * v, 0);
  const gradient = (x: unknown): unknown => {
    if (typeof x === 'number') return 2 * x;
    if (Array.isArray(x)) return x.map(gradient);
    if (x instanceof Float64Array) return x.map(v => 2 * v);
    const { data, shape } = x as { data: Float64Array; shape: number[] };
    return { data: gradient(data), shape };
  };

  it.each(Object.entries(points))('no writing is seen where there is none: %s', (_, at) => {
    expect(said(checkGradients({ value, gradient }, { at }))).toBe('correct');
  });

  it.each(Object.entries(points))('writing is seen: %s', (_, at) => {
    const writing = (x: unknown): number => {
      const sum = value(x);
      const array = (x as { data?: number[] }).data ?? (x as number[]);
      if (Array.isArray(array[7])) (array[7] as number[])[1] = 5;
      else array[29] = 5;
      return sum;
    };
    expect(said(checkGradients({ value: writing, gradient }, { at }))).toBe('correct mutates-input');
  });
});

it('T37 names a gradient that accumulates', () => {
  let sum = 0;
  const gradient = (x: number): number => {
    sum += 2 * x;
    return sum;
  };
  const check = checkGradients({ value: (x: number) => x * x, gradient }, { at: 3 });
  expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'accumulated']);
});

it('keeps its verdict when a function throws only where the picture of the error is drawn', () => {
  const table = [1, 4, 2, 8, 5];
  const at = (v: number): number => {
    const found = table[v];
    if (found === undefined) throw new RangeError(`no entry ${v}`);
    return found;
  };
  const slope = (v: number): number => at(Math.floor(v) + 1) - at(Math.floor(v));
  const value = (x: number[]): number =>
    x.reduce((sum, v) => sum + at(Math.floor(v)) + (v - Math.floor(v)) * slope(v), 0);
  const point = [1.3, 2.6, 0.4, 3.2];
  expect(checkGradients({ value, gradient: x => x.map(slope) }, { at: point }).verdict).toBe('correct');
  const { verdict, parameters } = checkGradients({ value, gradient: x => x.map(() => 0) }, { at: point });
  expect([verdict, parameters[0]!.curve]).toEqual(['incorrect', undefined]);
});

it('T45 says where a function threw, and leaves the point alone', () => {
  const at = { x: Float64Array.of(1, 2) };
  const original = new RangeError('too large');
  const value = ({ x }: typeof at): number => {
    if (x[1]! > 2) throw original;
    return x[0]! + x[1]!;
  };
  const error = thrownBy(() => checkGradients({ value, gradient: () => ({ x: Float64Array.of(1, 1) }) }, { at }));
  expect(error).toMatchObject({ code: 'ERR_USER_FUNCTION', cause: original });
  expect(error.message).toMatch(/value\(\) threw at a perturbed point: too large/);
  expect(error.message).toMatch(/x\[1\] +2 +moved by [\d.e-]+/);
  expect([...at.x]).toEqual([1, 2]);
});
