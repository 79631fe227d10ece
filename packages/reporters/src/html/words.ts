import type { GradientCheck, InconclusiveEvidence, ParameterFinding } from '@gradcheck/core';
import { count, short } from './numbers.ts';

/** One sentence large, more of them normal. */
export interface Sentences {
  readonly large: string;
  readonly normal: string;
}

export function worstOf(check: GradientCheck): ParameterFinding | undefined {
  const wrong = check.parameters.filter(({ verdict }) => verdict === 'incorrect');
  return [...wrong].sort((a, b) => Number(b.largestRelativeError) - Number(a.largestRelativeError))[0];
}

/** What the verdict panel says. */
export function verdictSentences(check: GradientCheck): Sentences {
  if (check.verdict === 'correct') return correctSentences(check);
  if (check.verdict === 'inconclusive') return inconclusiveSentences(check);
  const worst = worstOf(check);
  const [first] = check.diagnoses;
  const named = first && first.kind !== 'unknown';
  if (!worst)
    return {
      large: `The derivative is wrong${named ? `: ${first.phrase}` : ''}.`,
      normal: named ? `${first.evidence} ${first.advice}` : '',
    };
  const right = check.parameters.length - check.parameters.filter(({ verdict }) => verdict === 'incorrect').length;
  const others = right > 0 ? ` The other ${right === 1 ? 'parameter is' : `${right} parameters are`} correct.` : '';
  const about = worst.wrongIsEstimate ? 'About ' : '';
  const differ = `${about}${count(worst.wrong)} of ${count(worst.size)} partial derivatives differ from the numeric one by more than its error bound.`;
  return {
    large: named
      ? `The gradient of ${worst.path} is wrong: ${first.phrase}.`
      : `The gradient of ${worst.path} is wrong.`,
    normal: `${differ} ${named ? first.evidence : ''}${others}`,
  };
}

function correctSentences(check: GradientCheck): Sentences {
  const n = check.parameters.reduce((sum, { size }) => sum + size, 0);
  const accepted = check.accept ? 'accepted' : 'correct';
  const resolution = Number(check.resolution);
  const noticed = Number.isFinite(resolution)
    ? ` A relative error of ${short(resolution)} or more would have been noticed.`
    : '';
  const precision =
    check.precision === 'float32'
      ? ' The function computes in float32, which limits how finely a slope can be measured.'
      : '';
  return {
    large: n === 1 ? `The partial derivative is ${accepted}.` : `All ${count(n)} partial derivatives are ${accepted}.`,
    normal: `Analytic and numeric values agree within the error bound of the numeric ones.${noticed}${precision}`,
  };
}

function inconclusiveSentences({ inconclusive, summary }: GradientCheck): Sentences {
  if (!inconclusive) return { large: summary, normal: '' };
  const normal: Record<InconclusiveEvidence['reason'], string> = {
    nondeterministic:
      'Called again at the same point, the function gives another value. Any slope measured here would be noise.',
    'not-finite': 'There is no finite value to take a difference of.',
    discontinuous: 'The value jumps at this point, so there is no slope to compare with.',
    kink: 'The one-sided slopes differ, so there is no derivative here.',
    'infinite-slope':
      'The slope grows without limit as the step shrinks: a cusp, a vertical tangent or the edge of a domain.',
    'too-noisy': 'The function is too noisy at this point to exclude an error of the required size.',
    budget: 'The budget of evaluations ended before the comparison did.',
  };
  return { large: `${summary}.`, normal: normal[inconclusive.reason] };
}

/** What to do about a missing verdict. */
export function remedies({ reason }: InconclusiveEvidence): string[] {
  switch (reason) {
    case 'nondeterministic':
      return [
        'Seed dropout and sampling per call, or draw the random numbers once outside.',
        'Reset state that is kept from call to call at the start of value().',
        'Use a deterministic kernel where sums run in parallel.',
      ];
    case 'not-finite':
      return [
        'Move the point into the domain of the function.',
        'Keep evaluations inside with the option bounds.',
        'Look for overflow: subtract the maximum before an exponential.',
      ];
    case 'discontinuous':
      return [
        'Move the point off the jump.',
        'Check the smooth part by itself.',
        'A straight-through gradient is no derivative: test it against its definition.',
      ];
    case 'kink':
      return ['Move the point by a thousandth.', "Or accept subgradients: kinks: 'subgradient'."];
    case 'infinite-slope':
      return ['Move the point away from the root.', 'Add a small constant under the root or inside the norm.'];
    case 'too-noisy':
      return [
        'Run the function in float64 for the check.',
        'Leave a large constant out of the value.',
        'Raise requiredResolution where an approximation is intended.',
      ];
    case 'budget':
      return ['Raise maxEvaluations.', "Or use coverage: 'directions'."];
  }
}

/** At most eight words, for the list. */
export function hintOf(check: GradientCheck): string {
  if (check.verdict === 'incorrect') return check.diagnoses[0]?.hint ?? '';
  if (check.verdict === 'inconclusive') return check.reason?.replace('-', ' ') ?? '';
  const [warning] = check.warnings;
  return warning ? `${warning.kind}${warning.parameter ? ` in ${warning.parameter}` : ''}` : '';
}
