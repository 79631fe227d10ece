import type { RecordedCheck } from '@gradcheck/core';

/** What became of a recorded check, as reports count it. */
export type Outcome = 'correct' | 'incorrect' | 'inconclusive' | 'misuse';

export function outcomeOf({ check, error }: RecordedCheck): Outcome {
  return error || !check ? 'misuse' : check.verdict;
}

/** The check's name: its test's titles. */
export function nameOf({ titles, ordinal }: RecordedCheck): string {
  const name = titles.join(' › ');
  return ordinal > 0 ? `${name} #${ordinal + 1}` : name;
}

/** First line of what the check says. */
export function headlineOf({ check, error }: RecordedCheck): string {
  return check?.summary ?? error?.message.split('\n')[0] ?? 'No check was recorded.';
}

/** Attempts that a later one of the same test made obsolete are left out. */
export function lastAttempts(checks: readonly RecordedCheck[]): RecordedCheck[] {
  const key = ({ project, file, titles, repeat }: RecordedCheck): string =>
    JSON.stringify([project, file, titles, repeat]);
  const last = new Map<string, number>();
  for (const check of checks) last.set(key(check), Math.max(last.get(key(check)) ?? 0, check.attempt));
  return checks.filter(check => check.attempt === last.get(key(check)));
}
