import type { GradientRun } from '@gradcheck/core';
import { lastAttempts, outcomeOf } from './outcome.ts';

/** The one sentence that a reader takes away. */
export function headline(run: GradientRun): string {
  const checks = lastAttempts(run.checks);
  const of = (outcome: string): number => checks.filter(check => outcomeOf(check) === outcome).length;
  const [incorrect, undecided] = [of('incorrect'), of('inconclusive') + of('misuse')];
  if (checks.length === 0) return 'No gradient was checked.';
  if (incorrect > 0)
    return `${incorrect} of ${checks.length} gradient${checks.length === 1 ? '' : 's'} ${incorrect === 1 ? 'is' : 'are'} incorrect.`;
  if (undecided > 0)
    return `Nothing incorrect, but ${undecided} check${undecided === 1 ? '' : 's'} reached no verdict.`;
  return checks.length === 1 ? 'The gradient is correct.' : `All ${checks.length} gradients are correct.`;
}
