import type { RecordedCheck } from '@gradcheck/core';
import { fromJsonNumber } from '@gradcheck/core/matcher';
import { type Outcome, outcomeOf } from '../run/outcome.ts';

/** Outcomes of failed checks; what is surely wrong comes first, a right gradient under `.not` last. */
const URGENCY: readonly Outcome[] = ['incorrect', 'misuse', 'inconclusive', 'correct'];

function largestError({ check }: RecordedCheck): number {
  const errors = (check?.parameters ?? [])
    .filter(({ verdict }) => verdict === 'incorrect')
    .map(({ largestRelativeError }) => fromJsonNumber(largestRelativeError));
  // A derivative that is not a number is as wrong as can be.
  return Math.max(0, ...errors.map(error => (Number.isNaN(error) ? Number.POSITIVE_INFINITY : error)));
}

/** Failed checks, those first that a reader should see when not all are shown. */
export function worstFirst(failed: readonly RecordedCheck[]): RecordedCheck[] {
  const ranked = failed.map(check => ({
    check,
    urgency: URGENCY.indexOf(outcomeOf(check)),
    error: largestError(check),
  }));
  ranked.sort((a, b) => a.urgency - b.urgency || (a.error === b.error ? 0 : b.error - a.error));
  return ranked.map(({ check }) => check);
}
