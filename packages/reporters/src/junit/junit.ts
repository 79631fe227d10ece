import { resolve } from 'node:path';
import type { GradientRun } from '@gradcheck/core';
import type { GradientReporter } from '../reporter.ts';
import { lastAttempts } from '../run/outcome.ts';
import { writeOutput } from '../run/write-output.ts';
import { type NamedCheck, nameChecks } from './case-names.ts';
import { type Flavor, renderSuites } from './render-suites.ts';
import { removeStaleParts } from './stale-parts.ts';

export interface JunitOptions {
  /** @default 'reports/gradients.xml' */
  readonly outputFile?: string;
  /** `strict`: without properties, places and attachments, for validators of the classic schemas. @default 'default' */
  readonly flavor?: Flavor;
  /** Files that CI shows with every check that failed (GitLab, Jenkins): the HTML report. @default none */
  readonly attachments?: readonly string[];
}

/** Cases in one file; some readers give up above. */
const CASES_PER_FILE = 5000;

/** JUnit XML for continuous integration: incorrect is a failure, inconclusive and misuse are errors. */
export function junit({
  outputFile = 'reports/gradients.xml',
  flavor = 'default',
  attachments = [],
}: JunitOptions = {}): GradientReporter {
  return {
    name: 'junit',
    within: root => junit({ outputFile: resolve(root, outputFile), flavor, attachments }),
    onRunEnd(run) {
      const parts = partsOf(nameChecks(lastAttempts(run.checks)));
      parts.forEach((part, k) => {
        writeOutput(partName(outputFile, k), renderSuites(run, part, { flavor, attachments }));
      });
      removeStaleParts(k => partName(outputFile, k), parts.length);
    },
  };
}

/** One document with all checks of a run, however many. */
export function renderJunit(run: GradientRun, flavor: Flavor = 'default'): string {
  return renderSuites(run, nameChecks(lastAttempts(run.checks)), { flavor, attachments: [] });
}

function partsOf(checks: readonly NamedCheck[]): NamedCheck[][] {
  const count = Math.max(1, Math.ceil(checks.length / CASES_PER_FILE));
  return Array.from({ length: count }, (_, k) => checks.slice(k * CASES_PER_FILE, (k + 1) * CASES_PER_FILE));
}

/** `gradients.xml`, `gradients-2.xml`, … */
const partName = (file: string, k: number): string => (k === 0 ? file : file.replace(/(\.xml)?$/, `-${k + 1}$1`));
