import { counted, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** Each call returns more than the one before. */
export const accumulated: Pattern = ({ wrong, observations }) => {
  const growing = wrong.filter(({ path }) => observations.accumulating.includes(path));
  if (growing.length === 0) return undefined;
  const where = growing.map(({ path }) => path);
  return named(
    'accumulated',
    growing,
    counted(0),
    'it grows with each call',
    `Called three times at the same point, that of ${where.join(' and ')} grew by the same amount each time.`,
    'Clear the gradient buffers at the start of the backward pass.',
  );
};
