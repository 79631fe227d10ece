import { counted, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** The derivative of another point, or of none: the same wherever it is asked for. */
export const stale: Pattern = ({ wrong, observations }) => {
  const found = wrong.filter(({ path }) => observations.stale.includes(path));
  if (found.length === 0) return undefined;
  return {
    ...named('stale', found, counted(0)),
    phrase: 'it is the same at every point',
    hint: `${found[0]!.path} looks stale`,
    evidence: 'At three other points it is the same to the last bit, although the slope of the function changes.',
    advice:
      'Look for a result or activations kept from an earlier call, and for parameters captured instead of passed: use the argument.',
  };
};
