import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

/** Hidden units exactly at the corner of relu, as after initialisation with zeros: weights of both signs leave it. */
const units = (count: number) => {
  const weights = Array.from({ length: count }, (_, j) => Math.sin(3 * j + 1));
  const value = ({ b, c }: { b: readonly number[]; c: readonly number[] }) =>
    b.reduce((sum, v, j) => sum + weights[j]! * Math.max(0, v), 0) + c.reduce((sum, v, j) => sum + v * weights[j]!, 0);
  const at = { b: weights.map(() => 0), c: weights.map(() => 1) };
  const gradient = (ofRelu: number) => ({ b: weights.map(w => ofRelu * w), c: weights });
  return { value, at, gradient };
};

describe('relu at its corner in many coordinates', () => {
  const { value, at, gradient } = units(40);

  it.each([0, 1])('is right with the slope of one side, %d', slope => {
    const check = checkGradients({ value, gradient: () => gradient(slope) }, { at });
    expect(check.verdict).toBe('correct');
    expect(check.warnings).toMatchObject([{ kind: 'kink', parameter: 'b' }]);
  });

  it('is wrong with a slope outside', () => {
    for (const slope of [-0.5, 1.01]) {
      const check = checkGradients({ value, gradient: () => gradient(slope) }, { at });
      expect(check.parameters.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct']);
    }
  });

  it('is not judged by directions, which go up some of the corners and down others', () => {
    for (let seed = 0; seed < 10; seed++) {
      const check = checkGradients({ value, gradient: () => gradient(0) }, { at, seed, coverage: 'directions' });
      expect(check.parameters.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'correct']);
      expect(check.inconclusive).toMatchObject({ reason: 'kink', right: expect.any(Number) });
      const wrong = checkGradients({ value, gradient: () => gradient(1.5) }, { at, seed, coverage: 'directions' });
      expect(wrong.parameters.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct']);
    }
  });
});

it('is as sharp as its coordinates where directions across corners say nothing', () => {
  const weights = Array.from({ length: 2500 }, (_, k) => (k % 10 === 0 ? 3 * (-1) ** (k / 10) : 0));
  const at = { x: Float64Array.from(weights, (_, k) => 1 + 0.3 * Math.sin(k)) };
  const value = ({ x }: typeof at) =>
    x.reduce((sum, v, k) => sum + Math.sin(v) + weights[k]! * Math.abs(v - at.x[k]!), 1e6);
  const off = 1e-7;
  const gradient = () => ({ x: at.x.map((v, k) => Math.cos(v) + weights[k]! + (k === 1235 ? off : 0)) });
  const { verdict, resolution, parameters } = checkGradients({ value, gradient }, { at });
  expect(parameters[0]!.coverage).toMatchObject({ mode: 'every-coordinate', directions: 1 });
  // The value is a million: this is less than its rounding shows.
  expect(verdict).toBe('correct');
  expect(resolution).toBeGreaterThan(off / 4);
  expect(resolution).toBeLessThan(0.01);
});

describe('a claim a little outside of the one-sided slopes', () => {
  // One-sided slopes of 2 − 1 and 2 + 1, beside a coordinate with slope 2.
  const value = ([x, y]: readonly number[]) => Math.abs(x! - 0.3) + Math.exp(2 * (x! - 0.3)) + 2 * Math.sin(y!);
  const float32 = ([x, y]: readonly number[]) => Math.fround(value([x!, y!]));
  const check = (f: typeof value, x: number, slope: number) =>
    checkGradients({ value: f, gradient: () => [slope, 2] }, { at: [x, 0] });

  it('is wrong by 1e-5 in float64', () => {
    expect(check(value, 0.3, 3).verdict).toBe('correct');
    expect(check(value, 0.3, 1).verdict).toBe('correct');
    for (const slope of [3 + 2e-5, 1 - 2e-5]) {
      expect(check(value, 0.3, slope).verdict).toBe('incorrect');
    }
  });

  it('is as far outside as the resolution tells, where that is not certain', () => {
    for (let k = 0; k <= 40; k++) {
      for (const [slope, sign] of [
        [3, 1],
        [1, -1],
      ] as const) {
        const outside = 2 ** -k;
        for (const [f, x] of [
          [value, 0.3],
          [float32, 0.3],
        ] as const) {
          const { verdict, parameters } = check(f, x, slope + sign * outside);
          if (verdict === 'correct') expect(outside / 3).toBeLessThan(parameters[0]!.resolution as number);
        }
      }
    }
  });
});
