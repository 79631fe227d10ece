import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
import { type Matrix, map, matrix, total } from './models/matrix.ts';

const diagnosisOf = (subject: object, at: unknown): Diagnosis | undefined =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' }).diagnoses[0];

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const meanOf = (row: readonly number[]): number => row.reduce((sum, v) => sum + v, 0) / row.length;
const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map(row => row[j]!));

const x = matrix(4, 5, 3);
const weights = matrix(4, 5, 9);
const weigh = (y: Matrix): number => total(map(y, (v, i, j) => weights[i]![j]! * Math.sin(v)));
/** ∂ of `weigh` with respect to y. */
const cotangent = (y: Matrix): Matrix => map(y, (v, i, j) => weights[i]![j]! * Math.cos(v));

/** Terms of the backward pass of a layer norm without scale and shift. */
function layerNorm(x: Matrix): { y: Matrix; deviations: number[] } {
  const deviations = x.map(row => Math.sqrt(meanOf(row.map(v => (v - meanOf(row)) ** 2))));
  return { y: map(x, (v, i) => (v - meanOf(x[i]!)) / deviations[i]!), deviations };
}

function layerNormGradient(x: Matrix, has: { mean: boolean; variance: boolean }): Matrix {
  const { y, deviations } = layerNorm(x);
  const dy = cotangent(y);
  return map(dy, (d, i, j) => {
    const mean = has.mean ? meanOf(dy[i]!) : 0;
    const variance = has.variance ? y[i]![j]! * meanOf(dy[i]!.map((v, k) => v * y[i]![k]!)) : 0;
    return (d - mean - variance) / deviations[i]!;
  });
}

const layerNormOf = (has: { mean: boolean; variance: boolean }) => ({
  value: (x: Matrix): number => weigh(layerNorm(x).y),
  gradient: (x: Matrix): Matrix => layerNormGradient(x, has),
});

const norm = (row: readonly number[]): number => Math.sqrt(dot(row, row));
const normalised = (x: Matrix): Matrix => map(x, (v, i) => v / norm(x[i]!));

