import { counted, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** The same product whatever the cotangent (or tangent). */
export const ignoresCotangent: Pattern = ({ wrong, observations }) => {
  const ignoring = wrong.filter(({ path }) => observations.ignoring.includes(path));
  if (ignoring.length === 0) return undefined;
  const { direction } = observations;
  return {
    ...named('ignores-cotangent', ignoring, counted(0)),
    phrase: `it ignores the ${direction}`,
    hint: `the ${direction} is ignored`,
    evidence: `Two different ${direction}s gave exactly the same result.`,
    advice:
      direction === 'cotangent'
        ? 'Multiply by the incoming gradient: the backward pass of y = f(x) returns f′(x) times dy, not f′(x).'
        : 'Multiply by the tangent: the forward derivative of y = f(x) returns f′(x) times dx, not f′(x).',
  };
};
