import { checkGradients, type GradientCheck, type GradientRun, type RecordedCheck } from '@gradcheck/core';

export const right: GradientCheck = checkGradients(
  { value: (x: number) => x * x, gradient: (x: number) => 2 * x },
  { at: 3, evidence: 'always' },
);
export const wrong: GradientCheck = checkGradients(
  { value: (x: number[]) => x[0]! * x[1]!, gradient: (x: number[]) => [...x] },
  { at: [2, 5] },
);
export const undecided: GradientCheck = checkGradients({ value: Math.floor, gradient: () => 0 }, { at: 4 });

export function recorded(title: string, check: GradientCheck, extra: Partial<RecordedCheck> = {}): RecordedCheck {
  return {
    file: 'test/a.test.ts',
    line: 7,
    titles: ['suite', title],
    ordinal: 0,
    attempt: 1,
    repeat: 0,
    expectation: 'correct',
    passed: check.verdict === 'correct',
    milliseconds: 12,
    check,
    ...extra,
  };
}

/** An assertion that threw before anything was compared. */
export function misused(title: string, message: string, extra: Partial<RecordedCheck> = {}): RecordedCheck {
  const { check: _, ...rest } = recorded(title, right, extra);
  return { ...rest, passed: false, error: { code: 'ERR_OPTION', message } };
}

export function runOf(checks: readonly RecordedCheck[], extra: Partial<GradientRun> = {}): GradientRun {
  return {
    schemaVersion: 1,
    project: 'p',
    startedAt: '2026-01-02T03:04:05.000Z',
    milliseconds: 99,
    runner: { name: 'vitest', version: '4' },
    node: '20.19.0',
    gradcheck: '0.1.0',
    checks,
    problems: [],
    ...extra,
  };
}

/** Everything that breaks out of markup, of a line, or of an encoding. */
export const HOSTILE = `</script><img src=x onerror=alert(1)> ]]> --> <!-- "q" 'a' \`b\` & &amp; \u2028 \u0000 \u0007 \ud800 \udc00x \uffff \ufffe \u{1f600} \u001b[31mred\u001b[0m \n \r %0A ::error:: | [x](y)`;

/** One check of every outcome, hostile names, namesakes, `.not`. */
export const everyOutcome: GradientRun = runOf([
  recorded('right', right),
  recorded('wrong', wrong),
  recorded('undecided', undecided),
  recorded(HOSTILE, wrong),
  recorded('right', right),
  recorded('planted', wrong, { expectation: 'incorrect', passed: true }),
  recorded('planted, but right', right, { expectation: 'incorrect', passed: false }),
  misused('misuse', 'ERR_OPTION: no\nsuch'),
  recorded(HOSTILE, right, { file: HOSTILE }),
  misused(HOSTILE, HOSTILE, { file: `${HOSTILE}.ts`, project: HOSTILE }),
]);
