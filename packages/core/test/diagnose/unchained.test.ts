import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';

const first = (subject: object, at: unknown): Diagnosis | undefined =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' }).diagnoses[0];

describe('a factor of the chain rule is missing', () => {
  it('the exponential of a logarithm', () => {
    const value = (s: number[]): number => s.reduce((sum, v, i) => sum + Math.sin(Math.exp(v) + i), 0);
    const gradient = (s: number[]): number[] => s.map((v, i) => Math.cos(Math.exp(v) + i));
    expect(first({ value, gradient }, [0.3, -0.8, 0.9, -0.2])).toMatchObject({
      phrase: 'a factor exp(x) is missing',
      evidence: expect.stringMatching(/^Multiplied by exp\(x\), all 4 agree/),
    });
  });

  it('the other one of a product, laid over every row', () => {
    type At = { x: number[][]; gamma: number[] };
    const slope = (i: number, j: number): number => Math.sin(3 * i + j + 1);
    const value = ({ x, gamma }: At): number =>
      x.flatMap((row, i) => row.map((v, j) => slope(i, j) * gamma[j]! * v)).reduce((sum, v) => sum + v, 0);
    const gradient = ({ x }: At): At => ({
      x: x.map((row, i) => row.map((_, j) => slope(i, j))),
      gamma: x[0]!.map((_, j) => x.reduce((sum, row, i) => sum + slope(i, j) * row[j]!, 0)),
    });
    const at: At = {
      x: [
        [0.3, -0.2, 0.9],
        [1.1, 0.4, -0.7],
      ],
      gamma: [0.5, 1.7, -0.8],
    };
    expect(first({ value, gradient }, at)).toMatchObject({ where: ['x'], phrase: 'a factor gamma is missing' });
  });
});

describe('a derivative that should be zero in some places', () => {
  const kept = [true, false, true, true, false, true];
  const value = (x: number[]): number => x.reduce((sum, v, i) => sum + (kept[i] ? Math.exp(v) : 0), 0);
  const gradient = (x: number[]): number[] => x.map(v => Math.exp(v));

  it('is told where a mask was not applied', () => {
    expect(first({ value, gradient }, [0.3, -0.2, 0.9, 0.1, 0.7, 0.4])).toMatchObject({
      phrase: 'it should be 0 there',
      evidence: 'That is so at all 2 coordinates that differ; the other 4 agree.',
    });
  });

  it('in several parameters', () => {
    type At = { a: number[]; b: number[] };
    const both = {
      value: ({ a, b }: At) => value(a) + value(b),
      gradient: ({ a, b }: At): At => ({ a: gradient(a), b: gradient(b) }),
    };
    expect(first(both, { a: [0.3, -0.2, 0.9, 0.1, 0.7, 0.4], b: [1, 0.2, 0.5, -0.1, 0.6, 0] })).toMatchObject({
      where: ['a', 'b'],
      phrase: 'it should be 0 there',
    });
  });
});
