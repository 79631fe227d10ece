import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

/** Waves as fast as they are rounded: more noise than the value alone would have. */
const waves = (x: readonly number[], round: (v: number) => number) =>
  x.reduce((sum, v, j) => round(sum + round(Math.sin(round(round((7 + 3 * j) * v) + j)))), 0);
const slopes = (x: readonly number[]) => x.map((v, j) => (7 + 3 * j) * Math.cos((7 + 3 * j) * v + j));

const point = (seed: number, round: (v: number) => number) =>
  [0, 1, 2].map(j => round(2 * Math.sin(12.9898 * (seed + 1) + 78.233 * j)));

describe.each([
  ['float64', (v: number) => v],
  ['float32', Math.fround],
] as const)('at a corner of the domain, %s', (name, round) => {
  const required = name === 'float32' ? 0.05 : 1e-5;
  const sides = [1, -1, 1];

  it.each([0, 1e-9, 1e-6])('%d natural lengths away from every edge', distance => {
    for (let seed = 0; seed < 25; seed++) {
      const at = point(seed, round);
      const edges = at.map((v, j) => v - sides[j]! * distance);
      const value = (x: readonly number[]) =>
        x.some((v, j) => sides[j]! * (v - edges[j]!) < 0) ? Number.NaN : waves(x, round);
      const right = checkGradients({ value, gradient: slopes }, { at, seed, requiredResolution: required });
      expect(right.verdict).toBe('correct');
      const wrong = checkGradients(
        { value, gradient: x => slopes(x).map((s, j) => (j === seed % 3 ? s + 2 : s)) },
        { at, seed, requiredResolution: required },
      );
      expect(wrong.verdict).toBe('incorrect');
    }
  });

  it('that bounds make', () => {
    for (let seed = 0; seed < 25; seed++) {
      const [a, b, c] = point(seed, round) as [number, number, number];
      const value = (p: { a: number; b: number; c: number }) => waves([p.a, p.b, p.c], round);
      const gradient = (p: { a: number; b: number; c: number }) => {
        const [da, db, dc] = slopes([p.a, p.b, p.c]) as [number, number, number];
        return { a: da, b: db, c: dc };
      };
      const bounds = { a: [a, Number.POSITIVE_INFINITY], b: [Number.NEGATIVE_INFINITY, b] } as const;
      const check = checkGradients({ value, gradient }, { at: { a, b, c }, seed, bounds });
      expect(check.verdict).not.toBe('incorrect');
      if (name === 'float64') expect(check.verdict).toBe('correct');
    }
  });
});
