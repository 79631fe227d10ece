import type { RecordedCheck } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';

export { nameOf, type Outcome, outcomeOf } from './judged.ts';

/** The whole text of a check, as the terminal shows it, without colour. */
export function textOf({ check, error, expectation }: RecordedCheck): string {
  if (check) return failureMessage(check, { negated: expectation === 'incorrect' });
  return error?.message ?? 'No check was recorded.';
}

/** First line of what the check says. */
export function headlineOf(recorded: RecordedCheck): string {
  const { check, expectation, passed } = recorded;
  // A failure under `.not` is not told by the verdict alone.
  const isTold = check && (passed || expectation === 'correct');
  return isTold ? check.summary : textOf(recorded).split('\n')[0]!;
}

/** Which test a check belongs to, whatever the attempt. */
export function testOf({ project, file, titles, repeat }: RecordedCheck): string {
  return JSON.stringify([file, project ?? '', titles, repeat]);
}

/** Attempts that a later one of the same test made obsolete are left out. */
export function lastAttempts(checks: readonly RecordedCheck[]): RecordedCheck[] {
  const last = new Map<string, number>();
  for (const check of checks) last.set(testOf(check), Math.max(last.get(testOf(check)) ?? 0, check.attempt));
  return checks.filter(check => check.attempt === last.get(testOf(check)));
}
