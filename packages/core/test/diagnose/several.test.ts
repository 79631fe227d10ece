import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
import { failureMessage } from '../../src/result/message.ts';
import type { Dense } from './models/dense.ts';
import { map, matrix, transpose, vector } from './models/matrix.ts';
import { attention, convolution, dense, recurrent, scaled, times, type Wrong } from './spoiled.ts';

const diagnosesOf = ({ subject, at }: Wrong): readonly Diagnosis[] =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' }).diagnoses;

const named = (diagnoses: readonly Diagnosis[]): string[] =>
  diagnoses.map(({ kind, also, where }) => `${kind}${also ? ` + ${also}` : ''}: ${where.join(' ')}`);

describe('two mistakes in one parameter', () => {
  it.each([
    ['transposed + scaled: W1', dense(g => ({ W1: scaled(transpose(g.W1), 5) })), 5],
    ['transposed + sign-flipped: W', recurrent(g => ({ W: scaled(transpose(g.W), -1) })), -1],
    ['flipped + scaled: K', attention(g => ({ K: scaled([...g.K].reverse(), 0.5) })), 0.5],
    ['shifted + scaled: u', recurrent(g => ({ u: map(g.u, (_, t, j) => (2 / 3) * g.u[(t + 1) % 7]![j]!) })), 2 / 3],
    ['swapped-parameters + scaled: Q K', attention(g => ({ Q: scaled(g.K, 2), K: scaled(g.Q, 2) })), 2],
    ['missing-term + scaled: W1', dense((g, p) => ({ W1: map(g.W1, (v, i, j) => 5 * (v - 0.1 * p.W1[i]![j]!)) })), 0.1],
  ] as const)('%s', (expected, wrong, factor) => {
    const [first, ...others] = diagnosesOf(wrong);
    expect(named([first!, ...others])).toEqual([expected]);
    expect(first!.factor).toBeCloseTo(factor, 6);
  });

  it.each([
    ['transposed, and noise', dense(g => ({ W1: map(transpose(g.W1), (v, i, j) => v + 0.05 * Math.sin(7 * i + j)) }))],
    [
      'flipped, and another factor in every row',
      attention(g => ({ K: map([...g.K].reverse(), (v, i) => (i + 2) * v) })),
    ],
    ['three mistakes', dense(g => ({ W1: map(transpose(g.W1), (v, i, j) => 3 * v + (i === j ? 1 : 0)) }))],
  ] as const)('%s has no name', (_, wrong) => {
    expect(named(diagnosesOf(wrong))).toEqual([expect.stringMatching(/^unknown/)]);
  });
});

describe('mistakes in several parameters', () => {
  it('one for all that share it, the others their own', () => {
    const wrong = dense(g => ({ W1: transpose(g.W1), b1: times(g.b1, -1), b2: times(g.b2, -1), X: scaled(g.X, 3.7) }));
    expect(named(diagnosesOf(wrong))).toEqual(['scaled: X', 'transposed: W1', 'sign-flipped: b1 b2']);
  });

  it('a pair that is swapped beside one that is not', () => {
    const wrong = attention(g => ({ Q: g.K, K: g.Q, V: scaled(g.V, -1) }));
    expect(named(diagnosesOf(wrong))).toEqual(['swapped-parameters: Q K', 'sign-flipped: V']);
  });

  it('what has no name comes last', () => {
    const wrong = convolution(g => ({ image: map(g.image, v => v * v), kernel: scaled(g.kernel, 2) }));
    expect(named(diagnosesOf(wrong))).toEqual(['scaled: kernel', 'unknown: image']);
  });
});

