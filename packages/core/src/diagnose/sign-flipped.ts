import { agreement, fitOf, joinFits, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** Every wrong parameter has the wrong sign. */
export const signFlipped: Pattern = ({ wrong }) => {
  const fit = joinFits(wrong.map(parameter => fitOf(parameter, i => -parameter.claimed[i]!)));
  if (!fit.explains) return undefined;
  return {
    ...named('sign-flipped', wrong, fit),
    phrase: 'its sign looks flipped',
    hint: `sign of ${wrong[0]!.path} looks flipped`,
    evidence: `With its sign changed, ${agreement(fit)}.`,
    advice:
      'Look for a minus that was lost: prediction minus target against target minus prediction, or ascent for descent.',
  };
};
