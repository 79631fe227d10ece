import type { GradientCheck } from '../src/index.ts';

/** Verdict with its reason, and the warnings in the order given: `correct kink`, `inconclusive budget`. */
export function said({ verdict, reason, warnings }: GradientCheck): string {
  return [verdict, ...(reason ? [reason] : []), ...warnings.map(({ kind }) => kind)].join(' ');
}

/** What a function throws. */
export function thrownBy(call: () => unknown): Error & { code?: string } {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a throw, nothing was thrown');
}
