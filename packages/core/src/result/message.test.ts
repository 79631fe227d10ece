import { describe, expect, it } from 'vitest';
import {
  check,
  coordinate,
  diagnosis,
  fourCorrect,
  lostEntry,
  parameter,
  text,
  transposed,
  undecided,
} from '../../test/made-up-checks.ts';
import { UNRECOGNISED } from '../diagnose/unknown.ts';
import type { GradientCheck } from '../types.ts';
import { failureMessage } from './message.ts';
import { ansi } from './paint.ts';

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

  it('shows the worst coordinates of all wrong parameters, and repeats them', () => {
    const wrong = { verdict: 'incorrect', wrong: 1 } as const;
    const several = check({
      verdict: 'incorrect',
      parameters: [
        parameter('W', [2], {
          ...wrong,
          largestRelativeError: 0.5,
          coordinates: [coordinate([1], [1, 2, 1e-9, -0.5])],
        }),
        parameter('b', [2], { ...wrong, largestRelativeError: 1, coordinates: [coordinate([0], [0, 3, 1e-9, -1])] }),
        parameter('s', []),
      ],
    });
    expect(text(several)).toMatchInlineSnapshot(`
      "
      Gradient of W and b is incorrect

        coordinate        analytic       numeric ± bound      relative error
        b[0]               0             3.00000 ± 1.0e-9           1.0
        W[1]               1.00000       2.00000 ± 1.0e-9           0.50

        s is correct; a relative error of 1.2e-8 would have been noticed.

        Replay: { seed: 42, wrt: ['W', 'b'] }
      "
    `);
  });

  it('names a parameter in its first line even if its name is too long for it', () => {
    const path = 'model.encoder.layers.11.self_attention.query_key_value_projection.weight';
    const wrong = { verdict: 'incorrect', wrong: 2, largestRelativeError: 1 } as const;
    const [one, two] = [parameter(path, [2], wrong), parameter(`${path}s`, [2], wrong)];
    expect(check({ verdict: 'incorrect', parameters: [one] }).summary).toMatchInlineSnapshot(
      `"Gradient of ...elf_attention.query_key_value_projection.weight is incorrect"`,
    );
    expect(check({ verdict: 'incorrect', parameters: [one, two] }).summary).toMatchInlineSnapshot(
      `"Gradient of 2 of 2 parameters is incorrect"`,
    );
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
