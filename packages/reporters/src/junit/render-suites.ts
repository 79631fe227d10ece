import { hostname } from 'node:os';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { create } from 'xmlbuilder2';
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

type Builder = ReturnType<typeof create>;

/** One JUnit document: a suite per test file. */
export function renderSuites(run: GradientRun, checks: readonly NamedCheck[], options: RenderOptions): string {
  const document = create({ version: '1.0', encoding: 'UTF-8' }).com(` ${GENERATOR} `);
  const root = document.ele('testsuites');
  if (options.flavor === 'default') {
    root.att({ name: legalLine(run.project), ...countsOf(checks), time: timeOf(checks), timestamp: timestampOf(run) });
  }
  const suites = new Map<string, NamedCheck[]>();
  for (const check of checks) {
    const suite = suites.get(check.suite);
    if (suite) suite.push(check);
    else suites.set(check.suite, [check]);
  }
  [...suites].forEach(([name, cases], id) => {
    addSuite(root, run, name, cases, String(id), options);
  });
  return root.end({ prettyPrint: true });
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

function addSuite(
  root: Builder,
  run: GradientRun,
  name: string,
  cases: readonly NamedCheck[],
  id: string,
  options: RenderOptions,
): void {
  const isStrict = options.flavor === 'strict';
  const suite = root.ele('testsuite', {
    name,
    ...countsOf(cases),
    time: timeOf(cases),
    timestamp: timestampOf(run),
    hostname: legalLine(hostname()),
    id,
    ...(isStrict ? { package: name } : {}),
  });
  if (isStrict) suite.ele('properties');
  for (const check of cases) addCase(suite, run, check, options);
  if (isStrict) {
    suite.ele('system-out');
    suite.ele('system-err');
  }
}

function addCase(
  suite: Builder,
  run: GradientRun,
  { suite: classname, name, recorded }: NamedCheck,
  options: RenderOptions,
): void {
  const isStrict = options.flavor === 'strict';
  const time = seconds(recorded.milliseconds);
  const node = suite.ele('testcase', { classname, name, time, ...(isStrict ? {} : placeOf(run, recorded)) });
  if (!isStrict) addProperties(node, recorded);
  if (recorded.passed) return;
  node
    .ele(isFailure(recorded) ? 'failure' : 'error', {
      message: legalLine(headlineOf(recorded)),
      type: typeOf(recorded),
    })
    .txt(legalText(textOf(recorded)));
  if (isStrict || options.attachments.length === 0) return;
  node.ele('system-out').txt(options.attachments.map(file => legalText(`[[ATTACHMENT|${file}]]`)).join('\n'));
}

function placeOf(run: GradientRun, recorded: RecordedCheck): Record<string, string> {
  const file = legalText(repositoryPath(run, recorded));
  if (!RELATIVE_PATH.test(file)) return {};
  const { line } = recorded;
  return { file, ...(line !== undefined && Number.isInteger(line) && line > 0 ? { line: String(line) } : {}) };
}

/** A stable code: readers group by it. */
function typeOf({ check, error }: RecordedCheck): string {
  if (error) return /^ERR(?:_[A-Z]+)+$/.test(error.code) ? error.code : 'ERR_UNKNOWN';
  return check?.verdict === 'inconclusive' ? 'InconclusiveGradient' : 'IncorrectGradient';
}

function addProperties(node: Builder, { check, attempt, shard }: RecordedCheck): void {
  const facts: (readonly [string, unknown])[] = [
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
  if (facts.length === 0) return;
  const properties = node.ele('properties');
  for (const [name, value] of facts) {
    properties.ele('property', { name: `gradcheck.${name}`, value: legalLine(String(value)) });
  }
}
