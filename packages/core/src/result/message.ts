import { fromJsonNumber } from '../json-number.ts';
import type { GradientCheck, ParameterFinding } from '../types.ts';
import { wrap } from '../wrap.ts';
import { correctSections, unexpectedlyCorrect } from './correct-text.ts';
import { inconclusiveSections } from './inconclusive-text.ts';
import { likelySection } from './likely-text.ts';
import { count, listOf, plural, short } from './numbers.ts';
import { type Paint, plain } from './paint.ts';
import { blindParameters, worstParameter, wrongParameters } from './summary.ts';
import { worstTable } from './worst-table.ts';

export interface MessageContext {
  /** The assertion was `.not`. */
  readonly negated: boolean;
  /** Where the report shows this check. */
  readonly report?: string;
  readonly paint?: Paint;
}

/** Lines of the whole text. */
const LINES = 25;

/** Lines that the headline, the likeliest cause, the replay and the blanks around them need at most. */
const RESERVED = 12;

/**
 * The whole text of a failed assertion: verdict, evidence, cause, what is proved, how to repeat it. At most 25 lines and 96
 * columns, the same everywhere.
 */
export function failureMessage(check: GradientCheck, { negated, report, paint = plain }: MessageContext): string {
  const first = negated && check.verdict === 'correct' ? unexpectedlyCorrect(check) : check.summary;
  const before = [paintedHeadline(first, paint), ...sectionsOf(check, paint)];
  const replay = [replayLine(check), ...(report ? [`Report: ${report}`] : [])];
  const after = replay.map(line => paint(`  ${line}`, 'dim')).join('\n');
  const used = [...before, after].join('\n\n').split('\n').length;
  const warnings = warningLines(check, LINES - used - 1);
  return [...before, ...(warnings.length > 0 ? [warnings.join('\n')] : []), after].join('\n\n');
}

function paintedHeadline(text: string, paint: Paint): string {
  const [, label, rest] = /^(No verdict:)(.*)$/.exec(text) ?? [];
  if (label === undefined) return paint(text, 'headline');
  return paint(label, 'undecided') + paint(rest!, 'headline');
}

function sectionsOf(check: GradientCheck, paint: Paint): string[] {
  if (check.verdict === 'correct') return correctSections(check, paint);
  if (check.verdict === 'inconclusive') return check.inconclusive ? inconclusiveSections(check.inconclusive) : [];
  const worst = worstParameter(check);
  const found = worst && foundBy(worst);
  const proved = provedLine(check);
  const table = worstTable(wrongParameters(check), paint);
  const rest = [...(found ? [wrap(found, 2)] : []), ...(proved ? [wrap(proved, 2, line => paint(line, 'dim'))] : [])];
  const used = [...table, ...rest].join('\n\n').split('\n').length;
  const likely = likelySection(check, paint, LINES - used - RESERVED);
  return [...table, ...likely, ...rest];
}

/** One warning per paragraph, as many as there is room for. */
function warningLines({ warnings, reason }: GradientCheck, room: number): string[] {
  // The evidence above has said it already.
  const news = warnings.filter(({ kind }) => kind !== reason);
  const lines: string[] = [];
  for (const [k, { kind, message }] of news.entries()) {
    const own = wrap(`${kind}: ${message}`, 2).split('\n');
    const isLast = k === news.length - 1;
    if (lines.length + own.length + (isLast ? 0 : 1) > room) {
      if (room > lines.length) lines.push(`  ... ${plural(news.length - k, 'warning')} more`);
      break;
    }
    lines.push(...own);
  }
  return lines;
}

function replayLine(check: GradientCheck): string {
  const wrong = wrongParameters(check);
  const isSome = wrong.length > 0 && wrong.length < check.parameters.length;
  const paths = (wrong.length > 3 ? [worstParameter(check)!] : wrong).map(({ path }) => `'${path}'`);
  return `Replay: { seed: ${check.seed}${isSome ? `, wrt: [${paths.join(', ')}]` : ''} }`;
}

function foundBy({ coverage, wrong }: ParameterFinding): string | undefined {
  if (coverage.mode === 'every-coordinate') return undefined;
  const looked = `${plural(coverage.coordinates, 'coordinate')} compared one by one, the rest through ${plural(coverage.directions, 'random direction')}`;
  const located = [
    ...(wrong === 1 ? ['one direction disagreed'] : []),
    ...(coverage.halvings > 0 ? [`${plural(coverage.halvings, 'step')} led here`] : []),
  ];
  return `Found by: ${looked}${located.length > 0 ? `; ${located.join(', ')}` : ''}.`;
}

function provedLine(check: GradientCheck): string | undefined {
  const right = check.parameters.filter(({ verdict }) => verdict === 'correct');
  if (right.length === 0) return undefined;
  const names =
    right.length > 4 ? `The other ${count(right.length)} parameters` : listOf(right.map(({ path }) => path));
  const blind = blindParameters({ parameters: right });
  if (blind.length === right.length) return `In ${names.replace(/^T/, 't')} no error would have been noticed.`;
  const reached = Math.max(...right.map(({ resolution }) => fromJsonNumber(resolution)).filter(Number.isFinite), 0);
  const are = right.length === 1 ? 'is' : 'are';
  const except = blind.length === 0 ? '' : `, but not in ${blind.length > 4 ? count(blind.length) : listOf(blind)}`;
  return `${names} ${are} correct${reached > 0 ? `; a relative error of ${short(reached)} would have been noticed${except}` : ''}.`;
}
