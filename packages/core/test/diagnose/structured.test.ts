import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
import { type Matrix, map, matrix } from './models/matrix.ts';

const n = 3;
const weights = matrix(n, n, 7);
const value = ({ A }: { A: Matrix }): number =>
  A.flatMap((row, i) => row.map((v, j) => weights[i]![j]! * Math.sin(v + i * j))).reduce((sum, v) => sum + v, 0);
const slopes = ({ A }: { A: Matrix }): Matrix => map(A, (v, i, j) => weights[i]![j]! * Math.cos(v + i * j));
const symmetric = (a: Matrix): Matrix => map(a, (v, i, j) => (v + a[j]![i]!) / 2);
const at = { A: symmetric(matrix(n, n, 2)) };

const diagnosisOf = (spoil: (g: Matrix) => Matrix, structure: unknown = 'symmetric'): Diagnosis | undefined =>
  checkGradients(
    { value, gradient: (p: { A: Matrix }) => ({ A: spoil(symmetric(slopes(p))) }) },
    { at, structure: { A: structure as 'symmetric' }, evidence: 'never' },
  ).diagnoses[0];

describe('the derivative of a constrained matrix', () => {
  it('is half, or of the wrong sign, along every tangent', () => {
    expect(diagnosisOf(g => map(g, v => v / 2))).toMatchObject({ kind: 'scaled', phrase: 'it is 2 times too small' });
    expect(diagnosisOf(g => map(g, v => -v))).toMatchObject({ kind: 'sign-flipped' });
  });

  it('is twice what it should be off the diagonal', () => {
    const found = diagnosisOf(g => map(g, (v, i, j) => (i === j ? v : 2 * v)));
    expect(found?.phrase).toBe('it is 2 times what it should be there');
    expect(found?.evidence).toBe('That is so at all 3 coordinates that differ; the other 3 agree.');
  });

  it('is that of one triangle alone', () => {
    for (const keeps of [(i: number, j: number) => i >= j, (i: number, j: number) => i <= j]) {
      expect(diagnosisOf(g => map(g, (v, i, j) => (keeps(i, j) ? v : 0)))?.phrase).toBe(
        'it is 0.5 times what it should be there',
      );
    }
  });

  it('is not spoken of where tangents begin at one entry', () => {
    const centred = (t: Float64Array): Float64Array => t.map(v => v - t.reduce((sum, x) => sum + x, 0) / t.length);
    for (const spoil of [(g: Matrix) => map(g, v => 2 * v), (g: Matrix) => [...g].reverse()])
      expect(diagnosisOf(spoil, centred)?.phrase).toBe('the cause is not recognised');
  });
});
