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

const long = (layer: number): string =>
  `model.encoder.layers.${layer}.self_attention.query_key_value_projection.weight_matrix`;

/** Parameters with the names that large models have, one of them wrong. */
export const longNames: GradientRun = runOf([
  titled(
    'attention',
    checkGradients(
      {
        value: (p: Record<string, number[]>) => Object.values(p).reduce((sum, [a, b]) => sum + a! ** 2 * b!, 0),
        gradient: (p: Record<string, number[]>) => {
          const entries = Object.entries(p).map(([name, [a, b]]) => [name, [2 * a! * b!, a! ** 2]] as const);
          return Object.fromEntries(entries.map(([name, g], k) => [name, k === 0 ? g : g.map(x => 3 * x)]));
        },
      },
      { at: { [long(0)]: [0.3, 0.7], [long(1)]: [1.3, 0.2] }, evidence: 'always' },
    ),
    'test/attention.test.ts',
  ),
]);

/** One wrong gradient behind many that are right. */
export const farDown: GradientRun = runOf([
  ...Array.from({ length: 60 }, (_, k) => titled(`a right one ${k}`, correct, 'test/many.test.ts')),
  titled('the wrong one', incorrect, 'test/many.test.ts'),
]);

/** A correct gradient, and a planted mistake that was found. */
export const asExpected: GradientRun = runOf([
  titled('dense layer', correct, 'test/layers.test.ts'),
  { ...titled('dense layer, transposed', incorrect, 'test/layers.test.ts'), expectation: 'incorrect', passed: true },
]);
