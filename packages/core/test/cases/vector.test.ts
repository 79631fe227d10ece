import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { said } from '../said.ts';

const sum = (x: readonly number[]): number => x.reduce((total, v) => total + v, 0);

function softmax(x: readonly number[]): number[] {
  const weights = x.map(v => Math.exp(v - Math.max(...x)));
  return weights.map(w => w / sum(weights));
}

const softmaxVjp = (x: readonly number[], cotangent: readonly number[]): number[] => {
  const y = softmax(x);
  const mean = sum(y.map((v, i) => v * cotangent[i]!));
  return y.map((v, i) => v * (cotangent[i]! - mean));
};

const deviation = (x: readonly number[]): number => Math.sqrt(sum(x.map(v => (v - sum(x) / x.length) ** 2)) / x.length);
const layernorm = (x: readonly number[]): number[] => x.map(v => (v - sum(x) / x.length) / deviation(x));

const layernormVjp = (x: readonly number[], cotangent: readonly number[]): number[] => {
  const y = layernorm(x);
  const mean = sum(cotangent) / x.length;
  const along = sum(cotangent.map((c, i) => c * y[i]!)) / x.length;
  return cotangent.map((c, i) => (c - mean - y[i]! * along) / deviation(x));
};

describe('T19 a cotangent of ones hides everything', () => {
  const at = [0.3, -0.7, 1.1];
  it.each([
    ['softmax', softmax, softmaxVjp],
    ['layernorm', layernorm, layernormVjp],
  ] as const)('%s through its vjp', (_, value, vjp) => {
    expect(said(checkGradients({ value, vjp }, { at }))).toBe('correct');
    expect(said(checkGradients({ value, vjp: () => [0, 0, 0] }, { at }))).toBe('incorrect');
  });

  it.each([
    ['softmax', softmax, at],
    ['layernorm', layernorm, at],
    ['layernorm', layernorm, [0.4, 2.5, -1.1, 0.2, 0.9]],
  ] as const)('Σ %s as a scalar: nothing but rounding', (_, inner, x) => {
    const subject = { value: (v: readonly number[]) => sum(inner(v)), gradient: () => x.map(() => 0) };
    expect(said(checkGradients(subject, { at: x }))).toBe('correct vacuous');
  });
});

it('T20 names a vjp that ignores its cotangent', () => {
  const check = checkGradients(
    { value: (x: number[]) => x.map(v => v * v), vjp: (x: number[]) => x.map(v => 2 * v) },
    { at: [1, 2, 3] },
  );
  expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'ignores-cotangent']);
});

it('T36 copies an output that is refilled', () => {
  const buffer = new Float64Array(2);
  const value = (x: Float64Array): Float64Array => {
    buffer.set([x[0]! * x[1]!, Math.sin(x[0]!)]);
    return buffer;
  };
  const jacobian = (x: Float64Array): number[][] => [
    [x[1]!, x[0]!],
    [Math.cos(x[0]!), 0],
  ];
  expect(said(checkGradients({ value, jacobian }, { at: Float64Array.of(0.7, 1.3) }))).toBe('correct reused-buffer');
});

it('T41 names the product with the transpose', () => {
  const matrix = [
    [1, 2, 0.5],
    [-1, 0.3, 2],
    [0.7, -2, 1.5],
  ];
  const product = (x: readonly number[]): number[] => matrix.map(row => sum(row.map((a, j) => a * x[j]!)));
  const transposed = (v: readonly number[]): number[] =>
    matrix.map((_, j) => sum(matrix.map((row, i) => row[j]! * v[i]!)));
  const at = [0.3, -0.2, 0.9];
  const right = { value: product, jvp: (_: readonly number[], v: readonly number[]) => product(v) };
  const wrong = { value: product, jvp: (_: readonly number[], v: readonly number[]) => transposed(v) };
  expect(said(checkGradients(right, { at }))).toBe('correct');
  const check = checkGradients(wrong, { at });
  expect([check.verdict, check.diagnoses[0]?.kind]).toEqual(['incorrect', 'transposed']);
});
