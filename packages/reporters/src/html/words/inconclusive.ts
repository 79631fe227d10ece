import type { GradientCheck, InconclusiveEvidence } from '@gradcheck/core';
import { count, plural, short } from '../../../page/src/numbers.ts';
import { code, type Sentence, say, strong } from '../../../page/src/words/say.tsx';
import type { VerdictWords } from './verdict.ts';

export function inconclusiveWords(check: GradientCheck): VerdictWords {
  const { large, normal } = reasonWords(check);
  return { large, normal: say`${normal}${settled(check)}` };
}

/** What was settled nevertheless. */
function settled({ parameters }: GradientCheck): string {
  const correct = parameters.filter(({ verdict }) => verdict === 'correct').length;
  if (correct === 0 || correct === parameters.length) return '';
  return ` ${count(correct)} of ${count(parameters.length)} parameters ${correct === 1 ? 'is' : 'are'} correct; the others have no verdict.`;
}

function reasonWords({ inconclusive: evidence, summary }: GradientCheck): VerdictWords {
  if (!evidence) return { large: [`${summary}.`], normal: [] };
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
        normal:
          evidence.left === evidence.right
            ? say`Several coordinates are tied there: how the tie is broken decides what the slope is.`
            : say`The slope is ${strong(short(evidence.left))} on its left and ${strong(short(evidence.right))} on its right. The option ${code("kinks: 'fail'")} asks not to accept a value between the two.`,
      };
    case 'infinite-slope':
      return infiniteSlope(evidence);
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
  const small = Number(signal) > 0 && Number.isFinite(Number(signal));
  const moved: Sentence = small
    ? say`A step small enough to measure a slope would change the value by only about ${strong(short(signal))}, so any`
    : ['Any'];
  const drift = driftPerCall === undefined ? '' : ` It drifts by ${short(driftPerCall)} with each call.`;
  return {
    large: say`No verdict: the function is not deterministic.`,
    normal: say`Called ${values.length} times with the same parameters, it returned ${different} different values, spread over ${strong(short(spread))}.${drift} ${moved} slope measured here would be noise.`,
  };
}

function infiniteSlope({
  coordinate,
  shape,
  steps,
}: InconclusiveEvidence & { reason: 'infinite-slope' }): VerdictWords {
  if (steps[0] === 0) {
    return {
      large: say`No verdict: the derivative claimed at ${code(coordinate)} is infinite.`,
      normal: say`That may be true where a slope grows without limit. There is no finite number to compare, and nothing was measured.`,
    };
  }
  const normal = (what: string): Sentence =>
    say`The smaller the step, the steeper the function: ${what}. There is no finite derivative to compare with.`;
  switch (shape) {
    case 'cusp':
      return {
        large: say`No verdict: the function has a cusp at ${code(coordinate)}.`,
        normal: normal('its slopes on the two sides have opposite signs, and grow without limit'),
      };
    case 'vertical-tangent':
      return {
        large: say`No verdict: the function has a vertical tangent at ${code(coordinate)}.`,
        normal: normal('its slopes on the two sides have the same sign, and grow without limit'),
      };
    case 'edge-of-domain':
      return {
        large: say`No verdict: ${code(coordinate)} is at the edge of the function's domain, where its slope is infinite.`,
        normal: normal('it exists on one side of the point only'),
      };
    default:
      return {
        large: say`No verdict: the slope grows without limit towards ${code(coordinate)}.`,
        normal: normal('a cusp, a vertical tangent or the edge of a domain'),
      };
  }
}
