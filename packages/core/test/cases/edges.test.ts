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

describe('many entries at a bound', () => {
  const count = 2000;
  const at = { x: Float64Array.from({ length: count }, (_, j) => (j % 3 === 0 ? 0 : 0.5 + 0.4 * Math.sin(j))) };
  const weight = (j: number) => Math.sin(7 * j + 1);
  const value = ({ x }: typeof at) => x.reduce((sum, v, j) => sum + weight(j) * Math.sin(2 * v), 0);
  const gradient = ({ x }: typeof at) => ({ x: x.map((v, j) => 2 * weight(j) * Math.cos(2 * v)) });
  const bounds = { x: [0, 1] } as const;

  it('are compared along directions that stay within the bounds', () => {
    let calls = 0;
    const inside = (point: typeof at) => {
      calls++;
      if (point.x.some(v => v < 0 || v > 1)) throw new RangeError('outside');
      return value(point);
    };
    const check = checkGradients({ value: inside, gradient }, { at, bounds });
    expect(check.verdict).toBe('correct');
    expect(check.parameters[0]!.coverage).toMatchObject({ mode: 'directions' });
    expect(check.parameters[0]!.resolution).toBeLessThan(1e-3);
    expect(calls).toBeLessThan(300);
  });

  it.each([6, 7])('a wrong one among them is named: x[%d]', wrong => {
    const off = (point: typeof at) => {
      const { x } = gradient(point);
      x[wrong]! += 0.5;
      return { x };
    };
    const check = checkGradients({ value, gradient: off }, { at, bounds });
    expect(check.parameters[0]!.coordinates.filter(({ status }) => status === 'differs')).toMatchObject([
      { index: [wrong] },
    ]);
  });
});
