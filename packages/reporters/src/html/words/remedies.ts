import type { InconclusiveEvidence } from '@gradcheck/core';
import { code, type Sentence, say } from '../../../page/src/words/say.tsx';

/** What to do about a missing verdict, three sentences. */
export function remedies(evidence: InconclusiveEvidence): readonly Sentence[] {
  switch (evidence.reason) {
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
        say`Or accept a value between the one-sided slopes, which is a valid subgradient: ${code("kinks: 'subgradient'")}, the default. Directions over many corners tell nothing: ${code("coverage: 'every-coordinate'")} does.`,
        say`If the corner is not meant to be there, it is a find: look at the branch that makes it.`,
      ];
    case 'infinite-slope':
      return [
        evidence.shape === 'edge-of-domain'
          ? say`Move the point away from the edge of the domain, into it.`
          : say`Move the point away from the root or the norm that is zero here.`,
        say`Or add a small constant under the root or inside the norm, in the function and in its gradient.`,
        evidence.steps[0] === 0
          ? say`Where the function is smooth, look for a division by zero or an overflow in the derivative.`
          : say`A gradient that returns 0 here is a convention, not a derivative: test it by itself.`,
      ];
    case 'too-noisy':
      return [
        say`Run the function in float64 for the check.`,
        say`Leave a large constant out of the value: it costs as many digits as it is larger than the rest.`,
        say`Write a difference of almost equal numbers in another form: ${code('Math.log1p')} and ${code('Math.expm1')} keep the digits that it loses.`,
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