describe('what a factor is', () => {
  const scalesOf = (change: (g: Dense) => Partial<Dense>): readonly (string | undefined)[] =>
    diagnosesOf(dense(change)).map(({ factorMeaning }) => factorMeaning);

  it.each([
    [5, '5, the number of rows of X'],
    [1 / 5, '1/5, the number of rows of X'],
    [4, '4, the number of columns of X'],
    [-20, '20, the size of X'],
    [2, '2, as of a square'],
    [0.5, '1/2, as of a halved square'],
    [Math.sqrt(5), '√5, the root of the number of rows of X'],
    [5 / 4, '5/4, n ÷ (n − 1) for the number of rows of X'],
    [7, '7, as of a sum over 7'],
    [1 / 7, '1/7, as of a mean over 7'],
    [Math.sqrt(7), '√7, as of √d'],
    [180 / Math.PI, '180/π, degrees for radians'],
    [1 / Math.LN2, '1/ln 2, another base of the logarithm'],
    [Math.LN2, 'ln 2, another base of the logarithm'],
    [-Math.LN10, 'ln 10, another base of the logarithm'],
    [0.61, undefined],
  ])('%d: %s', (factor, meaning) => {
    expect(scalesOf(g => ({ W1: scaled(g.W1, factor) }))).toEqual([meaning]);
  });
});

describe('a factor that is a parameter', () => {
  type At = { x: number[]; tau: number };
  const at: At = { x: [0.3, -0.2, 0.9], tau: 0.7 };
  const value = ({ x, tau }: At): number => x.reduce((sum, v, i) => sum + (i + 1) * Math.sin(v / tau), 0);
  const gradient = ({ x, tau }: At): At => ({
    x: x.map((v, i) => ((i + 1) * Math.cos(v / tau)) / tau),
    tau: x.reduce((sum, v, i) => sum - ((i + 1) * Math.cos(v / tau) * v) / tau ** 2, 0),
  });

  it.each([
    ['x', { x: at.x.map(() => 0.7), tau: 1 }, 'tau, tau being 0.7'],
    ['tau', { x: at.x.map(() => 1), tau: 1 / 0.7 }, '1/tau, tau being 0.7'],
  ] as const)('left out of %s', (path, factor, meaning) => {
    const spoiled = (p: At): At => {
      const right = gradient(p);
      return { x: right.x.map((v, i) => v * factor.x[i]!), tau: right.tau * factor.tau };
    };
    const [found] = checkGradients({ value, gradient: spoiled }, { at, evidence: 'never' }).diagnoses;
    expect(found).toMatchObject({ kind: 'scaled', where: [path], factorMeaning: meaning });
  });

  it('is not guessed from one number of the wrong sign', () => {
    const spoiled = (p: At): At => ({ ...gradient(p), tau: -5 * gradient(p).tau });
    expect(named(checkGradients({ value, gradient: spoiled }, { at }).diagnoses)).not.toContain('scaled: tau');
  });
});

describe('a few wrong numbers', () => {
  it('two that are exchanged are not called after the sign that they share', () => {
    const at = [0.2, 0.4, -0.1, -0.3, 0.5, 0.15];
    const value = (x: number[]): number => x.reduce((sum, v, i) => sum + (i + 1) * Math.exp(v), 0);
    const gradient = (x: number[]): number[] => {
      const g = x.map((v, i) => (i + 1) * Math.exp(v));
      return [g[0]!, g[1]!, g[3]!, g[2]!, g[4]!, g[5]!];
    };
    expect(named(checkGradients({ value, gradient }, { at }).diagnoses)).toEqual(['permuted: x']);
  });

  it('a column is one, although it holds the largest numbers', () => {
    const at = [1, 2, 3, 4, 5].map(i => [Math.sin(i) / 2, Math.cos(3 * i) / 2, 2 + i / 10]);
    const value = (x: number[][]): number => x.reduce((sum, [a, b, c]) => sum + (a! + 2 * b!) / c!, 0);
    const gradient = (x: number[][]): number[][] => x.map(([a, b, c]) => [1 / c!, 2 / c!, (a! + 2 * b!) / c! ** 2]);
    const [found] = checkGradients({ value, gradient }, { at }).diagnoses;
    expect(found).toMatchObject({
      kind: 'isolated',
      phrase: 'column 2 alone',
      evidence: 'Only column 2 of x differs. There its sign is flipped.',
    });
  });
});

