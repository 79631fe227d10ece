import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
import { type Matrix, map, matrix } from './models/matrix.ts';
import { attention, dense } from './spoiled.ts';

const first = (subject: object, at: unknown): Diagnosis | undefined =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' }).diagnoses[0];

describe('what has no name of its own is described', () => {
  it('values that are not numbers', () => {
    const value = (x: number[]): number => x.reduce((sum, v) => sum + v ** 2, 0);
    const gradient = (x: number[]): number[] => x.map(v => (v < 0 ? Number.NaN : 2 * v));
    expect(first({ value, gradient }, [1, -2, 3, 4, 5])).toMatchObject({
      kind: 'isolated',
      evidence: expect.stringContaining('NaN'),
    });
    expect(first({ value, gradient }, [1, -2, -3, 4, 5])).toMatchObject({
      kind: 'input-region',
      phrase: 'it is not a number where x < 0',
    });
    expect(first({ value, gradient }, [-1, -2])).toMatchObject({ kind: 'unknown', phrase: 'it is not a number' });
  });

  it('values that are not numbers anywhere', () => {
    const value = (x: number[]): number => x.reduce((sum, v) => sum + v ** 2, 0);
    const gradient = (x: number[]): number[] => x.map(() => Number.NaN);
    expect(first({ value, gradient }, [1, -2, 3])).toMatchObject({ kind: 'unknown', phrase: 'it is not a number' });
  });

  it('a row whose small error was not confirmed is no row that agrees', () => {
    const x = matrix(5, 6, 4);
    const value = (at: Matrix): number => at.flat().reduce((sum, v, k) => sum + Math.cos(k) * Math.sin(v), 0);
    const errors = [0.1, 0.07, 0.05, 0.2, 2e-5];
    const gradient = (at: Matrix): Matrix =>
      map(at, (v, i, j) => Math.cos(6 * i + j) * Math.cos(v) + errors[i]! * (2 + Math.sin(2 * i + 5 * j)));
    expect(first({ value, gradient }, x)?.evidence).not.toContain('none of the');
  });

  it('values that are not numbers, beside a mistake in another parameter', () => {
    type At = { w: number[]; b: number[]; c: number[] };
    const value = ({ w, b, c }: At): number => w[0]! ** 2 + b[0]! ** 3 * b[1]! + c[0]! ** 2;
    const gradient = ({ b, c }: At): At => ({ w: [Number.NaN], b: [-7, 5 * b[0]! ** 3], c: [2 * c[0]!] });
    const at: At = { w: [0.3], b: [0.5, 0.2], c: [0.7] };
    const { parameters, diagnoses, explanations } = checkGradients({ value, gradient }, { at });
    expect(parameters.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['w', 'incorrect'],
      ['b', 'incorrect'],
      ['c', 'correct'],
    ]);
    expect(parameters[2]!.resolution).toBeLessThan(1e-6);
    expect(diagnoses).toMatchObject([
      { phrase: 'it is not a number', where: ['w'] },
      { kind: 'unknown', where: ['b'] },
    ]);
    expect(new Set(explanations.map(({ parameter }) => parameter))).toEqual(new Set(['b']));
  });

  it('values that are clipped', () => {
    const { subject, at } = dense(g => ({ W1: map(g.W1, v => Math.max(-0.5, Math.min(0.5, v))) }));
    expect(first(subject, at)).toMatchObject({ kind: 'unknown', phrase: 'it looks clipped at 0.5' });
  });

  it('one factor wherever it differs', () => {
    const value = (z: number[]): number => z.reduce((sum, v, i) => sum + (i + 1) * Math.exp(v), 0);
    const at = [0.3, -0.2, 0.9, 0.1, -0.7, 0.4];
    const spoiled = (factor: number) => (z: number[]) =>
      z.map((v, i) => ([0, 1, 4].includes(i) ? factor : 1) * (i + 1) * Math.exp(v));
    const phraseOf = (factor: number): string | undefined => first({ value, gradient: spoiled(factor) }, at)?.phrase;
    expect(phraseOf(-1)).toBe('its sign is flipped there');
    expect(phraseOf(0)).toBe('it is 0 there');
    expect(phraseOf(0.5)).toBe('it is 0.5 times what it should be there');
    const gradient = (z: number[]): number[] =>
      z.map((v, i) => (i + 1) * Math.exp(v) + (i % 4 < 2 ? 0.1 * (i + 1) : 0));
    expect(first({ value, gradient }, at)?.phrase).toBe('the cause is not recognised');
  });

  it('some of the columns, without one factor', () => {
    const value = (x: number[][]): number => x.flat().reduce((sum, v, i) => sum + (i + 1) * Math.exp(v), 0);
    const gradient = (x: number[][]): number[][] =>
      map(x, (v, i, j) => (6 * i + j + 1) * Math.exp(v) + (j % 3 === 1 ? Math.sin(5 * i + j) : 0));
    const at = [
      [0.3, -0.2, 0.9, 0.1, -0.7, 0.4],
      [0.5, 0.8, -0.1, 0.6, 0.2, -0.3],
      [-0.4, 0.7, 0.35, -0.6, 0.15, 0.25],
    ];
    expect(first({ value, gradient }, at)).toMatchObject({
      kind: 'unknown',
      phrase: 'only in columns 1, 4',
      evidence: 'All 6 coordinates that differ lie in columns 1, 4, and none of the 12 that agree does.',
    });
  });

  it('a tie that counts twice', () => {
    const value = (x: number[]): number => Math.max(...x);
    expect(first({ value, gradient: () => [1, 1, 1] }, [1, 1, 1])).toMatchObject({ phrase: 'ties count twice' });
  });

  it('a claim outside of the slopes of a corner', () => {
    expect(first({ value: Math.abs, gradient: () => 2 }, 0)).toMatchObject({
      kind: 'unknown',
      phrase: 'it is no subgradient',
    });
    const gradient = (x: number[]): number[] => x.map(v => (v === 0 ? 3 : -Math.sign(v)));
    const value = (x: number[]): number => x.reduce((sum, v) => sum + Math.abs(v), 0);
    expect(first({ value, gradient }, [0, 1, -2, 3])?.phrase).not.toBe('it is no subgradient');
  });

  it('a Hessian that is wrong on one side of the diagonal', () => {
    const value = ([a, b]: number[]): number => a! ** 2 * b!;
    const gradient = ([a, b]: number[]): number[] => [2 * a! * b!, a! ** 2];
    const hessian = ([a, b]: number[]): number[][] => [
      [2 * b!, a!],
      [2 * a!, 0],
    ];
    expect(first({ value, gradient, hessian }, [0.3, 0.4])?.kind).not.toBe('transposed');
  });

  it('the derivative of a matrix that was meant to stay symmetric', () => {
    const value = ([[a, b], [c, d]]: [[number, number], [number, number]]): number => Math.log(a * d - c * c + 0 * b);
    const gradient = ([[a, b], [, d]]: [[number, number], [number, number]]): number[][] => {
      const det = a * d - b * b;
      return [
        [d / det, -b / det],
        [-b / det, a / det],
      ];
    };
    const at = [
      [2, 0.5],
      [0.5, 1],
    ];
    expect(first({ value, gradient }, at)).toMatchObject({
      phrase: 'it is the symmetrised derivative',
      advice: expect.stringContaining("structure: { x: 'symmetric' }"),
    });
  });

  it('a product that is not linear', () => {
    const { subject, at } = attention((g, _, dy) => ({ V: map(g.V, v => v + 0 * dy[0]![0]! + 1) }));
    expect(first(subject, at)).toMatchObject({ kind: 'unknown', where: ['V'] });
  });

  it('says what is wrong with a jvp to which a constant is added', () => {
    const at = { a: [0.3, -0.4, 0.5], b: [0.7, 0.2, -0.6] };
    const value = ({ a, b }: typeof at): number[] => a.map((x, i) => x * b[i]!);
    const jvp = (p: typeof at, t: typeof at): number[] => p.a.map((x, i) => x * t.b[i]! + t.a[i]! * p.b[i]! - 1);
    expect(first({ value, jvp }, at)).toMatchObject({ kind: 'unknown', phrase: 'it is not linear in its tangent' });
  });
});

