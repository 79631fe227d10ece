import { describe, expect, it } from 'vitest';
import { commonStep, type NoiseTable } from './noise-table.ts';

const stepOf = (...levels: number[]): number => commonStep({ levels } as unknown as NoiseTable);

describe('the step that values are whole multiples of apart', () => {
  it('is the largest of them', () => {
    expect(stepOf(0, 1)).toBe(1);
    expect(stepOf(0, 6, 15)).toBe(3);
    expect(stepOf(2, 8, 20, 30)).toBe(2);
  });

  it('may be a little off, as where a logarithm was taken of 1 + ε', () => {
    const levels = [0, 14, 253, 400].map(k => Math.log1p(k * 2 ** -23));
    expect(stepOf(...levels) / 2 ** -23).toBeCloseTo(1, 1);
  });

  it('takes no heed of distances that are many steps', () => {
    expect(stepOf(0, 1, 3, 1e6 + 0.4)).toBe(1);
  });

  it('is far smaller than distances that have nothing in common', () => {
    expect(stepOf(0, 1, 1 + Math.SQRT2, 4 + Math.PI, 9 + Math.E)).toBeLessThan(1e-3);
  });

  it('is not there where all values are equal', () => {
    expect(stepOf(3)).toBe(Number.POSITIVE_INFINITY);
  });
});
