import type { Diagnosis } from '../types.ts';
import { asClaimed, counted, fitOf, joinFits, named } from './fit.ts';
import { brokenEntries, differing, isNil, isWithin } from './split.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Phrase of a diagnosis that has nothing to say. */
export const UNRECOGNISED = 'the cause is not recognised';

/** What is said of NaN. */
export const NOT_A_NUMBER = {
  phrase: 'it is not a number',
  advice: 'Look for 0/0, ∞ − ∞, and roots or logarithms of what is not positive.',
} as const;

/** Wrong, although no coordinate differs by itself. */
const isJoint = (parameter: ComparedParameter): boolean => differing(parameter).length > 1 && isWithin(parameter);

/** Zero wherever it was measured: the function does not follow its argument. */
export function isFlat({ indices, claimed, numeric, bound }: ComparedParameter): boolean {
  return indices.length > 0 && Array.from(indices).every((i, j) => isNil(claimed[i]!, numeric[j]!, bound[j]!));
}

/** Nothing fits, and that is said. */
export function unknown({ wrong, observations: { brokenLaws } }: Scene): Diagnosis {
  const fit = wrong.length > 0 ? joinFits(wrong.map(parameter => fitOf(parameter, asClaimed(parameter)))) : counted(0);
  const broken = wrong.reduce((sum, parameter) => sum + brokenEntries(parameter).length, 0);
  const base = (phrase: string, evidence: string, advice: string): Diagnosis =>
    named('unknown', wrong, fit, phrase, evidence, advice);
  if (broken > 0) {
    const what = broken === 1 ? 'One analytic value is' : `${broken} analytic values are`;
    return base(NOT_A_NUMBER.phrase, `${what} NaN where the function is finite.`, NOT_A_NUMBER.advice);
  }
  if (wrong.length > 0 && wrong.every(isJoint)) {
    return base(
      'ties count twice',
      'Each value alone is a valid subgradient, all together are not.',
      'At a tie, give the gradient to one of the equals, or share it between them.',
    );
  }
  if (wrong.length > 0 && wrong.every(isFlat)) {
    return base(
      'the function is flat',
      `${fit.compared === 1 ? 'The numeric value is 0, the analytic one is not' : `All ${fit.compared} numeric values are 0, analytic ones are not`}.`,
      'Does value(p) read its argument, or variables outside of it? Rounding, clipping and an argmax are flat, too.',
    );
  }
  const unmeasured = wrong.every(({ indices }) => indices.length === 0);
  const law = unmeasured
    ? brokenLaws[0]
    : brokenLaws.find(({ follows, where }) => !follows && wrong.every(parameter => where.includes(parameter.path)));
  return base(
    law?.phrase ?? UNRECOGNISED,
    law?.evidence ?? 'None of the common mistakes tried explains it.',
    law?.advice ?? 'Check the pieces of the backward pass one by one, each against its own forward function.',
  );
}
