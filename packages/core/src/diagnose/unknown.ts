import type { Diagnosis } from '../types.ts';
import { fitData, fitOf, joinFits, pathsOf } from './fit.ts';
import type { Scene } from './types.ts';

/** Nothing fits, and that is said. */
export function unknown({ wrong }: Scene): Diagnosis {
  const fit = joinFits(wrong.map(parameter => fitOf(parameter, i => parameter.claimed[i]!)));
  return {
    kind: 'unknown',
    where: pathsOf(wrong),
    fit: fitData(wrong.length > 0 ? fit : { agreeing: 0, compared: 0, largest: 0, explains: false }),
    phrase: 'the cause is not recognised',
    hint: `${wrong[0]?.path ?? 'gradient'} is wrong`,
    evidence: 'None of the common mistakes tried explains it.',
    advice: 'Check the pieces of the backward pass one by one, each against its own forward function.',
  };
}