describe('constant near the point, but not stale', () => {
  it('a softmax that gives everything to the largest', () => {
    const value = (x: number[]): number => Math.log(x.reduce((sum, v) => sum + Math.exp(v), 0));
    const gradient = (x: number[]): number[] => x.map(v => (v === Math.max(...x) ? 1 : 0));
    expect(first({ value, gradient }, [0.3, 2.1, -0.7, 1.4, -2])?.kind).not.toBe('stale');
    // Where the largest is opposite of the smallest.
    expect(first({ value, gradient }, [0.3, 2.1, -0.7, -2, 1.4])?.kind).not.toBe('stale');
  });

  it('a hinge without the true class', () => {
    const X = [
      [0.3, -0.8, 0.5],
      [0.9, 0.4, -0.2],
      [-0.6, 0.7, 0.1],
    ];
    const truth = [0, 1, 2];
    const margins = (W: number[][], i: number): number[] => {
      const scores = W.map(w => w.reduce((sum, v, d) => sum + v * X[i]![d]!, 0));
      return scores.map((z, k) => (k === truth[i] ? 0 : Math.max(0, z - scores[truth[i]!]! + 0.2)));
    };
    const value = (W: number[][]): number =>
      X.reduce((sum, _, i) => sum + margins(W, i).reduce((s, m) => s + m * m, 0), 0);
    const gradient = (W: number[][]): number[][] =>
      W.map((w, k) => w.map((_, d) => X.reduce((sum, x, i) => sum + (margins(W, i)[k]! > 0 ? x[d]! : 0), 0)));
    const W = [
      [0.2, -0.5, 0.9],
      [0.4, 0.3, -0.7],
      [-0.1, 0.8, 0.6],
    ];
    expect(first({ value, gradient }, W)?.kind).not.toBe('stale');
  });

  it('a jvp, asked for elsewhere, is evaluated there', () => {
    const at = { a: [0.3, -0.4, 0.5], b: [0.7, 0.2, -0.6] };
    const value = ({ a, b }: typeof at): number[] => a.map((x, i) => x * Math.sin(b[i]!));
    const jvp = (p: typeof at, t: typeof at): number[] =>
      p.a.map((x, i) => 1.5 * x * t.b[i]! * Math.cos(p.b[i]!) + t.a[i]! * Math.cos(p.b[i]!));
    expect(first({ value, jvp }, at)?.kind).not.toBe('stale');
  });
});

