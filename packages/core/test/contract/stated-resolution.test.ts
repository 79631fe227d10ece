import { describe, expect, it } from 'vitest';
import { assertCorrectGradients, checkGradients } from '../../src/index.ts';

describe('a sentence about the whole leaves out parameters in which no error would show', () => {
  it('where both derivatives vanish', () => {
    const value = ({ a, b }: { a: number; b: number }): number => 10 + a ** 2 + 0 * b;
    const { verdict, summary, resolution } = checkGradients(
      { value, gradient: ({ a }) => ({ a: 2 * a, b: 0 }) },
      { at: { a: 0.5, b: 0.3 } },
    );
    expect(verdict).toBe('correct');
    expect(summary).toMatch(/^All 2 partial derivatives are correct; an? .*error of \S+ would .*, but not in b$/);
    expect(summary.length).toBeLessThanOrEqual(90);
    expect(resolution).toBeLessThan(1e-6);
  });

  it('where zero is claimed at a corner', () => {
    const value = ({ a, b }: { a: number; b: number }): number => a ** 2 + Math.max(0, b);
    const { summary, resolution } = checkGradients(
      { value, gradient: ({ a }) => ({ a: 2 * a, b: 0 }) },
      { at: { a: 0.5, b: 0 } },
    );
    expect(summary).toMatch(/but not in b$/);
    expect(resolution).toBeLessThan(1e-6);
    expect(checkGradients({ value: (x: number) => Math.max(0, x), gradient: () => 0 }, { at: 0 }).summary).toBe(
      'The partial derivative is correct: at a corner of the function, within its slopes',
    );
  });

  it('beside one that is wrong', () => {
    const value = ({ a, b, c }: { a: number; b: number; c: number }): number => 10 + a ** 2 + 0 * b + c ** 3;
    const messageOf = (wrt: string[]): string => {
      try {
        assertCorrectGradients(
          { value, gradient: ({ a, c }) => ({ a: 2 * a, b: 0, c: -3 * c ** 2 }) },
          { at: { a: 0.5, b: 0.3, c: 0.7 }, wrt },
        );
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(messageOf(['a', 'b', 'c'])).toMatch(
      /a and b are correct; a relative error of \S+ would have been noticed, but\s+not in b\./,
    );
    expect(messageOf(['b', 'c'])).toContain('In b no error would have been noticed.');
  });
});
