import type { Verdict } from '@gradcheck/core';
import { nameOf, outcomeOf } from '../../../src/run/judged.ts';
import { digitsOf, plain } from '../numbers.ts';
import { checkIds } from './check-ids.ts';
import type { Entry } from './page-data.ts';

/**
 * What a verdict means to the reader: a mistake that the test expects is no alarm when it is found, and is one when it is not.
 */
export type Tone = Verdict | 'expected';

/** What the list, the overview and the search know about a check. */
export interface ListItem {
  readonly entry: Entry;
  /** `suite/check`, the address of the check within the page. */
  readonly id: string;
  readonly name: string;
  /** Heading under which it stands: the test file, with its project when there are several. */
  readonly group: string;
  readonly verdict: Verdict;
  readonly tone: Tone;
  readonly hint: string;
  /** Relative error that was proved (correct), or that it is off by (incorrect); NaN without a verdict, or a proof. */
  readonly standing: number;
  /** Right end of the row: `9 digits`, `1.5`, `noise`. */
  readonly figure: string;
  /** Lower case, for the search. */
  readonly text: string;
}

/** A misused assertion has no verdict. */
function verdictOf(entry: Entry): Verdict {
  const outcome = outcomeOf(entry.recorded);
  return outcome === 'misuse' ? 'inconclusive' : outcome;
}

function toneOf({ recorded: { expectation } }: Entry, verdict: Verdict): Tone {
  if (expectation === 'correct' || verdict === 'inconclusive') return verdict;
  return verdict === 'incorrect' ? 'expected' : 'incorrect';
}

function standingOf({ recorded: { check } }: Entry): number {
  if (!check || check.verdict === 'inconclusive') return Number.NaN;
  if (check.verdict === 'correct') {
    // Where nothing could show, nothing was proved: it has no place on the axis.
    const resolution = Number(check.resolution);
    return Number.isFinite(resolution) ? resolution : Number.NaN;
  }
  const errors = check.parameters
    .filter(({ verdict }) => verdict === 'incorrect')
    .map(({ largestRelativeError }) => Number(largestRelativeError));
  // A law that does not hold is an error without a size: it stands at the far end.
  return Math.max(...errors) > 0 ? Math.max(...errors) : Number.POSITIVE_INFINITY;
}

const REASON_FIGURES: Readonly<Record<string, string>> = {
  nondeterministic: 'noise',
  'too-noisy': 'noise',
  'not-finite': 'not finite',
  discontinuous: 'jump',
  kink: 'kink',
  'infinite-slope': 'infinite',
  budget: 'budget',
};

function figureOf({ recorded: { check } }: Entry, standing: number): string {
  if (!check) return 'misuse';
  if (check.verdict === 'inconclusive') return REASON_FIGURES[check.reason ?? ''] ?? 'no verdict';
  if (check.verdict === 'incorrect') return Number.isFinite(standing) ? plain(standing) : 'wrong';
  if (standing === 0) return 'exact';
  const digits = digitsOf(standing);
  if (Number.isFinite(standing)) return `${digits} digit${digits === 1 ? '' : 's'}`;
  return check.warnings.some(({ kind }) => kind === 'kink') ? 'corner' : 'vacuous';
}

/** Every check with its address. */
export function listItems(entries: readonly Entry[]): ListItem[] {
  const ids = checkIds(entries.map(({ recorded }) => recorded));
  return entries.map((entry, k) => listItem(entry, ids[k]!));
}

function listItem(entry: Entry, id: string): ListItem {
  const { recorded } = entry;
  const { check, file, project } = recorded;
  const standing = standingOf(entry);
  const { hint } = entry.told;
  const name = nameOf(recorded);
  const verdict = verdictOf(entry);
  const tone = toneOf(entry, verdict);
  const words = [name, file, project, hint, check?.precision];
  for (const { path, dtype } of check?.parameters ?? []) words.push(path, dtype);
  return {
    entry,
    id,
    name,
    group: project ? `${file} (${project})` : file,
    verdict,
    tone,
    hint,
    standing,
    figure: tone === 'incorrect' && verdict === 'correct' ? verdict : figureOf(entry, standing),
    text: words.join(' ').toLowerCase(),
  };
}
