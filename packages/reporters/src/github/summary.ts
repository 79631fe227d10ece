import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { legalLine, legalText } from '../junit/legal-text.ts';
import { headline } from '../run/headline.ts';
import { headlineOf, nameOf, textOf } from '../run/outcome.ts';
import { repositoryPath } from '../run/repository-path.ts';

export interface SummaryOptions {
  /** Room that is left. */
  readonly bytes: number;
  /** Address of a line of the repository. */
  readonly source?: ((file: string, line?: number) => string) | undefined;
}

/** Left free for the sentences that say what was left out. */
const RESERVE = 400;

const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** One line of Markdown that says what `text` says, whatever it contains. */
const markdown = (text: string): string => entities(legalLine(text)).replace(/[\\`*_[\]|~#!@:]/g, '\\$&');

function worstCoordinate({ check }: RecordedCheck): string {
  const worst = check?.parameters.find(({ verdict }) => verdict === 'incorrect');
  const [coordinate] = worst?.coordinates ?? [];
  if (!worst || !coordinate) return '';
  return coordinate.index.length > 0 ? `${worst.path}[${coordinate.index.join(',')}]` : worst.path;
}

function placeOf(run: GradientRun, recorded: RecordedCheck, source: SummaryOptions['source']): string {
  const file = repositoryPath(run, recorded);
  const place = recorded.line ? `${file}:${recorded.line}` : file;
  return source
    ? `[${markdown(place)}](<${source(file, recorded.line).replace(/[<>\n]/g, encodeURIComponent)}>)`
    : markdown(place);
}

function row(run: GradientRun, recorded: RecordedCheck, { source }: SummaryOptions): string {
  const cells = [
    markdown(nameOf(recorded)),
    markdown(headlineOf(recorded)),
    worstCoordinate(recorded) && markdown(worstCoordinate(recorded)),
    placeOf(run, recorded, source),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function details(recorded: RecordedCheck): string {
  const text = legalText(textOf(recorded));
  // A fence longer than any in the text: nothing in it can end the block.
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `\n<details><summary>${entities(legalLine(nameOf(recorded)))}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n`;
}

/**
 * Markdown: the headline, a row for every check that failed, the full text of each folded, problems of the run.
 * @param failed - worst first
 */
export function summaryOf(run: GradientRun, failed: readonly RecordedCheck[], options: SummaryOptions): string {
  const parts = [`## ${headline(run)}\n\n`];
  let left = options.bytes - RESERVE - Buffer.byteLength(parts[0]!);
  /** Adds parts while they fit; @returns how many did not */
  const fill = (some: readonly string[], keep: number): number => {
    for (const [k, part] of some.entries()) {
      const size = Buffer.byteLength(part);
      if (left - size < keep) return some.length - k;
      left -= size;
      parts.push(part);
    }
    return 0;
  };
  const problems = fill(
    run.problems.map(problem => `> ⚠ ${markdown(problem)}\n\n`),
    options.bytes / 2,
  );
  if (problems > 0) parts.push(`> ⚠ and ${problems} more problems\n\n`);
  if (failed.length > 0) {
    const head = '| check | what | worst | where |\n| --- | --- | --- | --- |\n';
    const rows = fill([head, ...failed.map(recorded => row(run, recorded, options))], options.bytes / 4);
    if (rows > 0) parts.push(`\n${Math.min(rows, failed.length)} more failed: the table is full.\n`);
    const texts = fill(failed.map(details), 0);
    if (texts > 0) parts.push(`\nThe full text of ${texts} checks is left out: the summary is full.\n`);
  }
  return parts.join('');
}
