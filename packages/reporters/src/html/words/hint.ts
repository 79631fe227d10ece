import type { GradientCheck, SteepShape, WarningKind } from '@gradcheck/core';
import { count } from '../../../page/src/numbers.ts';

const WARNING_HINTS: Readonly<Record<WarningKind, string>> = {
  kink: 'correct as a subgradient, at a corner',
  vacuous: 'both sides vanish here',
  'mutates-input': 'writes to its input',
  'reused-buffer': 'returns one array again and again',
  'aliased-parameters': 'parameters share storage',
  accumulates: 'gradient grows with each call',
  unchecked: 'not everything was compared',
  captured: 'captured values are not checked',
  nondeterministic: 'two calls, two different values',
};

const STEEP_HINTS: Readonly<Record<SteepShape | 'unknown', string>> = {
  cusp: 'a cusp at',
  'vertical-tangent': 'a vertical tangent at',
  'edge-of-domain': 'edge of the domain at',
  unknown: 'infinite slope at',
};

function reasonHint({ inconclusive, reason }: GradientCheck): string {
  switch (inconclusive?.reason) {
    case 'nondeterministic':
      return Number(inconclusive.spread) === 0
        ? 'two calls, two different gradients'
        : 'two calls, two different values';
    case 'not-finite':
      return inconclusive.coordinate ? `not finite beside ${inconclusive.coordinate}` : 'value is not finite';
    case 'discontinuous':
      return `jumps at ${inconclusive.coordinate}`;
    case 'kink':
      return `a corner at ${inconclusive.coordinate}`;
    case 'infinite-slope':
      if (inconclusive.steps[0] === 0) return `infinite claim at ${inconclusive.coordinate}`;
      return `${STEEP_HINTS[inconclusive.shape ?? 'unknown']} ${inconclusive.coordinate}`;
    case 'too-noisy':
      return 'too noisy to decide';
    case 'budget':
      return 'budget spent before a verdict';
    default:
      return reason?.replaceAll('-', ' ') ?? 'no verdict';
  }
}

function mistakeHint({ diagnoses, parameters }: GradientCheck): string {
  const wrong = parameters.filter(({ verdict }) => verdict === 'incorrect');
  const [only] = wrong;
  if (only && wrong.length === 1 && only.wrong === 1 && only.size > 1) {
    return `${only.path}: one coordinate of ${count(only.size)}`;
  }
  return diagnoses[0]?.hint ?? 'gradient is wrong';
}

/** At most eight words, for the list; empty when a correct check has nothing to add. */
export function hintOf(check: GradientCheck): string {
  if (check.verdict === 'incorrect') return mistakeHint(check);
  if (check.verdict === 'inconclusive') return reasonHint(check);
  const [warning] = check.warnings;
  if (!warning) return '';
  if (warning.kind === 'vacuous' && Number.isFinite(Number(check.resolution))) {
    // Of one parameter among others it says which.
    const many = check.warnings.filter(({ kind }) => kind === 'vacuous').length;
    return `both sides of ${many > 1 ? `${many} parameters` : warning.parameter} vanish`;
  }
  return WARNING_HINTS[warning.kind];
}

/** The same under `.not`. */
export function plantedHint(check: GradientCheck): string {
  if (check.verdict === 'correct') return 'a mistake was expected here';
  return check.verdict === 'incorrect' ? `as expected: ${mistakeHint(check)}` : reasonHint(check);
}
