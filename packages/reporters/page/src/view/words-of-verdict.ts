import type { Verdict } from '@gradcheck/core';

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  correct: 'Correct',
  incorrect: 'Incorrect',
  inconclusive: 'Inconclusive',
};
