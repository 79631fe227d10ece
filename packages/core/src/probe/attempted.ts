import type { Effect } from '../effect.ts';
import { isGradcheckError } from '../errors.ts';
import { BudgetSpent } from './interruption.ts';

/** Undefined when a function of the user throws, or returns what it should not, and when the budget is used up before it ends. */
export function* attempted<T>(effect: Effect<T>): Effect<T | undefined> {
  try {
    return yield* effect;
  } catch (error) {
    if (error instanceof BudgetSpent || (isGradcheckError(error) && error.code !== 'ERR_ABORTED')) return undefined;
    throw error;
  }
}
