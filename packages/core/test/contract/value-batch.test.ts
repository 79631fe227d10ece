import { describe, expect, it } from 'vitest';
import { checkGradients, numericalGradient } from '../../src/index.ts';

type Point = { readonly w: readonly number[]; readonly b: number };

const at: Point = { w: [0.4, -1.2, 0.7], b: 0 };
const decay = ({ w }: Point): number => 0.005 * w.reduce((sum, x) => sum + x * x, 0);
const cost = ({ w, b }: Point): number => Math.log(1 + Math.exp(w[0]! - 2 * w[1]! + b)) + Math.sin(w[2]!);
const value = (p: Point): number => cost(p) + decay(p);
const gradient = ({ w, b }: Point): Point => {
  const s = 1 / (1 + Math.exp(-(w[0]! - 2 * w[1]! + b)));
  return { w: [s + 0.01 * w[0]!, -2 * s + 0.01 * w[1]!, Math.cos(w[2]!) + 0.01 * w[2]!], b: s };
};

type Batch = (points: readonly Point[]) => unknown;
const checked = (valueBatch: Batch): string => checkGradients({ value, gradient }, { at, valueBatch }).verdict;

describe('a batch', () => {
  it.each([
    ['drops a term', points => points.map(cost)],
    ['drops a term that vanishes at the point', points => points.map(p => value({ ...p, b: 0 }))],
    ['has its values in another order', points => points.map(value).reverse()],
    ['has each value in the place of the next', points => points.map((_, k) => value(points.at(k - 1)!))],
    ['gives all points the value of the first', points => points.map(() => value(points[0]!))],
    ['is a mean instead of a sum', points => points.map(p => value(p) / 3)],
  ] satisfies [string, Batch][])('that %s is not the function of the check', (_, valueBatch) => {
    expect(() => checked(valueBatch)).toThrow(
      /^ERR_OPTION: valueBatch\(\) returns \S+ for a point where value\(\) returns \S+\n\n {2}Return one value per point, in their order\.$/,
    );
    expect(() => numericalGradient(value, { at, valueBatch })).toThrow('ERR_OPTION');
  });

  it.each([
    ['sums in another order', points => points.map(p => decay(p) + Math.sin(p.w[2]!) + (cost(p) - Math.sin(p.w[2]!)))],
    ['computes in float32', points => Float32Array.from(points, value)],
    [
      'is right to three digits only',
      points => points.map(p => Math.fround(value(p) * (1 + 1e-3 * Math.sin(1e6 * p.b)))),
    ],
  ] satisfies [string, Batch][])('that %s may be used', (_, valueBatch) => {
    expect(['correct', 'inconclusive']).toContain(checked(valueBatch));
  });

  it('may differ by rounding where a function is rounding and nothing else, or near zero at the point', () => {
    const nothing = ([x]: readonly number[]): number => Math.cos(x!) ** 2 + Math.sin(x!) ** 2 - 1;
    const other = (points: readonly (readonly number[])[]): number[] => points.map(([x]) => 1e-16 * Math.sin(9e9 * x!));
    expect(() =>
      checkGradients({ value: nothing, gradient: () => [0] }, { at: [0.3], valueBatch: other }),
    ).not.toThrow();
    const least = ([x]: readonly number[]): number => (x! - 0.3 + 1e-17) ** 2 + 1e-33;
    const square = (points: readonly (readonly number[])[]): number[] => points.map(([x]) => (x! - 0.3) ** 2);
    const slope = ([x]: readonly number[]): number[] => [2 * (x! - 0.3)];
    expect(() => checkGradients({ value: least, gradient: slope }, { at: [0.3], valueBatch: square })).not.toThrow();
  });

  it('is compared at the point alone where the function throws beside it', () => {
    const guarded = (x: number): number => {
      if (x < 1 || x > 1.001) throw new RangeError('outside');
      return Math.sqrt(x);
    };
    const subject = { value: guarded, gradient: (x: number) => 0.5 / Math.sqrt(x) };
    const batchOf = (factor: number) => (points: readonly number[]) => points.map(x => factor * guarded(x));
    expect(checkGradients(subject, { at: 1.0005, valueBatch: batchOf(1) }).verdict).toBe('correct');
    expect(() => checkGradients(subject, { at: 1.0005, valueBatch: batchOf(2) })).toThrow('ERR_OPTION');
  });

  it('takes two evaluations at the point and beside it, and one by value, that are not counted', () => {
    const alone = checkGradients({ value, gradient }, { at });
    let calls = 0;
    const counted = (p: Point): number => {
      calls++;
      return value(p);
    };
    const valueBatch = (points: readonly Point[]): number[] => points.map(counted);
    const { cost: spent, ...batched } = checkGradients({ value: counted, gradient }, { at, valueBatch });
    expect(batched).toEqual(expect.objectContaining({ verdict: 'correct', resolution: alone.resolution }));
    expect(spent.valueCalls).toBe(alone.cost.valueCalls);
    expect(calls).toBe(alone.cost.valueCalls + 3);
  });
});
