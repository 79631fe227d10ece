import type { GradientCheck, GradientRun, RecordedCheck } from '@gradcheck/core';
import { lastAttempts, outcomeOf } from './outcome.ts';

/** How many checks came to what: an expected mistake (under `.not`) that was found is no bad news. */
export interface Tally {
  readonly checks: number;
  /** Incorrect, where the test expects a correct gradient. */
  readonly incorrect: number;
  /** Correct, where the test expects an incorrect one. */
  readonly missed: number;
  readonly undecided: number;
  /** Incorrect, as the test expects. */
  readonly planted: number;
}

/** What of a recorded check is counted. */
type Counted = Pick<RecordedCheck, 'error' | 'expectation'> & { readonly check?: Pick<GradientCheck, 'verdict'> };

export function tallyOf(checks: readonly Counted[]): Tally {
  const of = (outcomes: readonly string[], expectation?: string): number =>
    checks.filter(
      check => outcomes.includes(outcomeOf(check)) && (expectation === undefined || check.expectation === expectation),
    ).length;
  return {
    checks: checks.length,
    incorrect: of(['incorrect'], 'correct'),
    missed: of(['correct'], 'incorrect'),
    undecided: of(['inconclusive', 'misuse']),
    planted: of(['incorrect'], 'incorrect'),
  };
}

const are = (n: number): string => (n === 1 ? 'is' : 'are');
const plural = (n: number): string => (n === 1 ? '' : 's');

/** The one sentence that a reader takes away, in parts: `marked` is what the tone colours. */
export function headlineParts(tally: Tally): {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly tone: 'correct' | 'incorrect' | 'inconclusive' | 'none';
} {
  const { checks, incorrect, missed, undecided, planted } = tally;
  const count = (n: number): string => n.toLocaleString('en-US');
  const of = (n: number): string => `${count(n)} of ${count(checks)}`;
  if (checks === 0) return { before: 'No gradient was checked.', marked: '', after: '', tone: 'none' };
  if (incorrect > 0) {
    const after = ` gradient${plural(checks)} ${are(incorrect)} incorrect.`;
    return { before: '', marked: of(incorrect), after, tone: 'incorrect' };
  }
  if (missed > 0) {
    const after = ` gradient${plural(checks)} ${are(missed)} correct where the test expects a mistake.`;
    return { before: '', marked: of(missed), after, tone: 'incorrect' };
  }
  if (undecided > 0) {
    const marked = `${count(undecided)} check${plural(undecided)}`;
    return { before: 'Nothing incorrect, but ', marked, after: ' reached no verdict.', tone: 'inconclusive' };
  }
  if (planted > 0) {
    const marked = checks === 1 ? 'The mistake was found,' : `All ${count(checks)} gradients are`;
    return {
      before: '',
      marked: `${marked} as the test${plural(checks)} expect${checks === 1 ? 's' : ''}.`,
      after: '',
      tone: 'correct',
    };
  }
  const marked = checks === 1 ? 'The gradient is correct.' : `All ${count(checks)} gradients are correct.`;
  return { before: '', marked, after: '', tone: 'correct' };
}

export function headline(run: GradientRun): string {
  const { before, marked, after } = headlineParts(tallyOf(lastAttempts(run.checks)));
  return before + marked + after;
}
