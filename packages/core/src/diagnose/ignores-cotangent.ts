import { counted, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** The same product whatever the cotangent (or tangent). */
export const ignoresCotangent: Pattern = ({ wrong, observations }) => {
  const ignoring = wrong.filter(({ path }) => observations.ignoring.includes(path));
  if (ignoring.length === 0) return undefined;
  const { direction } = observations;
  return named(
    'ignores-cotangent',
    ignoring,
    counted(0),
    `it ignores the ${direction}`,
    `Two different ${direction}s gave exactly the same result.`,
    `Multiply by the ${direction}: the pass through y = f(x) returns f′(x) times ${direction === 'cotangent' ? 'dy' : 'dx'}, not f′(x).`,
  );
};
