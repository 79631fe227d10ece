import type { Diagnosis } from '../types.ts';
import { asClaimed, counted, fitOf, joinFits, named } from './fit.ts';
import { brokenEntries } from './split.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** Phrase of a diagnosis that has nothing to say. */
export const UNRECOGNISED = 'the cause is not recognised';

/** What is said of NaN. */
export const NOT_A_NUMBER = {
  phrase: 'it is not a number',
  advice: 'Look for 0/0, ∞ − ∞, and roots or logarithms of what is not positive.',
} as const;

/** Wrong, although no coordinate differs by itself. */
function isJoint({ indices, claimed, numeric, bound, status }: ComparedParameter): boolean {
  const wrong = Array.from(indices, (_, j) => j).filter(j => status[j] === 1);
  return wrong.length > 1 && wrong.every(j => Math.abs(claimed[indices[j]!]! - numeric[j]!) <= bound[j]!);
}

/** Below this share of the claim, a numeric value within its bound is zero. */
const NIL = 1e-6;

/** Zero wherever it was measured: the function does not follow its argument. */
function isFlat({ indices, claimed, numeric, bound }: ComparedParameter): boolean {
  const isZero = (i: number, j: number): boolean =>
    Math.abs(numeric[j]!) <= Math.min(bound[j]!, NIL * Math.abs(claimed[i]!));
  return indices.length > 0 && Array.from(indices).every((i, j) => isZero(i, j));
}

/** Nothing fits, and that is said. */
export function unknown({ wrong, observations: { brokenLaws } }: Scene): Diagnosis {
  const fit = wrong.length > 0 ? joinFits(wrong.map(parameter => fitOf(parameter, asClaimed(parameter)))) : counted(0);
  const path = wrong[0]?.path ?? 'gradient';
  const broken = wrong.reduce((sum, parameter) => sum + brokenEntries(parameter).length, 0);
  const base = named('unknown', wrong, fit);
  if (broken > 0) {
    return {
      ...base,
      ...NOT_A_NUMBER,
      hint: `${path} is NaN`,
      evidence: `${broken === 1 ? 'One analytic value is' : `${broken} analytic values are`} NaN where the function is finite.`,
    };
  }
  if (wrong.length > 0 && wrong.every(isJoint)) {
    return {
      ...base,
      phrase: 'ties count twice',
      hint: `${path}: ties count twice`,
      evidence: 'Each value alone is a valid subgradient, all together are not.',
      advice: 'At a tie of a max or a sort, give the gradient to one of the equals, or share it between them.',
    };
  }
  if (wrong.length > 0 && wrong.every(isFlat)) {
    return {
      ...base,
      phrase: 'the function is flat',
      hint: `${path}: the function is flat`,
      evidence: `${fit.compared === 1 ? 'The numeric value is 0, the analytic one is not' : `All ${fit.compared} numeric values are 0, analytic ones are not`}.`,
      advice:
        'Does value(p) read its argument, or variables outside of it? Rounding, comparisons and an argmax are flat, too.',
    };
  }
  const unmeasured = wrong.every(({ indices }) => indices.length === 0);
  const law = unmeasured
    ? brokenLaws[0]
    : brokenLaws.find(({ follows, where }) => !follows && wrong.every(parameter => where.includes(parameter.path)));
  return {
    ...base,
    phrase: law?.phrase ?? UNRECOGNISED,
    hint: `${path} is wrong`,
    evidence: law?.evidence ?? 'None of the common mistakes tried explains it.',
    advice: law?.advice ?? 'Check the pieces of the backward pass one by one, each against its own forward function.',
  };
}
