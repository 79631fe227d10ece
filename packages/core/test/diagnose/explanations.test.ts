import { describe, expect, it } from 'vitest';
import { checkGradients, type Explanation } from '../../src/index.ts';

const tried = (subject: object, at: unknown): readonly Explanation[] =>
  checkGradients(subject as never, { at: at as never }).explanations;

describe('mistakes undone', () => {
  const value = (x: number[]): number => x.reduce((sum, v) => sum + v ** 2, 0);

  it('come best first', () => {
    const [first, second] = tried({ value, gradient: (x: number[]) => x.map(v => -2 * v) }, [0.3, -0.8, 1.1]);
    expect([first, second].map(e => [e?.kind, e?.explains])).toEqual(
      expect.arrayContaining([
        ['sign-flipped', true],
        ['scaled', true],
      ]),
    );
  });

  it('are none where no number was measured, and none where a range of them is right', () => {
    const grown = [0, 0];
    const gradient = (x: number[]): number[] => x.map((v, i) => (grown[i]! += 2 * v));
    expect(tried({ value, gradient }, [0.3, -0.8])).toEqual([]);
    expect(tried({ value, gradient: () => [Number.NaN, Number.NaN] }, [0.3, -0.8])).toEqual([]);
    expect(tried({ value: Math.abs, gradient: () => 2 }, 0)).toEqual([]);
  });

  const at = Array.from({ length: 16 }, (_, i) => Math.sin(i + 1));

  it('include no factor of one', () => {
    const gradient = (x: number[]): number[] => x.map((v, i) => (i === 11 ? 0 : 2 * v));
    const corrections = tried({ value, gradient }, at).map(({ correction }) => correction);
    expect(corrections.filter(text => /multiply by 1\b/.test(text))).toEqual([]);
  });

  it('say how a flat parameter was read', () => {
    const gradient = (x: number[]): number[] => x.map((_, i) => 2 * x[(i % 4) * 4 + Math.floor(i / 4)]!);
    expect(tried({ value, gradient }, at)[0]).toMatchObject({ correction: 'transpose it as 4×4', explains: true });
  });
});
