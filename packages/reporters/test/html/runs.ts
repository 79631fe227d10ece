import { checkGradients, type GradientCheck, type GradientRun, type RecordedCheck } from '@gradcheck/core';
import { misused, recorded, runOf } from '../runs.ts';

const [x, y] = [
  [0.3, -1.2, 0.8],
  [0.5, 0.1, -0.4],
];

/** A matrix times a vector, squared: its gradient is easy to get right, and to transpose. */
function product(point: { W: number[][]; b: number[] }): { rows: number[]; value: number } {
  const rows = point.W.map((row, i) => Math.tanh(row.reduce((sum, w, j) => sum + w * x![j]!, point.b[i]!)) - y![i]!);
  return { rows, value: rows.reduce((sum, r) => sum + r * r, 0) };
}

const at = {
  W: [
    [0.2, -0.5, 0.9],
    [1.1, 0.3, -0.7],
    [-0.4, 0.6, 0.1],
  ],
  b: [0.1, -0.2, 0.3],
};

function gradient(point: typeof at): typeof at {
  const { rows } = product(point);
  const b = rows.map((r, i) => 2 * r * (1 - (r + y![i]!) ** 2));
  return { W: b.map(g => x!.map(v => g * v)), b };
}

const value = (point: typeof at): number => product(point).value;
const options = { at, seed: 1, evidence: 'always' } as const;

export const correct: GradientCheck = checkGradients({ value, gradient }, options);
export const incorrect: GradientCheck = checkGradients(
  {
    value,
    gradient: (point: typeof at) => {
      const { W, b } = gradient(point);
      return { W: W.map((row, i) => row.map((_, j) => W[j]![i]!)), b };
    },
  },
  options,
);
/** A linear congruence stands for the dice. */
let state = 1;
const inconclusive: GradientCheck = checkGradients(
  {
    value: (point: typeof at) => {
      state = (state * 16807) % 2147483647;
      return value(point) + state / 2147483647 / 10;
    },
    gradient,
  },
  options,
);

/** A check of a test that stands in no suite. */
export const titled = (title: string, check: GradientCheck, file: string): RecordedCheck =>
  recorded(title, check, { titles: [title], file });

/** One check of every verdict, and one misused assertion. */
export const mixed: GradientRun = runOf([
  titled('dense layer', correct, 'test/layers.test.ts'),
  titled('dense layer, transposed', incorrect, 'test/layers.test.ts'),
  titled('dropout', inconclusive, 'test/noise.test.ts'),
  misused('misuse', 'ERR_OPTION: no option is called "step"', { titles: ['misuse'], file: 'test/noise.test.ts' }),
]);

/** A correct gradient, and a planted mistake that was found. */
export const asExpected: GradientRun = runOf([
  titled('dense layer', correct, 'test/layers.test.ts'),
  { ...titled('dense layer, transposed', incorrect, 'test/layers.test.ts'), expectation: 'incorrect', passed: true },
]);
