import { describe, expect, it } from 'vitest';
import { checkGradients, type Diagnosis } from '../../src/index.ts';
import { map } from './models/matrix.ts';
import { attention, dense } from './planted.ts';

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
    expect(first({ value, gradient }, [1, -2, -3, 4, 5])).toMatchObject({ kind: 'input-region' });
    expect(first({ value, gradient }, [-1, -2])).toMatchObject({ kind: 'unknown', phrase: 'it is not a number' });
  });

  it('values that are clipped', () => {
    const { subject, at } = dense(g => ({ W1: map(g.W1, v => Math.max(-0.5, Math.min(0.5, v))) }));
    expect(first(subject, at)).toMatchObject({ kind: 'unknown', phrase: 'it looks clipped at 0.5' });
  });

  it('a tie that counts twice', () => {
    const value = (x: number[]): number => Math.max(...x);
    expect(first({ value, gradient: () => [1, 1, 1] }, [1, 1, 1])).toMatchObject({ phrase: 'ties count twice' });
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
});
