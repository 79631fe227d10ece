import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertCorrectGradients, checkGradients, type GradientCheck, numericalGradient } from '../src/index.ts';
import { failureMessage } from '../src/result/message.ts';

interface Point {
  a: Float64Array;
  b: number;
}

const at: Point = { a: Float64Array.of(0.4, -1.1, 0.7), b: 0.3 };
const value = ({ a, b }: Point): number => Math.sin(a[0]! * a[1]!) + Math.exp(b * a[2]!);
const gradient = ({ a, b }: Point): Point => ({
  a: Float64Array.of(a[1]! * Math.cos(a[0]! * a[1]!), a[0]! * Math.cos(a[0]! * a[1]!), b * Math.exp(b * a[2]!)),
  b: a[2]! * Math.exp(b * a[2]!),
});

const timeless = ({ cost, ...check }: GradientCheck): unknown => ({ ...check, cost: { ...cost, milliseconds: 0 } });

describe('checkGradients', () => {
  it('is the same bit for bit when asynchronous, concurrent, batched or repeated', async () => {
    const sync = timeless(checkGradients({ value, gradient }, { at, evidence: 'always' }));
    const later = { value: async (p: Point) => value(p), gradient };
    expect(timeless(checkGradients({ value, gradient }, { at, evidence: 'always' }))).toEqual(sync);
    expect(timeless(await checkGradients(later, { at, evidence: 'always' }))).toEqual(sync);
    expect(timeless(await checkGradients(later, { at, evidence: 'always', concurrency: 5 }))).toEqual(sync);
    const valueBatch = (points: readonly Point[]): number[] => points.map(value);
    expect(timeless(checkGradients({ value, gradient }, { at, evidence: 'always', valueBatch }))).toEqual(sync);
  });

  it('gives plain JSON', () => {
    const check = checkGradients({ value, gradient: (p: Point) => ({ ...gradient(p), b: Number.NaN }) }, { at });
    expect(check.verdict).toBe('incorrect');
    expect(JSON.parse(JSON.stringify(check))).toEqual(check);
  });

  it('keeps its verdict when function and gradient are scaled', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.boolean(), (exponent, wrong) => {
        const c = 10 ** (exponent * 0.3);
        const scaled = (p: Point): Point => {
          const g = gradient(p);
          return { a: g.a.map(v => v * c * (wrong ? 1.001 : 1)), b: g.b * c };
        };
        const { verdict } = checkGradients({ value: p => c * value(p), gradient: scaled }, { at, evidence: 'never' });
        expect(verdict).toBe(wrong ? 'incorrect' : 'correct');
      }),
      { numRuns: 40 },
    );
  });

  it('names the corrupted coordinate and no other', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.constantFrom(-1, 0, 0.5, 2, 1.0001), (pick, factor) => {
        const planted = (p: Point): Point => {
          const g = gradient(p);
          g.a[pick]! *= factor;
          return g;
        };
        const check = checkGradients({ value, gradient: planted }, { at, evidence: 'never' });
        const wrong = check.parameters.flatMap(p =>
          p.coordinates.filter(c => c.status === 'differs').map(c => [p.path, ...c.index]),
        );
        expect(wrong).toEqual([['a', pick]]);
      }),
      { numRuns: 30 },
    );
  });

  it('holds the user’s bits after a throw at any call', () => {
    const before = [...at.a, at.b];
    for (let fatal = 1; fatal < 40; fatal++) {
      let calls = 0;
      const fragile = (p: Point): number => {
        p.a.fill(9);
        if (++calls === fatal) throw new Error('fatal');
        return value(at);
      };
      expect(() => checkGradients({ value: fragile, gradient }, { at })).toThrow();
      expect([...at.a, at.b]).toEqual(before);
    }
  });

  it('costs at most 2 n + 40 calls where the function is smooth', () => {
    const x = Float64Array.from({ length: 200 }, (_, i) => Math.cos(i));
    const smooth = (p: Float64Array): number => p.reduce((sum, v, i) => sum + Math.tanh(v) * (1 + (i % 7)), 0);
    const slopes = (p: Float64Array): Float64Array => p.map((v, i) => (1 - Math.tanh(v) ** 2) * (1 + (i % 7)));
    const check = checkGradients({ value: smooth, gradient: slopes }, { at: x });
    expect(check.verdict).toBe('correct');
    expect(check.cost.valueCalls).toBeLessThanOrEqual(2 * x.length + 40);
  });

  it('checks ten thousand coordinates through directions within 64 calls', () => {
    const x = Float64Array.from({ length: 10_000 }, (_, i) => Math.cos(i));
    const smooth = (p: Float64Array): number => p.reduce((sum, v) => sum + Math.tanh(v), 0);
    const slopes = (p: Float64Array): Float64Array => p.map(v => 1 - Math.tanh(v) ** 2);
    const check = checkGradients({ value: smooth, gradient: slopes }, { at: x });
    expect(check.verdict).toBe('correct');
    expect(check.cost.valueCalls).toBeLessThanOrEqual(64);
    expect(Number(check.resolution)).toBeLessThan(1e-3);
  });

  it('honours wrt, accept, kinks and a budget', () => {
    const wrongB = { value, gradient: (p: Point) => ({ ...gradient(p), b: 1.05 * gradient(p).b }) };
    expect(checkGradients(wrongB, { at, wrt: ['a'] }).verdict).toBe('correct');
    expect(checkGradients(wrongB, { at }).verdict).toBe('incorrect');
    expect(checkGradients(wrongB, { at, accept: { relative: 0.1 } }).verdict).toBe('correct');
    expect(checkGradients({ value: Math.abs, gradient: () => 0.5 }, { at: 0, kinks: 'fail' }).reason).toBe('kink');
    expect(checkGradients({ value, gradient }, { at, maxEvaluations: 5 }).reason).toBe('budget');
  });

  it('checks second derivatives', () => {
    const cubic = (p: number[]): number => p[0]! ** 3 * p[1]!;
    const slopes = (p: number[]): number[] => [3 * p[0]! ** 2 * p[1]!, p[0]! ** 3];
    const hessian = (p: number[]): number[][] => [
      [6 * p[0]! * p[1]!, 3 * p[0]! ** 2],
      [3 * p[0]! ** 2, 0],
    ];
    const subject = { value: cubic, gradient: slopes, hessian };
    expect(checkGradients(subject, { at: [1.2, 0.7], order: 2 }).verdict).toBe('correct');
    const wrong = { ...subject, hessian: (p: number[]) => [hessian(p)[0]!, [3 * p[0]! ** 2, 0.5]] };
    expect(checkGradients(wrong, { at: [1.2, 0.7] }).verdict).toBe('incorrect');
  });

  it('stops when the signal fires', () => {
    const controller = new AbortController();
    controller.abort();
    expect(() => checkGradients({ value, gradient }, { at, signal: controller.signal })).toThrow(/ERR_ABORTED/);
  });
});

