import type { GradientCheck, RecordedCheck } from '@gradcheck/core';

/** What became of a recorded check, as reports count it. */
export type Outcome = 'correct' | 'incorrect' | 'inconclusive' | 'misuse';

/** What of a recorded check its outcome depends on. */
type Judged = Pick<RecordedCheck, 'error'> & { readonly check?: Pick<GradientCheck, 'verdict'> };

export function outcomeOf({ check, error }: Judged): Outcome {
  return error || !check ? 'misuse' : check.verdict;
}

/** The check's name: its test's titles, and which check of which repetition it is. */
export function nameOf({ titles, ordinal, repeat }: Pick<RecordedCheck, 'titles' | 'ordinal' | 'repeat'>): string {
  const name = titles.join(' › ');
  const check = ordinal > 0 ? `${name} #${ordinal + 1}` : name;
  return repeat > 0 ? `${check} (repeat ${repeat + 1})` : check;
}