describe('factors of any size', () => {
  const x = [0.3, 0.5, 0.7, 0.2, -0.4];
  const value = (p: number[]): number => p.reduce((sum, v, i) => sum + Math.sin(v * (i + 1)), 0);
  const scaledBy = (factor: number) => (p: number[]) => p.map((v, i) => factor * (i + 1) * Math.cos(v * (i + 1)));

  it.each([
    [1e9, 'it is 1e9 times too large'],
    [1e12, 'it is 1e12 times too large'],
    [1e-9, 'it is 1e9 times too small'],
    [1e-20, 'it is 1e20 times too small'],
  ])('%g', (factor, phrase) => {
    expect(first({ value, gradient: scaledBy(factor) }, x)).toMatchObject({ kind: 'scaled', phrase });
  });

  it('no second mistake where the numbers are too blunt for one', () => {
    const at = Float32Array.of(3.1e8, -5e8, 7e8, 2.5e8, -4e8);
    const unit = (x: Float32Array): Float32Array => x.map(v => v / Math.fround(Math.hypot(...x)));
    const vjp = (x: Float32Array, dy: Float32Array): Float32Array => {
      const u = unit(x);
      const along = u.reduce((sum, v, i) => Math.fround(sum + v * dy[i]!), 0);
      return dy.map((d, i) => d - along * u[i]!);
    };
    expect(['scaled', 'unknown']).toContain(first({ value: unit, vjp }, at)?.kind);
  });

  it('a bound holds the rounding of a claim that is far too large', () => {
    const { parameters } = checkGradients({ value, gradient: scaledBy(1e12) }, { at: x });
    for (const { index, numeric, bound } of parameters[0]!.coordinates) {
      const i = index[0]!;
      expect(Math.abs(Number(numeric) - (i + 1) * Math.cos(x[i]! * (i + 1)))).toBeLessThanOrEqual(Number(bound));
    }
  });
});
