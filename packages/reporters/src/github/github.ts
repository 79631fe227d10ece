import { appendFileSync } from 'node:fs';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';
import type { GradientReporter } from '../reporter.ts';
import { headline } from '../run/headline.ts';
import { headlineOf, lastAttempts, nameOf } from '../run/outcome.ts';

export interface GithubOptions {
  /** File of the job summary. @default the environment's GITHUB_STEP_SUMMARY */
  readonly summaryFile?: string;
  /** Where annotations are printed. @default standard output */
  readonly print?: (line: string) => void;
}

/** GitHub shows ten annotations of a kind per step, and a summary of at most 1 MiB. */
const ANNOTATIONS = 9;
const SUMMARY_BYTES = 900 * 1024;

/** Job summary and annotations for GitHub Actions; does nothing elsewhere. */
export function github({
  summaryFile = process.env.GITHUB_STEP_SUMMARY,
  print = console.log,
}: GithubOptions = {}): GradientReporter {
  return {
    name: 'github',
    onRunEnd(run) {
      const failed = lastAttempts(run.checks).filter(({ passed }) => !passed);
      if (process.env.GITHUB_ACTIONS || summaryFile) for (const line of annotations(failed)) print(line);
      if (summaryFile) appendFileSync(summaryFile, summaryOf(run, failed));
    },
  };
}

const property = (text: string): string =>
  text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Workflow commands, one per failed check, the last one counting what is left out. */
export function annotations(failed: readonly RecordedCheck[]): string[] {
  const shown = failed.length > ANNOTATIONS + 1 ? failed.slice(0, ANNOTATIONS) : failed;
  const lines = shown.map(recorded => {
    const { file, line, check } = recorded;
    const wrong = check?.parameters.find(({ verdict }) => verdict === 'incorrect');
    const title = wrong
      ? `Incorrect gradient: ${wrong.path}`
      : check
        ? 'No verdict on a gradient'
        : 'Gradient check misused';
    const likely = check?.diagnoses[0] ? `\nLikely: ${check.diagnoses[0].kind}. ${check.diagnoses[0].evidence}` : '';
    const place = [`file=${property(file)}`, ...(line ? [`line=${line}`] : []), `title=${property(title)}`].join(',');
    return `::error ${place}::${data(headlineOf(recorded) + likely)}`;
  });
  const more = failed.length - shown.length;
  return more > 0 ? [...lines, `::error title=Gradients::and ${more} more, see the summary`] : lines;
}

const escapeCell = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .replaceAll('`', '\\`');

/** Markdown: the headline, a row for every check that failed, the full text of each folded. */
export function summaryOf(run: GradientRun, failed: readonly RecordedCheck[]): string {
  let text = `## ${headline(run)}\n\n`;
  if (failed.length === 0) return text;
  text += '| check | what | worst |\n| --- | --- | --- |\n';
  let left = failed.length;
  for (const recorded of failed) {
    const worst = recorded.check?.parameters.find(({ verdict }) => verdict === 'incorrect');
    const at = worst?.coordinates[0] ? `${worst.path}[${worst.coordinates[0].index.join(',')}]` : '';
    const row = `| ${escapeCell(nameOf(recorded))} | ${escapeCell(headlineOf(recorded))} | ${escapeCell(at)} |\n`;
    if (Buffer.byteLength(text + row) > SUMMARY_BYTES / 2) break;
    text += row;
    left--;
  }
  if (left > 0) text += `\n${left} more rows are left out.\n`;
  for (const recorded of failed) {
    const { check, error, expectation } = recorded;
    const body = check ? failureMessage(check, { negated: expectation === 'incorrect' }) : (error?.message ?? '');
    const fence = '`'.repeat(Math.max(3, ...[...body.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
    const block = `\n<details><summary>${escapeCell(nameOf(recorded))}</summary>\n\n${fence}text\n${body}\n${fence}\n\n</details>\n`;
    if (Buffer.byteLength(text + block) > SUMMARY_BYTES)
      return `${text}\nThe text of further checks is left out: the summary is full.\n`;
    text += block;
  }
  return text;
}
