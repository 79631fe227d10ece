import { hostname } from 'node:os';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { XMLBuilder } from 'fast-xml-parser';
import { headlineOf, outcomeOf, textOf } from '../run/outcome.ts';
import { repositoryPath } from '../run/repository-path.ts';
import type { NamedCheck } from './case-names.ts';
import { legalLine, legalText } from './legal-text.ts';

export type Flavor = 'default' | 'strict';

export interface RenderOptions {
  readonly flavor: Flavor;
  readonly attachments: readonly string[];
}

/** How a file of ours is told from others. */
export const GENERATOR = 'Written by @gradcheck/reporters';

/** What consumers resolve: a relative path with forward slashes. */
const RELATIVE_PATH = /^[^/\\:\n\r\t][^\\:\n\r\t]*$/;

/** An element: `@name` is an attribute, `text` its text, anything else a child or a list of children. */
interface Element {
  readonly [part: string]: string | Element | readonly Element[];
}

const serializer = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: 'text',
  commentPropName: 'comment',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  format: true,
});

const attributes = (values: Readonly<Record<string, string>>): Element =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`@${name}`, value]));

/** One JUnit document: a suite per test file. */
export function renderSuites(run: GradientRun, checks: readonly NamedCheck[], options: RenderOptions): string {
  const suites = new Map<string, NamedCheck[]>();
  for (const check of checks) {
    const suite = suites.get(check.suite);
    if (suite) suite.push(check);
    else suites.set(check.suite, [check]);
  }
  const totals = { ...countsOf(checks), time: timeOf(checks), timestamp: timestampOf(run) };
  return serializer.build({
    '?xml': attributes({ version: '1.0', encoding: 'UTF-8' }),
    comment: ` ${GENERATOR} `,
    testsuites: {
      ...(options.flavor === 'default' ? attributes({ name: legalLine(run.project), ...totals }) : {}),
      testsuite: [...suites].map(([name, cases], id) => suiteOf(run, name, cases, String(id), options)),
    },
  });
}

/** An assertion that failed: the gradient is wrong, or right under `.not`. */
const isFailure = (check: RecordedCheck): boolean =>
  !check.passed && (outcomeOf(check) === 'incorrect' || outcomeOf(check) === 'correct');
const isError = (check: RecordedCheck): boolean => !check.passed && !isFailure(check);

function countsOf(checks: readonly NamedCheck[]): Record<string, string> {
  const count = (is: (check: RecordedCheck) => boolean): string =>
    String(checks.filter(({ recorded }) => is(recorded)).length);
  return { tests: String(checks.length), failures: count(isFailure), errors: count(isError), skipped: '0' };
}

function seconds(milliseconds: number): string {
  return (Number.isFinite(milliseconds) ? Math.min(Math.max(0, milliseconds) / 1000, 999_999_999) : 0).toFixed(3);
}

const timeOf = (checks: readonly NamedCheck[]): string =>
  seconds(checks.reduce((sum, { recorded }) => sum + recorded.milliseconds, 0));

/** UTC without its suffix, which the older schemas forbid. */
function timestampOf({ startedAt }: GradientRun): string {
  const time = new Date(startedAt);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString().slice(0, 19);
}

function suiteOf(
  run: GradientRun,
  name: string,
  cases: readonly NamedCheck[],
  id: string,
  options: RenderOptions,
): Element {
  const isStrict = options.flavor === 'strict';
  return {
    ...attributes({
      name,
      ...countsOf(cases),
      time: timeOf(cases),
      timestamp: timestampOf(run),
      hostname: legalLine(hostname()),
      id,
      ...(isStrict ? { package: name } : {}),
    }),
    ...(isStrict ? { properties: '' } : {}),
    testcase: cases.map(check => caseOf(run, check, options)),
    ...(isStrict ? { 'system-out': '', 'system-err': '' } : {}),
  };
}

function caseOf(run: GradientRun, { suite, name, recorded }: NamedCheck, options: RenderOptions): Element {
  const isStrict = options.flavor === 'strict';
  const time = seconds(recorded.milliseconds);
  return {
    ...attributes({ classname: suite, name, time, ...(isStrict ? {} : placeOf(run, recorded)) }),
    ...(isStrict ? {} : propertiesOf(recorded)),
    ...(recorded.passed ? {} : problemOf(recorded)),
    ...(recorded.passed || isStrict || options.attachments.length === 0
      ? {}
      : { 'system-out': options.attachments.map(file => legalText(`[[ATTACHMENT|${file}]]`)).join('\n') }),
  };
}

function problemOf(recorded: RecordedCheck): Element {
  const text = legalText(textOf(recorded));
  return {
    [isFailure(recorded) ? 'failure' : 'error']: {
      ...attributes({ message: legalLine(headlineOf(recorded)), type: typeOf(recorded) }),
      // White space alone is kept by some readers and dropped by others.
      text: text.trim() === '' ? '' : text,
    },
  };
}

function placeOf(run: GradientRun, recorded: RecordedCheck): Record<string, string> {
  const file = legalText(repositoryPath(run, recorded));
  if (!RELATIVE_PATH.test(file)) return {};
  const { line } = recorded;
  return { file, ...(line !== undefined && Number.isSafeInteger(line) && line > 0 ? { line: String(line) } : {}) };
}

/** What was found where the test expects something else: a correct gradient fails under `.not`. The schema has no other form for it. */
const TYPES = {
  correct: 'ERR_UNEXPECTEDLY_CORRECT',
  incorrect: 'IncorrectGradient',
  inconclusive: 'InconclusiveGradient',
} as const;

/** A stable code: readers group by it. */
function typeOf({ check, error }: RecordedCheck): string {
  if (error) return /^ERR(?:_[A-Z]+)+$/.test(error.code) ? error.code : 'ERR_UNKNOWN';
  return TYPES[check?.verdict ?? 'inconclusive'];
}

function propertiesOf({ check, attempt, shard }: RecordedCheck): Element {
  const facts: readonly (readonly [name: string, value: string | number])[] = [
    ...(check
      ? [
          ['verdict', check.verdict] as const,
          ['resolution', check.resolution] as const,
          ['value_calls', check.cost.valueCalls] as const,
          ['precision', check.precision] as const,
          ...check.diagnoses.map(({ kind }) => ['diagnosis', kind] as const),
          ...check.warnings.map(({ kind }) => ['warning', kind] as const),
        ]
      : []),
    ...(attempt > 1 ? [['attempt', attempt] as const] : []),
    ...(shard ? [['shard', shard] as const] : []),
  ];
  if (facts.length === 0) return {};
  const property = facts.map(([name, value]) =>
    attributes({ name: `gradcheck.${name}`, value: legalLine(String(value)) }),
  );
  return { properties: { property } };
}
