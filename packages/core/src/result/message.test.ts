import { describe, expect, it } from 'vitest';
import { UNRECOGNISED } from '../diagnose/unknown.ts';
import type { CoordinateFinding, Diagnosis, GradientCheck, ParameterFinding, Warning } from '../types.ts';
import { failureMessage, type MessageContext } from './message.ts';
import { ansi } from './paint.ts';
import { summarize } from './summary.ts';

/** One coordinate that differs, or not. */
function coordinate(
  index: readonly number[],
  [analytic, numeric, bound, relativeError]: readonly [number, number, number, number],
  more: Partial<CoordinateFinding> = {},
): CoordinateFinding {
  return { index, analytic, numeric, bound, relativeError, step: 1e-3, status: 'differs', ...more };
}

function parameter(path: string, shape: readonly number[], more: Partial<ParameterFinding> = {}): ParameterFinding {
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

function diagnosis(
  kind: Diagnosis['kind'],
  texts: Pick<Diagnosis, 'where' | 'phrase' | 'evidence' | 'advice'>,
): Diagnosis {
  return { kind, fit: { agreeing: 1, compared: 1, largestRelativeError: 0 }, hint: '', ...texts };
}

function check(more: Partial<GradientCheck>): GradientCheck {
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
const text = (found: GradientCheck, context: Partial<MessageContext> = {}): string =>
  `\n${failureMessage(found, { negated: false, ...context })}\n`;

const transposed = check({
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

const lostEntry = check({
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

const inconclusive = (evidence: NonNullable<GradientCheck['inconclusive']>, warnings: readonly Warning[] = []) =>
  check({
    verdict: 'inconclusive',
    reason: evidence.reason,
    inconclusive: evidence,
    parameters: [parameter('w', [3])],
    warnings,
  });

const fourCorrect = [
  parameter('W1', [8, 6], { largestDifferenceOverBound: 0.31, resolution: 3.1e-9 }),
  parameter('b1', [8], { largestDifferenceOverBound: 0.22, resolution: 2.4e-9 }),
  parameter('W2', [8, 8], { largestDifferenceOverBound: 0.38, resolution: 4.3e-9 }),
  parameter('b2', [8], { largestDifferenceOverBound: 0.05, resolution: 1.2e-8 }),
];

const undecided = {
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

describe('a wrong derivative', () => {
  it('shows the worst coordinates, the likely mistake, what is right, and how to repeat it', () => {
    expect(text(transposed, { report: 'reports/gradients.html#/mlp' })).toMatchInlineSnapshot(`
      "
      Gradient of W2 is incorrect in 56 of 64 coordinates, it looks transposed

        coordinate        analytic        numeric ± bound      relative error
        W2[2,4]          -0.115903       0.124444 ± 1.2e-10          1.5
        W2[4,2]           0.124444      -0.115903 ± 2.6e-10          1.5
        W2[7,2]           0.155678       0.007784 ± 1.4e-10          0.95
        W2[2,7]           0.007784       0.155678 ± 2.9e-10          0.95
        W2[0,1]          12.2500        12.1250   ± 1.4e-10          0.50
        W2[1,0]         -12.1250       -12.2500   ± 2.9e-10          0.083
        ... 50 more

        Likely: transposed. With its two axes swapped, all 64 agree (largest relative error 3.4e-10).
        For y = W·x the gradient of W is δ·xᵀ: rows follow the output. W2 is 8×8, so no shape check
        can tell the two apart.

        W1, b1 and b2 are correct; a relative error of 1.2e-8 would have been noticed.

        Replay: { seed: 42, wrt: ['W2'] }
        Report: reports/gradients.html#/mlp
      "
    `);
  });

  it('says how one wrong coordinate of ten million was found', () => {
    expect(text(lostEntry)).toMatchInlineSnapshot(`
      "
      Gradient of table is incorrect in 1 of 10,000,000 coordinates, at table[39999,249]

        coordinate              analytic       numeric ± bound      relative error
        table[39999,249]               0     -0.418730 ± 3.1e-11          0.31

        Likely: isolated. Only table[39999,249] differs, at the very end of table. The analytic value
        is exactly 0.
        Look at loop bounds and at the ends of slices.

        Found by: 4,096 coordinates compared one by one, the rest through 24 random directions; one
        direction disagreed, 24 steps led here.

        Replay: { seed: 42 }
      "
    `);
  });

  it('says of which parameter the likely mistake is', () => {
    const [W1, b1, W2, b2] = transposed.parameters;
    const wrong = { verdict: 'incorrect', wrong: 8, largestRelativeError: 0.2, coordinates: [] } as const;
    const several = check({ ...transposed, parameters: [W1!, { ...b1!, ...wrong }, W2!, b2!] });
    expect(several.summary).toMatchInlineSnapshot(`"Gradient of b1 and W2 is incorrect, in W2 it looks transposed"`);
  });

  it('says so when no mistake that is known explains it', () => {
    const unexplained = check({
      verdict: 'incorrect',
      parameters: [
        parameter('w', [], { verdict: 'incorrect', wrong: 1, coordinates: [coordinate([], [2e-7, 1.5e9, 3, 1])] }),
      ],
      diagnoses: [
        diagnosis('unknown', {
          where: ['w'],
          phrase: UNRECOGNISED,
          evidence: 'None of the common mistakes tried explains it.',
          advice: '',
        }),
      ],
    });
    expect(text(unexplained)).toMatchInlineSnapshot(`
      "
      Gradient of w is incorrect

        coordinate        analytic       numeric ± bound      relative error
        w               2.00000e-7     1.50000e9 ± 3                1.0

        Likely: none of the common mistakes tried explains it.

        Replay: { seed: 42 }
      "
    `);
  });
});

describe('several mistakes at once', () => {
  it('tells the likeliest with its advice, and the others shortly', () => {
    const where = (path: string, evidence: string) => ({
      where: [path],
      phrase: 'it looks wrong',
      evidence,
      advice: 'Look at it.',
    });
    const both = check({
      ...transposed,
      diagnoses: [
        diagnosis('transposed', where('W2', 'With its two axes swapped, all 64 agree.')),
        diagnosis('scaled', where('W1', 'Divided by 8, all 48 agree.')),
      ],
    });
    expect(text(both)).toMatchInlineSnapshot(`
      "
      Gradient of W2 is incorrect in 56 of 64 coordinates,  and more

        coordinate        analytic        numeric ± bound      relative error
        W2[2,4]          -0.115903       0.124444 ± 1.2e-10          1.5
        W2[4,2]           0.124444      -0.115903 ± 2.6e-10          1.5
        W2[7,2]           0.155678       0.007784 ± 1.4e-10          0.95
        W2[2,7]           0.007784       0.155678 ± 2.9e-10          0.95
        W2[0,1]          12.2500        12.1250   ± 1.4e-10          0.50
        W2[1,0]         -12.1250       -12.2500   ± 2.9e-10          0.083
        ... 50 more

        Likely: transposed, in W2. With its two axes swapped, all 64 agree.
        Look at it.
        Also: scaled, in W1. Divided by 8, all 48 agree.

        W1, b1 and b2 are correct; a relative error of 1.2e-8 would have been noticed.

        Replay: { seed: 42, wrt: ['W2'] }
      "
    `);
  });
});

describe('no verdict', () => {
  it('nondeterministic', () => {
    expect(text(undecided.nondeterministic)).toMatchInlineSnapshot(`
      "
      No verdict: value() is not deterministic, 3 calls at one point gave 3 different values

        spread between calls                  0.053     from 1.15789 to 1.21079
        change by the smallest usable step    7.4e-6    7,100 times less than the spread
        drift with each call                  0.02

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          dropout or sampling inside value()       seed it per call, or draw the noise once outside
          state kept from call to call             reset it at the start of value()
          sums in parallel, in changing order      use a deterministic kernel for the check

        Replay: { seed: 42 }
      "
    `);
  });

  it('not-finite', () => {
    expect(text(undecided['not-finite'])).toMatchInlineSnapshot(`
      "
      No verdict: value() is NaN at the point

        value() at the point    NaN

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          outside the domain      move the point, or keep it inside with \`bounds\`
          overflow                subtract the maximum before exp, work with logarithms

        Replay: { seed: 42 }
      "
    `);
  });

  it('not-finite beside the point', () => {
    expect(text(undecided['not-finite beside the point'])).toMatchInlineSnapshot(`
      "
      No verdict: value() is not finite on either side of w[1]

        value() at the point           2.50000
        with w[1] changed by 1.2e-7    not finite, up and down

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          outside the domain      move the point, or keep it inside with \`bounds\`
          overflow                subtract the maximum before exp, work with logarithms

        Replay: { seed: 42 }
      "
    `);
  });

  it('discontinuous', () => {
    expect(text(undecided.discontinuous)).toMatchInlineSnapshot(`
      "
      No verdict: value() jumps by 1 at w[0]

        jump           1
        at             w[0]
        seen within    3.0e-8

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          rounding, a threshold, an argmax      check the smooth part, or move the point off the jump
          a straight-through gradient           it is no derivative: test it against its definition

        Replay: { seed: 42 }
      "
    `);
  });

  it('kink', () => {
    expect(text(undecided.kink)).toMatchInlineSnapshot(`
      "
      No verdict: there is no derivative at w[0]: -1 on its left, 1 on its right

        slope on the left     -1.00000
        slope on the right     1.00000
        analytic               0.250000

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          relu, abs or max exactly at its corner      move the point a little off the corner
          a subgradient is enough                     set kinks: 'subgradient'

        Replay: { seed: 42 }
      "
    `);
  });

  it('infinite-slope', () => {
    expect(text(undecided['infinite-slope'])).toMatchInlineSnapshot(`
      "
      No verdict: the slope grows without limit towards w[0]

        slope of w[0] over a step of 1.0e-4    460
        slope of w[0] over a step of 1.0e-7    4.6e4

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          a root or a norm at zero      move the point away, or add a small constant under the root

        Replay: { seed: 42 }
      "
    `);
  });

  it('infinite-slope over many steps', () => {
    const steps = Array.from({ length: 21 }, (_, k) => 4 ** -k);
    const slopes = steps.map(step => step ** (-2 / 3));
    const check = inconclusive({ reason: 'infinite-slope', coordinate: 'w[0]', steps, slopes });
    expect(text(check).match(/slope of w\[0\] over a step of \S+/g)).toEqual(
      ['1', '3.9e-3', '1.5e-5', '6.0e-8', '2.3e-10', '9.1e-13'].map(step => `slope of w[0] over a step of ${step}`),
    );
  });

  it('too-noisy', () => {
    expect(text(undecided['too-noisy'])).toMatchInlineSnapshot(`
      "
      No verdict: the noise of value() hides relative errors below 0.53

        resolution reached     0.53
        resolution required    0.01
        noise of one value     0.024    the value is 1.00000e6

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          float32 arithmetic                         run the function in float64 for the check
          a large constant beside small changes      leave it out of value()
          an approximation is intended               raise requiredResolution

        Replay: { seed: 42 }
      "
    `);
  });

  it('budget', () => {
    expect(text(undecided.budget)).toMatchInlineSnapshot(`
      "
      No verdict: 2,000 evaluations were not enough, about 12,896 are needed

        evaluations spent            2,000
        evaluations needed           about 12,896
        coordinates not looked at    6,128

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          maxEvaluations is too small          raise it, or leave it out
          there are very many coordinates      use coverage: 'directions'

        Replay: { seed: 42 }
      "
    `);
  });
});

describe('a right derivative under .not', () => {
  it('shows how far every parameter is from its bound', () => {
    const found = check({ parameters: fourCorrect });
    expect(text(found, { negated: true })).toMatchInlineSnapshot(`
      "
      Expected an incorrect gradient, but all 4 parameters are correct

        parameter   shape      largest difference ÷ bound     resolution
        W1          8×6                0.31                     3.1e-9
        b1          8                  0.22                     2.4e-9
        W2          8×8                0.38                     4.3e-9
        b2          8                  0.05                     1.2e-8

        128 partial derivatives agree with the numeric ones within their error bounds. A relative
        error of 1.2e-8 or more would have been noticed.

        If a bug was planted on purpose, it has no effect at this point: a factor on a term that is
        zero here, a branch not taken, a region not visited. Move the point.

        Replay: { seed: 42 }
      "
    `);
  });

  it('says where no mistake could have shown', () => {
    const zero = parameter('u', [], { largestDifferenceOverBound: 0, resolution: 'Infinity' });
    const message = 'Claimed and numeric derivative of u both vanish here: a wrong factor could not show.';
    const found = check({
      parameters: [fourCorrect[0]!, zero],
      warnings: [{ kind: 'vacuous', parameter: 'u', message }],
    });
    expect(text(found, { negated: true })).toMatchInlineSnapshot(`
      "
      Expected an incorrect gradient, but both parameters are correct

        parameter   shape       largest difference ÷ bound     resolution
        W1          8×6                 0.31                     3.1e-9
        u           scalar              0                        none

        49 partial derivatives agree with the numeric ones within their error bounds. A relative error
        of 1.2e-8 or more would have been noticed, but not in u.

        If a bug was planted on purpose, it has no effect at this point: a factor on a term that is
        zero here, a branch not taken, a region not visited. Move the point.

        vacuous: Claimed and numeric derivative of u both vanish here: a wrong factor could not show.

        Replay: { seed: 42 }
      "
    `);
  });
});

describe('every text', () => {
  const path = 'model.encoder.layers.11.attention.self.query.kernel';
  const message = 'This warning is long enough to need a second line when it stands in a text of 96 columns at most.';
  const warnings = Array.from({ length: 9 }, () => ({ kind: 'kink', message }) as const);
  const [, , W2] = transposed.parameters;
  const extreme = check({ ...transposed, parameters: [parameter('b', [2]), { ...W2!, path }], warnings });
  const causes = ['scaled', 'shifted', 'stale', 'permuted', 'boundary'] as const;
  const causesOf = causes.map(kind =>
    diagnosis(kind, { where: [path], phrase: `it looks ${kind}`, evidence: message, advice: message }),
  );
  const manyCauses = check({ ...extreme, diagnoses: causesOf });
  const many = Array.from({ length: 12 }, (_, k) => parameter(`${path}.${k}`, [1024, 768]));
  const texts: [string, GradientCheck, boolean][] = [
    ['a transposed weight', transposed, false],
    ['a lost entry', lostEntry, false],
    ['a long name and many warnings', extreme, false],
    ['many causes', manyCauses, false],
    ['many causes and nothing else', check({ ...manyCauses, parameters: [parameter('b', [2])], warnings: [] }), false],
    ['many parameters under .not', check({ parameters: many, warnings }), true],
    ...Object.entries(undecided).map(([name, found]): [string, GradientCheck, boolean] => [name, found, false]),
  ];

  it.each(texts)('fits 25 lines of 96 columns, the first of 90: %s', (_name, found, negated) => {
    const lines = failureMessage(found, { negated, report: 'reports/gradients.html#/a/b' }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.filter(line => line.length > 96)).toEqual([]);
    expect(lines[0]!.length).toBeLessThanOrEqual(90);
    expect(lines.filter(line => line !== line.trimEnd())).toEqual([]);
  });

  it.each(texts)('reads the same with colour, which ends with each line: %s', (_name, found, negated) => {
    const painted = failureMessage(found, { negated, paint: ansi });
    const colour = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]+)m`, 'g');
    expect(painted.replace(colour, '')).toBe(failureMessage(found, { negated }));
    for (const line of painted.split('\n')) {
      const codes = [...line.matchAll(colour)].map(([, code]) => code);
      expect(codes.filter((_code, k) => k % 2 === 1).every(code => code === '0')).toBe(true);
      expect(codes.length % 2).toBe(0);
    }
  });
});
