import { failureMessage, type MessageContext } from '../src/result/message.ts';
import { summarize } from '../src/result/summary.ts';
import type {
  CoordinateFinding,
  Diagnosis,
  GradientCheck,
  InconclusiveReason,
  ParameterFinding,
  Warning,
} from '../src/types.ts';

/** One coordinate that differs, or not. */
export function coordinate(
  index: readonly number[],
  [analytic, numeric, bound, relativeError]: readonly [number, number, number, number],
  more: Partial<CoordinateFinding> = {},
): CoordinateFinding {
  return { index, analytic, numeric, bound, relativeError, step: 1e-3, status: 'differs', ...more };
}

export function parameter(
  path: string,
  shape: readonly number[],
  more: Partial<ParameterFinding> = {},
): ParameterFinding {
  const size = shape.reduce((product, n) => product * n, 1);
  return {
    path,
    shape,
    size,
    dtype: 'number',
    verdict: 'correct',
    derivative: 'gradient',
    resolution: 1.2e-8,
    spreadResolution: 1e-9,
    coverage: { mode: 'every-coordinate', coordinates: size, directions: 0, halvings: 0, unchecked: 0 },
    wrong: 0,
    wrongIsEstimate: false,
    scale: 1,
    largestRelativeError: 1e-10,
    largestDifferenceOverBound: 0.3,
    coordinates: [],
    ...more,
  };
}

export function diagnosis(
  kind: Diagnosis['kind'],
  texts: Pick<Diagnosis, 'where' | 'phrase' | 'evidence' | 'advice'>,
): Diagnosis {
  return { kind, fit: { agreeing: 1, compared: 1, largestRelativeError: 0 }, hint: '', ...texts };
}

export function check(more: Partial<GradientCheck>): GradientCheck {
  const data = {
    schemaVersion: 1,
    verdict: 'correct',
    parameters: [],
    diagnoses: [],
    explanations: [],
    warnings: [],
    derivatives: ['gradient'],
    order: 1,
    resolution: 1.2e-8,
    requiredResolution: 0.01,
    value: 1,
    noise: 1e-16,
    precision: 'float64',
    seed: 42,
    cost: { valueCalls: 1, derivativeCalls: 1, milliseconds: 1 },
    ...more,
  } as const;
  return { ...data, summary: summarize(data) };
}

/** As it is printed: below a blank line, so that the snapshots show every line where it stands. */
export const text = (found: GradientCheck, context: Partial<MessageContext> = {}): string =>
  `\n${failureMessage(found, { negated: false, ...context })}\n`;

export const transposed: GradientCheck = check({
  verdict: 'incorrect',
  parameters: [
    parameter('W1', [8, 6]),
    parameter('b1', [8]),
    parameter('W2', [8, 8], {
      verdict: 'incorrect',
      wrong: 56,
      largestRelativeError: 1.5,
      coordinates: [
        coordinate([2, 4], [-0.115903, 0.124444, 1.2e-10, -1.54]),
        coordinate([4, 2], [0.124444, -0.115903, 2.6e-10, 1.54]),
        coordinate([7, 2], [0.155678, 0.007784, 1.4e-10, 0.95]),
        coordinate([2, 7], [0.007784, 0.155678, 2.9e-10, -0.95]),
        coordinate([0, 1], [12.25, 12.125, 1.4e-10, 0.5]),
        coordinate([1, 0], [-12.125, -12.25, 2.9e-10, -0.083]),
        coordinate([3, 5], [-12.125, -12.25, 2.9e-10, -0.083]),
      ],
    }),
    parameter('b2', [3]),
  ],
  diagnoses: [
    diagnosis('transposed', {
      where: ['W2'],
      phrase: 'it looks transposed',
      evidence: 'With its two axes swapped, all 64 agree (largest relative error 3.4e-10).',
      advice:
        'For y = W·x the gradient of W is δ·xᵀ: rows follow the output. W2 is 8×8, so no shape check can tell the two apart.',
    }),
  ],
});

export const lostEntry: GradientCheck = check({
  verdict: 'incorrect',
  parameters: [
    parameter('table', [40000, 250], {
      verdict: 'incorrect',
      wrong: 1,
      largestRelativeError: 0.31,
      coverage: { mode: 'directions', coordinates: 4096, directions: 24, halvings: 24, unchecked: 0 },
      coordinates: [coordinate([39999, 249], [0, -0.41873, 3.1e-11, 0.31])],
    }),
  ],
  diagnoses: [
    diagnosis('isolated', {
      where: ['table'],
      phrase: 'one coordinate alone',
      evidence: 'Only table[39999,249] differs, at the very end of table. The analytic value is exactly 0.',
      advice: 'Look at loop bounds and at the ends of slices.',
    }),
  ],
});

export function inconclusive(
  evidence: NonNullable<GradientCheck['inconclusive']>,
  warnings: readonly Warning[] = [],
): GradientCheck {
  return check({
    verdict: 'inconclusive',
    reason: evidence.reason,
    inconclusive: evidence,
    parameters: [parameter('w', [3])],
    warnings,
  });
}

export const fourCorrect: readonly ParameterFinding[] = [
  parameter('W1', [8, 6], { largestDifferenceOverBound: 0.31, resolution: 3.1e-9 }),
  parameter('b1', [8], { largestDifferenceOverBound: 0.22, resolution: 2.4e-9 }),
  parameter('W2', [8, 8], { largestDifferenceOverBound: 0.38, resolution: 4.3e-9 }),
  parameter('b2', [8], { largestDifferenceOverBound: 0.05, resolution: 1.2e-8 }),
];

export const undecided: Readonly<Record<InconclusiveReason | 'not-finite beside the point', GradientCheck>> = {
  nondeterministic: inconclusive(
    { reason: 'nondeterministic', values: [1.15789, 1.21079, 1.2], spread: 0.0529, signal: 7.4e-6, driftPerCall: 0.02 },
    [{ kind: 'nondeterministic', message: 'Calls at one point differ by up to 0.053.' }],
  ),
  'not-finite': inconclusive({ reason: 'not-finite', value: 'NaN' }),
  'not-finite beside the point': inconclusive({ reason: 'not-finite', value: 2.5, coordinate: 'w[1]', step: 1.2e-7 }),
  discontinuous: inconclusive({ reason: 'discontinuous', coordinate: 'w[0]', jump: 1, distance: 3e-8 }),
  kink: inconclusive({ reason: 'kink', coordinate: 'w[0]', left: -1, right: 1, analytic: 0.25 }),
  'infinite-slope': inconclusive({
    reason: 'infinite-slope',
    coordinate: 'w[0]',
    steps: [1e-4, 1e-7],
    slopes: [460, 4.6e4],
  }),
  'too-noisy': inconclusive({ reason: 'too-noisy', reached: 0.53, required: 0.01, noise: 0.024, value: 1e6 }),
  budget: inconclusive({ reason: 'budget', spent: 2000, needed: 12896, unchecked: 6128 }),
};
