import type { Verdict } from '../types.ts';

/** Verdict of the whole: wrong if anything is, undecided if anything is, else correct. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('incorrect')) return 'incorrect';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'correct';
}
