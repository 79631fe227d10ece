import type { Diagnosis } from '../types.ts';
import { asClaimed, counted, fitOf, joinFits, named } from './fit.ts';
import { brokenEntries } from './split.ts';
import type { Scene } from './types.ts';

/** Nothing fits, and that is said. */
export function unknown({ wrong }: Scene): Diagnosis {
  const fit = wrong.length > 0 ? joinFits(wrong.map(parameter => fitOf(parameter, asClaimed(parameter)))) : counted(0);
  const path = wrong[0]?.path ?? 'gradient';
  const broken = wrong.reduce((sum, parameter) => sum + brokenEntries(parameter).length, 0);
  return {
    ...named('unknown', wrong, fit),
    phrase: broken > 0 ? 'it is not a number' : 'the cause is not recognised',
    hint: broken > 0 ? `${path} is NaN` : `${path} is wrong`,
    evidence:
      broken > 0
        ? `${broken === 1 ? 'One analytic value is' : `${broken} analytic values are`} NaN where the function is finite.`
        : 'None of the common mistakes tried explains it.',
    advice:
      broken > 0
        ? 'Look for 0/0, ∞ − ∞, and roots or logarithms of what is not positive.'
        : 'Check the pieces of the backward pass one by one, each against its own forward function.',
  };
}
