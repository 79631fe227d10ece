import type { Effect } from '../effect.ts';
import { BudgetSpent } from './interruption.ts';

/** Undefined when the budget is used up before it ends. */
export function* withinBudget<T>(effect: Effect<T>): Effect<T | undefined> {
  try {
    return yield* effect;
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return undefined;
  }
}
