import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

const value = (x: number[]): number[] => x.map(Math.sin);

it('a vjp that writes to its argument when it is done is right all the same', () => {
  const vjp = (x: number[], dy: number[]): number[] => {
    const g = x.map((v, i) => Math.cos(v) * dy[i]!);
    x[0] = 7;
    return g;
  };
  const check = checkGradients({ value, vjp }, { at: [1, 2, 3] });
  expect(check.verdict).toBe('correct');
  expect(check.warnings.map(({ kind }) => kind)).toEqual(['mutates-input']);
});

it('says which law is broken where the numbers are right', () => {
  const vjp = (x: number[], dy: number[]): number[] => x.map((v, i) => Math.cos(v) * dy[i]!);
  const jvp = (x: number[], dx: number[]): number[] =>
    dx.filter(v => v !== 0).length > 1 ? x.map(() => 0) : x.map((v, i) => Math.cos(v) * dx[i]!);
  const check = checkGradients({ value, vjp, jvp }, { at: [1, 2, 3] });
  expect(check.verdict).toBe('incorrect');
  expect(check.diagnoses).toMatchObject([
    {
      kind: 'unknown',
      phrase: 'vjp and jvp contradict each other',
      evidence: '<u, Jv> from the jvp differs from <Jᵀu, v> from the vjp.',
    },
  ]);
});

it('a float32 parameter beside a number: what rounding leaves of a difference breaks no law', () => {
  interface Layer {
    w: Float32Array;
    b: number;
  }
  const value = ({ w, b }: Layer): Float32Array => w.map(v => Math.sin(v) + Math.sin(b));
  const vjp = ({ w, b }: Layer, dy: Float32Array): Layer => {
    // A mean is added and taken off again, as normalisations do.
    const dw = dy.map((d, i) => 64 + d * Math.cos(w[i]!)).map(v => v - 64);
    return { w: dw, b: dy.reduce((sum, d) => sum + d, 0) * Math.cos(b) };
  };
  const at = { w: Float32Array.from({ length: 6 }, (_, i) => Math.sin(7 * i + 1)), b: 0.3 };
  expect(checkGradients({ value, vjp }, { at }).verdict).toBe('correct');
});

it('a cotangent is not rounded on its way into an output of fewer digits', () => {
  const value = (x: number[]): Float32Array => Float32Array.of(Math.sin(x[0]!) * x[1]!, x[0]! ** 2, Math.exp(x[1]!));
  const vjp = (x: number[], w: Float32Array): number[] => [
    w[0]! * Math.cos(x[0]!) * x[1]! + w[1]! * 2 * x[0]!,
    w[0]! * Math.sin(x[0]!) + w[2]! * Math.exp(x[1]!),
  ];
  for (const seed of [1, 2, 3, 42]) {
    expect(checkGradients({ value, vjp }, { at: [0.4, -0.7], seed }).verdict).toBe('correct');
  }
  const withPower = (x: number[], w: Float32Array): number[] =>
    vjp(
      x,
      w.map(v => v * v),
    );
  expect(checkGradients({ value, vjp: withPower }, { at: [0.4, -0.7] }).verdict).toBe('incorrect');
});

describe('laws that say nothing', () => {
  it('of a product that is drawn at random', () => {
    // Dropout, drawn anew in each pass.
    let calls = 0;
    const kept = (): boolean => Math.sin(1e4 * ++calls) > 0;
    const drop = (x: number[]): number[] => x.map(v => (kept() ? 2 * v : 0));
    const at = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    expect(checkGradients({ value: drop, vjp: (_: number[], dy: number[]) => drop(dy) }, { at })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'nondeterministic',
    });
    expect(checkGradients({ value: x => x, jvp: (_: number[], dx: number[]) => drop(dx) }, { at })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'nondeterministic',
    });
  });

  it('of derivatives that are rounding', () => {
    const { fround } = Math;
    const softmax = (x: Float32Array): Float32Array => {
      const powers = x.map(v => Math.exp(v));
      const sum = powers.reduce((s, v) => fround(s + v), 0);
      return powers.map(v => v / sum);
    };
    const value = (x: Float32Array): number => softmax(x).reduce((s, v) => fround(s + v), 0);
    const vjp = (x: Float32Array, dy: number): Float32Array => {
      const p = softmax(x);
      const mean = p.reduce((s, v) => fround(s + fround(v * dy)), 0);
      return p.map(v => v * fround(dy - mean));
    };
    const check = checkGradients({ value, vjp }, { at: Float32Array.of(0.3, -0.7, 1.1, 0.2, 0.9) });
    expect(check.verdict).toBe('correct');
    expect(check.warnings.map(({ kind }) => kind)).toContain('vacuous');
  });
});
