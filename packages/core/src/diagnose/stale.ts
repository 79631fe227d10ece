import { counted, named } from './fit.ts';
import { isBroken } from './split.ts';
import type { Pattern } from './types.ts';

/** The derivative of another point, or of none: the same wherever it is asked for. */
export const stale: Pattern = ({ wrong, observations }) => {
  const found = wrong.filter(parameter => observations.stale.includes(parameter.path) && !isBroken(parameter));
  if (found.length === 0) return undefined;
  return named(
    'stale',
    found,
    counted(0),
    'it is the same at every point',
    'At three other points it is the same to the last bit, although the slope changes.',
    'Look for activations kept from an earlier call, and for parameters captured instead of passed.',
  );
};