it('numericalGradient bounds its own error', () => {
  const { gradient: numeric, errorBound } = numericalGradient(value, { at });
  const analytic = gradient(at);
  for (let i = 0; i < 3; i++) expect(Math.abs(numeric.a[i]! - analytic.a[i]!)).toBeLessThanOrEqual(errorBound.a[i]!);
  expect(errorBound.b).toBeLessThan(1e-8);
});

it('assertCorrectGradients throws the whole text', () => {
  const flat = { value, gradient: (p: Point) => ({ ...gradient(p), b: 0 }) };
  expect(() => assertCorrectGradients(flat, { at })).toThrow(/Gradient of b is incorrect.*Likely: detached/s);
  expect(assertCorrectGradients({ value, gradient }, { at })).toBeUndefined();
});

it('the text of a transposed gradient', () => {
  const W = [
    [0.1, 0.2],
    [0.4, -0.5],
  ];
  const product = (p: number[][]): number => p[0]![0]! * 2 + p[0]![1]! * 3 + p[1]![0]! * 5 + p[1]![1]! * 7;
  const check = checkGradients(
    {
      value: ({ W: p }: { W: number[][] }) => product(p),
      gradient: () => ({
        W: [
          [2, 5],
          [3, 7],
        ],
      }),
    },
    { at: { W } },
  );
  const text = failureMessage(check, { negated: false });
  expect(text.split('\n')[0]).toBe('Gradient of W is incorrect in 2 of 4 coordinates, it looks transposed');
  expect(text).toContain('W[0,1]');
  expect(text).toContain('Likely: transposed. With its two axes swapped, all 4 agree');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(96);
  expect(text.split('\n').length).toBeLessThanOrEqual(25);
});