describe('a term whose coefficient is one', () => {
  it('is told without the digits of rounding', () => {
    const value = (x: number[]): number => x.reduce((sum, v) => sum + v ** 2 / 2 + 0.01 * v ** 6, 0);
    const gradient = (x: number[]): number[] => x.map(v => v + 0.03 * v ** 5);
    const [found] = checkGradients({ value, gradient }, { at: [0.5, 0.25, 0.12, 0.1, 0.08, 0.06] }).diagnoses;
    expect(found).toMatchObject({
      kind: 'missing-term',
      also: 'scaled',
      phrase: 'it is 2 times too small and 1·x is too many',
    });
    expect(found!.evidence).toMatch(/^Multiplied by 2, as of a halved square, and with 1·x taken away, all 6 agree/);
  });
});

describe('a norm treated as constant', () => {
  it('lacks a multiple of the parameter', () => {
    const at = [0.9, 0.3, -0.4, 0.2];
    const norm = (x: number[]): number => Math.hypot(...x);
    const value = (x: number[]): number => x.reduce((sum, v, i) => sum + ((i + 1) * v) / norm(x), 0);
    const gradient = (x: number[]): number[] => x.map((_, i) => (i + 1) / norm(x));
    const [found] = checkGradients({ value, gradient }, { at }).diagnoses;
    expect(found).toMatchObject({
      kind: 'missing-term',
      advice: 'Look at the regularisation, and at a norm, mean or variance treated as constant.',
    });
  });
});

describe('a Jacobian that is compared output by output', () => {
  it('is told which output a factor was seen in', () => {
    const at = [0.3, 0.5, -0.2];
    const value = (x: number[]): number[] => [x[0]! * x[1]! + x[2]!, Math.sin(x[0]!) + x[1]! ** 2 * x[2]!];
    const jacobian = (x: number[]): number[][] => [
      [x[1]!, x[0]!, 1].map(v => 3 * v),
      [Math.cos(x[0]!), 2 * x[1]! * x[2]!, x[1]! ** 2].map(v => 1.1 * v),
    ];
    const check = checkGradients({ value, jacobian }, { at });
    expect(check.summary).toBe(
      'Jacobian of x is incorrect in 3 of 3 coordinates, in x of y[1] it is 1.1 times too large',
    );
    expect(failureMessage(check, { negated: false })).toContain(
      'Likely: scaled, in x of y[1]. It is 1.1 times too large',
    );
  });
});

describe('products the wrong way round', () => {
  const A = matrix(4, 4, 70);
  const product = (m: number[][], x: number[]): number[] => m.map(row => row.reduce((sum, v, j) => sum + v * x[j]!, 0));
  const at = vector(4, 71);
  it.each([
    ['jvp', { jvp: (_: number[], v: number[]) => product(transpose(A), v) }],
    ['vjp', { vjp: (_: number[], dy: number[]) => product(A, dy) }],
    ['jacobian', { jacobian: () => transpose(A) }],
  ])('%s', (_, derivative) => {
    const value = (x: number[]): number[] => product(A, x);
    const { diagnoses } = checkGradients({ value, ...derivative }, { at, evidence: 'never' });
    expect(named(diagnoses)).toEqual(['transposed: x']);
  });
});

describe('a bias broadcast over a batch', () => {
  it('of ones instead of the number of examples', () => {
    const X = matrix(5, 3, 80);
    const value = ({ b, W }: { b: number[]; W: number[][] }): number =>
      X.reduce((sum, row) => sum + row.reduce((s, v, j) => s + v * W[j]![0]! + b[j]!, 0), 0);
    const gradient = (): { b: number[]; W: number[][] } => ({
      b: [1, 1, 1],
      W: X[0]!.map((_, j) => [X.reduce((sum, row) => sum + row[j]!, 0)]),
    });
    const [found] = checkGradients({ value, gradient }, { at: { b: [1, 2, 3], W: matrix(3, 1, 81) } }).diagnoses;
    expect(found).toMatchObject({ kind: 'not-summed', where: ['b'], factor: 1 / 5 });
  });

  it('through a vjp whose output shows the batch', () => {
    const X = matrix(5, 3, 82);
    const value = (b: number[]): number[][] => map(X, (v, _, j) => Math.tanh(v) + b[j]!);
    const vjp = (_: number[], dy: number[][]): number[] => dy[0]!;
    const [found] = checkGradients({ value, vjp }, { at: [1, 2, 3] }).diagnoses;
    expect(found).toMatchObject({ kind: 'not-summed', where: ['x'] });
  });
});
