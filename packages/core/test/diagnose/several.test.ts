import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
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
    [0.61, undefined],
  ])('%d: %s', (factor, meaning) => {
    expect(scalesOf(g => ({ W1: scaled(g.W1, factor) }))).toEqual([meaning]);
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
