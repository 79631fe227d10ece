import { agreement, fitOf, joinFits, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** Every wrong parameter has the wrong sign. */
export const signFlipped: Pattern = ({ wrong }) => {
  const fit = joinFits(wrong.map(parameter => fitOf(parameter, i => -parameter.claimed[i]!)));
  if (!fit.explains) return undefined;
  return named(
    'sign-flipped',
    wrong,
    fit,
    'its sign looks flipped',
    `With its sign changed, ${agreement(fit)}.`,
    'Look for a lost minus: target minus prediction for prediction minus target, or ascent for descent.',
  );
};
