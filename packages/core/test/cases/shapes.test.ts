import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { failureMessage } from '../../src/result/message.ts';
import { said, thrownBy } from '../said.ts';

describe('T39 log det by Cholesky of the lower triangle', () => {
  const at = [
    [2, 0.5],
    [0.5, 1],
  ];
  const value = (a: readonly number[][]): number => {
    const l00 = Math.sqrt(a[0]![0]!);
    return 2 * Math.log(l00) + Math.log(a[1]![1]! - (a[1]![0]! / l00) ** 2);
  };
  const inverse = (a: readonly number[][]): number[][] => {
    const det = a[0]![0]! * a[1]![1]! - a[0]![1]! * a[1]![0]!;
    return [
      [a[1]![1]! / det, -a[0]![1]! / det],
      [-a[1]![0]! / det, a[0]![0]! / det],
    ];
  };

  it('is correct along what a symmetric matrix can vary', () => {
    expect(said(checkGradients({ value, gradient: inverse }, { at, structure: { x: 'symmetric' } }))).toBe('correct');
  });

  it('is incorrect entry by entry, with the hint that it is the symmetrised derivative', () => {
    const check = checkGradients({ value, gradient: inverse }, { at });
    expect(said(check)).toBe('incorrect');
    expect(failureMessage(check, { negated: false })).toMatch(
      /symmetrised derivative[\s\S]*structure: \{ x:\s+'symmetric' \}/,
    );
  });
});

describe('T42 a bias broadcast over a batch of five', () => {
  const X = [0.2, -1.1, 0.7, 0.4, 1.9];
  const at = { w: 0.3, b: [0.1] };
  const value = ({ w, b }: typeof at): number => X.reduce((sum, x) => sum + w * x + b[0]!, 0);
  const w = X.reduce((sum, x) => sum + x, 0);

  it('of the wrong shape is misuse', () => {
    const error = thrownBy(() => checkGradients({ value, gradient: () => ({ w, b: X.map(() => [1]) }) }, { at }));
    expect(error).toMatchObject({ code: 'ERR_DERIVATIVE_SHAPE' });
    expect(error.message).toMatch(/b +1 +5×1/);
  });

  it('of the right shape is incorrect, not summed, by a factor of 1/5', () => {
    const batch = { X, b: 0.1 };
    const squares = (p: typeof batch): number => p.X.reduce((sum, x) => sum + x * x + p.b, 0);
    const check = checkGradients(
      { value: squares, gradient: (p: typeof batch) => ({ X: p.X.map(x => 2 * x), b: 1 }) },
      { at: batch },
    );
    expect(said(check)).toBe('incorrect');
    expect(check.parameters.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['X', 'correct'],
      ['b', 'incorrect'],
    ]);
    expect(check.diagnoses[0]).toMatchObject({ kind: 'not-summed', where: ['b'], factor: expect.closeTo(0.2, 8) });
  });

  it('is named with the same factor where another gradient shows what the sum is of', () => {
    const rows = { X: X.map(x => [x]), b: [0.1] };
    const check = checkGradients(
      {
        value: (p: typeof rows): number => p.X.reduce((sum, [x]) => sum + x! + p.b[0]!, 0),
        gradient: (p: typeof rows) => ({ X: p.X.map(() => [1]), b: [1] }),
      },
      { at: rows },
    );
    expect(check.diagnoses[0]).toMatchObject({
      kind: 'not-summed',
      where: ['b'],
      factor: 1 / 5,
      factorMeaning: '1/5, the number of terms in the sum',
    });
  });

  it('has no factor where the claim is one of several different terms', () => {
    const rows = { X: X.map(x => [x]), b: [0.1] };
    const slope = (x: number, b: number): number => Math.cos(x + b);
    const check = checkGradients(
      {
        value: (p: typeof rows): number => p.X.reduce((sum, [x]) => sum + Math.sin(x! + p.b[0]!), 0),
        gradient: (p: typeof rows) => ({
          X: p.X.map(([x]) => [slope(x!, p.b[0]!)]),
          b: [slope(p.X[0]![0]!, p.b[0]!)],
        }),
      },
      { at: rows },
    );
    expect(check.diagnoses[0]?.kind).toBe('not-summed');
    expect(check.diagnoses[0]).not.toHaveProperty('factor');
  });
});

it('T43 names the mean that is missing', () => {
  const value = (x: number[]): number => x.reduce((sum, v) => sum + (v - 0.2) ** 2, 0) / x.length;
  const check = checkGradients({ value, gradient: (x: number[]) => x.map(v => 2 * (v - 0.2)) }, { at: [0.5, -1, 2] });
  expect(check.diagnoses[0]).toMatchObject({ kind: 'scaled', factor: 3, factorMeaning: expect.stringContaining('3') });
});
