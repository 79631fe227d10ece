import { hostname } from 'node:os';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';
import { create } from 'xmlbuilder2';
import type { GradientReporter } from '../reporter.ts';
import { headlineOf, lastAttempts, nameOf, outcomeOf } from '../run/outcome.ts';
import { writeOutput } from '../run/write-output.ts';
import { legalLine, legalText } from './legal-text.ts';

export interface JunitOptions {
  readonly outputFile: string;
  /** `strict`: without properties and places, for validators of the classic schemas. @default 'default' */
  readonly flavor?: 'default' | 'strict';
}

/** Cases in one file; some readers give up above. */
const CASES_PER_FILE = 5000;

type Builder = ReturnType<typeof create>;

const seconds = (milliseconds: number): string => (Math.max(0, milliseconds) / 1000).toFixed(3);

/** JUnit XML for continuous integration: incorrect is a failure, inconclusive and misuse are errors. */
export function junit({ outputFile, flavor = 'default' }: JunitOptions): GradientReporter {
  return {
    name: 'junit',
    onRunEnd(run) {
      const checks = lastAttempts(run.checks);
      for (let part = 0; part === 0 || part * CASES_PER_FILE < checks.length; part++) {
        const file = part === 0 ? outputFile : outputFile.replace(/(\.xml)?$/, `-${part + 1}.xml`);
        const some = checks.slice(part * CASES_PER_FILE, (part + 1) * CASES_PER_FILE);
        writeOutput(file, renderJunit({ ...run, checks: some }, flavor));
      }
    },
  };
}

/** @returns the document */
export function renderJunit(run: GradientRun, flavor: 'default' | 'strict' = 'default'): string {
  const strict = flavor === 'strict';
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites');
  const checks = lastAttempts(run.checks);
  if (!strict) {
    root.att({ name: legalLine(run.project), ...countsOf(checks), time: timeOf(checks), timestamp: timestampOf(run) });
  }
  const files = new Map<string, RecordedCheck[]>();
  for (const check of checks) files.set(check.file, [...(files.get(check.file) ?? []), check]);
  const names = new Set<string>();
  let id = 0;
  for (const [file, group] of files) addSuite(root, file, group, run, strict, id++, names);
  return root.end({ prettyPrint: true });
}

function countsOf(checks: readonly RecordedCheck[]): Record<string, string> {
  const failures = checks.filter(check => isFailure(check)).length;
  const errors = checks.filter(check => isError(check)).length;
  return { tests: String(checks.length), failures: String(failures), errors: String(errors), skipped: '0' };
}

/** An assertion that failed: the gradient is wrong, or right under `.not`. */
const isFailure = (check: RecordedCheck): boolean =>
  !check.passed && (outcomeOf(check) === 'incorrect' || outcomeOf(check) === 'correct');
const isError = (check: RecordedCheck): boolean => !check.passed && !isFailure(check);

const timeOf = (checks: readonly RecordedCheck[]): string =>
  seconds(checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
const timestampOf = (run: GradientRun): string => run.startedAt.slice(0, 19);

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let k = 2; taken.has(unique); k++) unique = `${name} (${k})`;
  taken.add(unique);
  return unique;
}

function addSuite(
  root: Builder,
  file: string,
  checks: readonly RecordedCheck[],
  run: GradientRun,
  strict: boolean,
  id: number,
  suiteNames: Set<string>,
): void {
  const name = uniqueName(legalLine(file), suiteNames);
  const suite = root.ele('testsuite', {
    name,
    ...countsOf(checks),
    time: timeOf(checks),
    timestamp: timestampOf(run),
    hostname: legalLine(hostname() || 'localhost'),
    id: String(id),
    ...(strict ? { package: name } : {}),
  });
  if (strict) suite.ele('properties');
  const names = new Set<string>();
  for (const check of checks) addCase(suite, name, check, strict, names);
  if (strict) {
    suite.ele('system-out');
    suite.ele('system-err');
  }
}

function addCase(
  suite: Builder,
  classname: string,
  recorded: RecordedCheck,
  strict: boolean,
  names: Set<string>,
): void {
  const { check, error, file, line, milliseconds, expectation } = recorded;
  const path = legalText(file);
  const place =
    strict || !/^[^/\\:\n\r\t][^\\:\n\r\t]*$/.test(path) ? {} : { file: path, ...(line ? { line: String(line) } : {}) };
  const node = suite.ele('testcase', {
    classname,
    name: uniqueName(legalLine(nameOf(recorded)), names),
    time: seconds(milliseconds),
    ...place,
  });
  if (!strict && check) {
    const properties = node.ele('properties');
    const add = (name: string, value: unknown): unknown =>
      properties.ele('property', { name: `gradcheck.${name}`, value: legalLine(String(value)) });
    add('verdict', check.verdict);
    add('resolution', check.resolution);
    add('value_calls', check.cost.valueCalls);
    add('precision', check.precision);
    for (const { kind } of check.diagnoses) add('diagnosis', kind);
  }
  if (recorded.passed) return;
  const type = error ? error.code : check?.verdict === 'inconclusive' ? 'InconclusiveGradient' : 'IncorrectGradient';
  const text = check ? failureMessage(check, { negated: expectation === 'incorrect' }) : (error?.message ?? '');
  const message = check && expectation === 'incorrect' ? text.split('\n')[0]! : headlineOf(recorded);
  node.ele(isFailure(recorded) ? 'failure' : 'error', { message: legalLine(message), type }).txt(legalText(text));
}
