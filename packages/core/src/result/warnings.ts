import type { ClaimResult } from '../claim/claim-result.ts';
import { listed } from '../listed.ts';
import type { Point } from '../parameters/types.ts';
import type { Warning } from '../types.ts';
import { driftOf } from './drift.ts';
import type { WorstOfLeaf } from './worst-of-leaf.ts';

interface Noticed<P> {
  readonly point: Point<P>;
  readonly claims: readonly ClaimResult<P>[];
  readonly reusedBuffer: boolean;
  readonly captured: readonly string[];
  readonly budgetSpent: boolean;
}

/** True things that a user should know although the derivative may be right. */
export function warningsOf<P>(noticed: Noticed<P>, worst: readonly WorstOfLeaf<P>[], required: number): Warning[] {
  return [
    ...mutations(noticed),
    ...reused(noticed),
    ...aliases(noticed),
    ...accumulations(noticed),
    ...nondeterminism(noticed),
    ...kinks(worst),
    ...vacuous(worst),
    ...lostInOutputs(worst, required),
    ...unchecked(worst),
    ...capturedValues(noticed),
  ];
}

/** `parameter` is the path of the one concerned. */
const warning = (kind: Warning['kind'], message: string, remedy: string, parameter?: string): Warning =>
  parameter === undefined ? { kind, message, remedy } : { kind, parameter, message, remedy };

function mutations<P>({ claims }: Noticed<P>): Warning[] {
  const paths = new Set(claims.flatMap(({ probe }) => [...probe.mutated]));
  return [...paths].map(parameter =>
    warning(
      'mutates-input',
      `A function of the subject writes to ${parameter}, its input. It was checked on copies; yours is untouched.`,
      'Copy the input before changing it: callers that use it again get other numbers.',
      parameter,
    ),
  );
}

function reused<P>({ reusedBuffer }: Noticed<P>): Warning[] {
  if (!reusedBuffer) return [];
  return [
    warning(
      'reused-buffer',
      'A function of the subject returns the same array at every call, refilled. Each result was copied at once.',
      'Return a new array, or document that the result holds until the next call only.',
    ),
  ];
}

function aliases<P>({ point }: Noticed<P>): Warning[] {
  return point.aliases.map(([first, second]) =>
    warning(
      'aliased-parameters',
      `${first} and ${second} share storage in the point. They were checked as independent parameters.`,
      'If they are one parameter, pass it once: its gradient is the sum of both.',
      second,
    ),
  );
}

function accumulations<P>({ claims }: Noticed<P>): Warning[] {
  if (!claims.some(({ behaviour }) => behaviour.accumulates)) return [];
  return [
    warning(
      'accumulates',
      'The derivative grows with each call: the second result is twice the first, the third three times.',
      'Clear the gradient buffers at the start of the backward pass.',
    ),
  ];
}

function nondeterminism<P>({ claims }: Noticed<P>): Warning[] {
  for (const { behaviour } of claims) {
    const { values } = behaviour;
    if (values.every(value => Object.is(value, values[0]))) continue;
    const spread = Math.max(...values) - Math.min(...values);
    const drifts = driftOf(values) === undefined ? '' : ', drifting the same way with each call';
    return [
      warning(
        'nondeterministic',
        `Calls at one point differ by up to ${spread.toPrecision(2)}${drifts}. The noise was measured and allowed for.`,
        'Fix the seed, or draw the random numbers once outside, for a finer resolution.',
      ),
    ];
  }
  return [];
}

function kinks<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst.flatMap(({ leaf, result }) => {
    const count = result.measurements.kinks.size;
    if (count === 0 || result.verdict !== 'correct') return [];
    const place = count === 1 ? 'one coordinate' : `${count} coordinates`;
    return warning(
      'kink',
      `The function has no derivative in ${place} of ${leaf.path}: its slopes beside the point differ. The claimed values are valid subgradients.`,
      "Move the point, or set kinks: 'fail', where a derivative is needed.",
      leaf.path,
    );
  });
}

function vacuous<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst
    .filter(({ result }) => result.vacuous)
    .map(({ leaf, result }) =>
      warning(
        'vacuous',
        `Claimed and numeric derivative of ${leaf.path} ${result.leaf.norm === 0 ? 'both vanish' : 'are lost in rounding'} here: a wrong factor could not show.`,
        'Move the point to where the derivative is not zero.',
        leaf.path,
      ),
    );
}

function lostInOutputs<P>(worst: readonly WorstOfLeaf<P>[], required: number): Warning[] {
  return worst.flatMap(({ leaf, result, lostIn = [] }) => {
    if (lostIn.length === 0 || Math.max(result.single, result.spread) <= required) return [];
    return warning(
      'vacuous',
      `In ${listed(lostIn)} the derivative of ${leaf.path} is lost in rounding: an error of ${result.single.toPrecision(2)} of its largest value could not show.`,
      'Move the point to where these outputs are smaller, or compute them in float64.',
      leaf.path,
    );
  });
}

function unchecked<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst.flatMap(({ leaf, result }) => {
    const left = result.leftOut;
    if (left <= 0 || result.verdict !== 'correct') return [];
    return warning(
      'unchecked',
      `${left} of ${result.leaf.count} coordinates of ${leaf.path} were not compared.`,
      'Raise maxEvaluations, or run the other shards.',
      leaf.path,
    );
  });
}

function capturedValues<P>({ captured }: Noticed<P>): Warning[] {
  if (captured.length === 0) return [];
  return [
    warning(
      'captured',
      `The function also reads ${listed(captured)}, which the point does not hold: not checked.`,
      'Pass what should be checked as a parameter, in `at`.',
    ),
  ];
}