describe('what each row or column is off by', () => {
  it('a layer norm whose mean is taken for constant', () => {
    expect(diagnosisOf(layerNormOf({ mean: true, variance: true }), x)).toBeUndefined();
    expect(diagnosisOf(layerNormOf({ mean: false, variance: true }), x)).toMatchObject({
      kind: 'unknown',
      phrase: 'it is off by a constant in each row',
      hint: 'x is off by a constant in each row',
      evidence: expect.stringMatching(/^With a constant for each row added, all 20 agree \(largest relative error /),
      advice: expect.stringContaining('mean or variance treated as constant'),
      fit: { agreeing: 20, compared: 20 },
    });
  });

  it('a layer norm whose variance is taken for constant', () => {
    expect(diagnosisOf(layerNormOf({ mean: true, variance: false }), x)).toMatchObject({
      phrase: 'it is off by a constant and a multiple of the parameter in each row',
    });
  });

  it('a batch norm whose mean is taken for constant, in columns', () => {
    const { value, gradient } = layerNormOf({ mean: false, variance: true });
    const batch = {
      value: (x: Matrix): number => value(transpose(x)),
      gradient: (x: Matrix): Matrix => transpose(gradient(transpose(x))),
    };
    expect(diagnosisOf(batch, transpose(x))).toMatchObject({ phrase: 'it is off by a constant in each column' });
  });

  it('rows divided by their norm, which is taken for constant', () => {
    const value = (x: Matrix): number => weigh(normalised(x));
    const gradient = (x: Matrix): Matrix => map(cotangent(normalised(x)), (d, i) => d / norm(x[i]!));
    expect(diagnosisOf({ value, gradient }, x)).toMatchObject({
      phrase: 'it is off by a multiple of the parameter in each row',
    });
  });

  it('a layer whose slope is forgotten', () => {
    const input = [0.3, -0.8, 0.5, 0.9];
    const outputs = (W: Matrix): number[] => W.map(row => Math.tanh(dot(row, input)));
    const value = (W: Matrix): number => dot(outputs(W), outputs(W)) / 2;
    const gradient = (W: Matrix): Matrix => map(W, (_, i, j) => outputs(W)[i]! * input[j]!);
    expect(diagnosisOf({ value, gradient }, matrix(3, 4, 5))).toMatchObject({
      phrase: 'it is off by a factor in each row',
      evidence: expect.stringContaining('With a factor for each row applied, all 12 agree'),
      advice: expect.stringContaining('a slope'),
    });
  });

  it('two parameters alike', () => {
    const at = { a: x, b: matrix(3, 5, 4) };
    const weighRows = (y: Matrix): number => total(map(y, (v, i, j) => weights[i]![j]! * v));
    const value = ({ a, b }: typeof at): number => weighRows(normalised(a)) + weighRows(normalised(b));
    const constant = (x: Matrix): Matrix => map(x, (_, i, j) => weights[i]![j]! / norm(x[i]!));
    const gradient = ({ a, b }: typeof at): typeof at => ({ a: constant(a), b: constant(b) });
    expect(diagnosisOf({ value, gradient }, at)).toMatchObject({
      where: ['a', 'b'],
      phrase: 'it is off by a multiple of the parameter in each row',
      fit: { compared: 35 },
    });
  });

  it('a line along an axis of three', () => {
    const at = { data: x.flat().slice(0, 18), shape: [3, 3, 2] };
    const value = ({ data }: typeof at): number => data.reduce((sum, v, i) => sum + (i + 1) * Math.sin(v), 0);
    const gradient = ({ data }: typeof at): number[] =>
      data.map((v, i) => (i + 1) * Math.cos(v) + Math.cos(5 * (Math.floor(i / 6) * 2 + (i % 2))));
    expect(diagnosisOf({ value, gradient }, at)).toMatchObject({
      phrase: 'it is off by a constant in each line along axis 1',
    });
  });

  it('one constant for a whole vector', () => {
    const at = [0.3, -0.8, 0.5, 0.9, -0.2];
    const value = (v: number[]): number => v.reduce((sum, x, i) => sum + (i + 1) * Math.sin(x - meanOf(v)), 0);
    const gradient = (v: number[]): number[] => v.map((x, i) => (i + 1) * Math.cos(x - meanOf(v)));
    expect(diagnosisOf({ value, gradient }, at)).toMatchObject({
      phrase: 'it is off by a constant',
      evidence: expect.stringMatching(/^With a constant added, all 5 agree/),
    });
  });
});

describe('what no line explains', () => {
  it('rows that are too short to tell', () => {
    const value = (x: Matrix): number => total(map(x, (v, i, j) => (i + 2 * j + 1) * Math.sin(v)));
    const gradient = (x: Matrix): Matrix =>
      map(x, (v, i, j) => (i + 2 * j + 1) * Math.cos(v) + Math.sin(7 * i + 3 * j));
    const short = [
      [0.3, -0.8],
      [0.5, 0.9],
    ];
    expect(diagnosisOf({ value, gradient }, short)?.phrase).toBe('the cause is not recognised');
  });

  it('an error that is another one in every entry', () => {
    const value = (x: Matrix): number => total(map(x, (v, i, j) => (i + 2 * j + 1) * Math.sin(v)));
    const gradient = (x: Matrix): Matrix =>
      map(x, (v, i, j) => (i + 2 * j + 1) * Math.cos(v) + Math.sin(7 * i + 3 * j));
    expect(diagnosisOf({ value, gradient }, x)?.phrase).toBe('the cause is not recognised');
  });

  it('a function that is flat', () => {
    const gradient = (x: Matrix): Matrix => map(x, (_, i) => i + 1);
    expect(diagnosisOf({ value: () => 3, gradient }, x)?.phrase).toBe('the function is flat');
  });
});
