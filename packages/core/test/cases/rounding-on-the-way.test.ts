import { describe, expect, it } from 'vitest';
import { checkGradients, numericalGradient } from '../../src/index.ts';

/** Numbers that are rounded on the way, beside something that is not: a short line shows the smooth part alone. */
const { fround } = Math;

interface Subject {
  readonly value: (x: readonly number[]) => number;
  readonly gradient: (x: readonly number[]) => number[];
  /** The slope of the smooth part alone. */
  readonly forgotten: (x: readonly number[]) => number[];
  readonly at: (draw: () => number) => number[];
}

const kernelAndDecay: Subject = {
  value: ([a, b, c]) =>
    fround(fround(fround(a!) * fround(b!)) + fround(fround(b!) * fround(c!))) + 0.01 * (a! ** 2 + b! ** 2 + c! ** 2),
  gradient: ([a, b, c]) => [b! + 0.02 * a!, a! + c! + 0.02 * b!, b! + 0.02 * c!],
  forgotten: x => x.map(v => 0.02 * v),
  at: draw => [2 * draw() - 1, 0.5 + draw(), 2 * draw() - 1],
};

const error = ([a, b, c]: readonly number[], hidden: number): number => 2 * (hidden * c! - 0.3 * a! - b!);
const hiddenInFloat32: Subject = {
  value: ([a, b, c]) => {
    const hidden = Float32Array.of(Math.tanh(0.7 * a! + 0.3 * b!));
    return (hidden[0]! * c! - 0.3 * a! - b!) ** 2;
  },
  gradient: ([a, b, c]) => {
    const hidden = Math.tanh(0.7 * a! + 0.3 * b!);
    const e = error([a!, b!, c!], hidden);
    const slope = e * c! * (1 - hidden ** 2);
    return [0.7 * slope - 0.3 * e, 0.3 * slope - e, e * hidden];
  },
  forgotten: ([a, b, c]) => {
    const hidden = Math.tanh(0.7 * a! + 0.3 * b!);
    const e = error([a!, b!, c!], hidden);
    return [-0.3 * e, -e, e * hidden];
  },
  at: draw => [draw() - 0.5, draw() - 0.5, 1 + draw()],
};

const compoundInterest = (periods: number): Subject => ({
  value: ([capital, rate]) => capital! * (1 + rate! / periods) ** periods,
  gradient: ([capital, rate]) => [(1 + rate! / periods) ** periods, capital! * (1 + rate! / periods) ** (periods - 1)],
  forgotten: ([, rate]) => [(1 + rate! / periods) ** periods, 0],
  at: draw => [1000 * (1 + draw()), 0.02 + 0.05 * draw()],
});

const naiveCrossEntropy: Subject = {
  value: ([z, b]) => -Math.log(1 - 1 / (1 + Math.exp(-z!))) + 1e-6 * b! ** 2,
  gradient: ([z, b]) => [1 / (1 + Math.exp(-z!)), 2e-6 * b!],
  forgotten: ([, b]) => [0, 2e-6 * b!],
  at: draw => [-12 - 3 * draw(), 0.5 + draw()],
};

describe.each<[string, Subject]>([
  ['a float32 kernel and weight decay', kernelAndDecay],
  ['hidden activations in a Float32Array', hiddenInFloat32],
  ['interest over 10,000 periods', compoundInterest(1e4)],
  ['interest over a million periods', compoundInterest(1e6)],
  ['a cross entropy that subtracts from one', naiveCrossEntropy],
])('%s', (_, { value, gradient, forgotten, at }) => {
  /** van der Corput: spread evenly, the same every time. */
  const points = Array.from({ length: 25 }, (_point, seed) => {
    let k = seed * 3;
    return at(() => {
      let [n, share, size] = [++k, 0, 0.5];
      for (; n > 0; n >>= 1, size /= 2) share += (n & 1) * size;
      return share;
    });
  });

  it('is right with its own gradient', () => {
    const verdicts = points.map((point, seed) => checkGradients({ value, gradient }, { at: point, seed }).verdict);
    expect(verdicts).not.toContain('incorrect');
    expect(verdicts.filter(verdict => verdict === 'correct').length).toBeGreaterThanOrEqual(24);
  });

  it('has a numerical gradient within its bound', () => {
    for (const [seed, point] of points.entries()) {
      const { gradient: found, errorBound } = numericalGradient(value, { at: point, seed });
      const exact = gradient(point);
      for (const [j, slope] of exact.entries()) expect(Math.abs(found[j]! - slope)).toBeLessThanOrEqual(errorBound[j]!);
    }
  });

  it('is never right with that of the smooth part alone', () => {
    for (const [seed, point] of points.entries()) {
      expect(checkGradients({ value, gradient: forgotten }, { at: point, seed }).verdict).not.toBe('correct');
    }
  });
});
