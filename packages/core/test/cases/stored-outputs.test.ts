import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../../src/index.ts';

const { fround } = Math;

/** Outputs of float32, one of them a thousand times the others: its last digits stand still where the point moves a little. */
const outputs = (x: readonly number[]): number[] => [
  fround(1000 + fround(x[0]! * x[1]!)),
  fround(Math.sin(x[0]!) * x[2]!),
  fround(x[1]! ** 2 - x[2]!),
];

/** Their vjp times `factor`. */
const product =
  (factor: number) =>
  ([a, b, c]: readonly number[], w: ArrayLike<number>): number[] =>
    [w[0]! * b! + w[1]! * Math.cos(a!) * c!, w[0]! * a! + 2 * w[2]! * b!, w[1]! * Math.sin(a!) - w[2]!].map(
      v => factor * v,
    );

const points = Array.from({ length: 24 }, (_, k) => [1, 2, 3].map(j => fround(Math.sin(7 * k + 3 * j) + 1.2)));

const checkOf = (factor: number, x: readonly number[], stored: (y: number[]) => ArrayLike<number>): GradientCheck =>
  checkGradients(
    {
      value: (p: ArrayLike<number>) => stored(outputs(Array.from(p))),
      vjp: (p: ArrayLike<number>, w: ArrayLike<number>) => Float32Array.from(product(factor)(Array.from(p), w)),
    } as never,
    { at: Float32Array.from(x) as never, evidence: 'never' },
  );

describe.each([
  ['Float32Array', (y: number[]) => Float32Array.from(y)],
  ['a plain array', (y: number[]) => y],
] as const)('outputs of float32 in %s, one large beside the others', (_, stored) => {
  it('do not make a right product wrong', () => {
    for (const x of points) expect(checkOf(1, x, stored).verdict).not.toBe('incorrect');
  });

  it('do not hide a wrong one', () => {
    for (const x of points) expect(checkOf(2, x, stored).verdict).toBe('incorrect');
  });
});

describe('an output whose derivative is lost in rounding', () => {
  const value = (x: number[]): number[] => [1e9 + 1e-9 * x[0]!, 1e-9 * Math.sin(x[0]!)];
  const jacobian =
    (error: number) =>
    (x: number[]): number[][] => [[1e-9 * (1 + error)], [1e-9 * Math.cos(x[0]!)]];

  it('bounds the resolution, and a warning says so', () => {
    const { verdict, resolution, warnings } = checkGradients({ value, jacobian: jacobian(0) }, { at: [0.4] });
    expect(verdict).toBe('correct');
    expect(resolution).toBeGreaterThan(1);
    expect(warnings).toMatchObject([
      {
        kind: 'vacuous',
        parameter: 'x',
        message: expect.stringMatching(/^In y\[0\] the derivative of x is lost in rounding/),
      },
    ]);
  });

  it('hides no error that the resolution excludes', () => {
    const { verdict, resolution } = checkGradients({ value, jacobian: jacobian(0.5) }, { at: [0.4] });
    expect(verdict).toBe('correct');
    expect(resolution).toBeGreaterThan(0.5);
  });

  it('does not blunt others where it is small', () => {
    const flat = (x: number[]): number[] => [3, Math.sin(x[0]!)];
    const { resolution, warnings } = checkGradients(
      { value: flat, jacobian: (x: number[]) => [[0], [Math.cos(x[0]!)]] },
      { at: [0.4] },
    );
    expect(resolution).toBeLessThan(1e-6);
    expect(warnings).toEqual([]);
  });
});
