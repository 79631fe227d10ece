import type { InconclusiveEvidence } from '@gradcheck/core';
import type { GradientCheck } from '../data/page-data.ts';
import { count, plural, short } from '../numbers.ts';
import { code, type Sentence, say, strong } from './say.tsx';
import type { VerdictWords } from './verdict.ts';

export function inconclusiveWords(check: GradientCheck): VerdictWords {
  const evidence = check.inconclusive;
  if (!evidence) return { large: [`${check.summary}.`], normal: [] };
  switch (evidence.reason) {
    case 'nondeterministic':
      return nondeterministic(evidence);
    case 'not-finite':
      return evidence.coordinate
        ? {
            large: say`No verdict: the function is not finite beside ${code(evidence.coordinate)}.`,
            normal: say`Moved ${evidence.step === undefined ? '' : `by ${short(evidence.step)} `}along this coordinate, it leaves the numbers. Without a finite value on both sides there is no difference to take.`,
          }
        : {
            large: say`No verdict: the function is not finite at the point.`,
            normal: say`It returned ${strong(String(evidence.value))}. Without a finite value there is no difference to take.`,
          };
    case 'discontinuous':
      return {
        large: say`No verdict: the function jumps at ${code(evidence.coordinate)}.`,
        normal: say`However small the step, its value changes by ${strong(short(evidence.jump))}. A jump has no slope, so there is nothing to compare with.`,
      };
    case 'kink':
      return {
        large: say`No verdict: there is no derivative at ${code(evidence.coordinate)}.`,
        normal: say`The slope is ${strong(short(evidence.left))} on its left and ${strong(short(evidence.right))} on its right. The option ${code("kinks: 'fail'")} asks not to accept a value between the two.`,
      };
    case 'infinite-slope':
      return {
        large: say`No verdict: the slope grows without limit towards ${code(evidence.coordinate)}.`,
        normal: say`The smaller the step, the steeper the function: a cusp, a vertical tangent or the edge of a domain. There is no finite derivative to compare with.`,
      };
    case 'too-noisy':
      return {
        large: say`No verdict: the function is too noisy.`,
        normal: say`Its noise hides relative errors below ${strong(short(evidence.reached))}; to call a gradient correct, an error of ${short(evidence.required)} would have to be noticed.`,
      };
    case 'budget':
      return {
        large: say`No verdict: the budget was spent before the comparison was done.`,
        normal: say`${strong(plural(evidence.spent, 'evaluation'))} were made, about ${count(evidence.needed)} are needed. ${plural(evidence.unchecked, 'coordinate')} ${evidence.unchecked === 1 ? 'was' : 'were'} not looked at.`,
      };
  }
}

function nondeterministic(evidence: InconclusiveEvidence & { reason: 'nondeterministic' }): VerdictWords {
  const { values, spread, signal, driftPerCall } = evidence;
  const different = new Set(values.map(String)).size;
  if (different < 2) {
    return {
      large: say`No verdict: the derivative is not deterministic.`,
      normal: say`Called twice with the same parameters, it returned two different results. Which of them to compare, nobody can say.`,
    };
  }
  const drift = driftPerCall === undefined ? '' : ` It drifts by ${short(driftPerCall)} with each call.`;
  return {
    large: say`No verdict: the function is not deterministic.`,
    normal: say`Called ${values.length} times with the same parameters, it returned ${different} different values, spread over ${strong(short(spread))}.${drift} A step small enough to measure a slope would change the value by only about ${strong(short(signal))}, so any slope measured here would be noise.`,
  };
}

/** What to do about a missing verdict, three sentences. */
export function remedies({ reason }: InconclusiveEvidence): readonly Sentence[] {
  switch (reason) {
    case 'nondeterministic':
      return [
        say`Fix the source of randomness for the check: pass a seeded generator, or draw the mask once and reuse it in both calls.`,
        say`Or check the deterministic part: run the layer in evaluation mode, and reset state that is kept from call to call.`,
        say`If this is parallel summation order, make it deterministic for the check, or ${code('accept')} an error of that size; the report then says so.`,
      ];
    case 'not-finite':
      return [
        say`Move the point into the domain of the function, a little away from its edge.`,
        say`Or keep evaluations inside with the option ${code('bounds')}.`,
        say`Look for overflow: subtract the maximum before an exponential, and the largest exponent before a sum of them.`,
      ];
    case 'discontinuous':
      return [
        say`Move the point off the jump.`,
        say`Or check the smooth part by itself, with the rounding or the comparison left out.`,
        say`A straight-through gradient is not a derivative: test it against its own definition.`,
      ];
    case 'kink':
      return [
        say`Move the point off the corner, by a thousandth.`,
        say`Or accept a value between the one-sided slopes, which is a valid subgradient: ${code("kinks: 'subgradient'")}, the default.`,
        say`If the corner is not meant to be there, it is a find: look at the branch that makes it.`,
      ];
    case 'infinite-slope':
      return [
        say`Move the point away from the root.`,
        say`Or add a small constant under the root or inside the norm, in the function and in its gradient.`,
        say`A gradient that returns 0 here is a convention, not a derivative: test it by itself.`,
      ];
    case 'too-noisy':
      return [
        say`Run the function in float64 for the check.`,
        say`Leave a large constant out of the value: it costs as many digits as it is larger than the rest.`,
        say`Where an approximation is intended, raise ${code('requiredResolution')}; the report then says so.`,
      ];
    case 'budget':
      return [
        say`Raise ${code('maxEvaluations')}.`,
        say`Or compare random directions: ${code("coverage: 'directions'")} needs few evaluations for many coordinates.`,
        say`Or check a smaller model: the same code is wrong in the same way.`,
      ];
  }
}
