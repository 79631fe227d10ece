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

function mutations<P>({ claims }: Noticed<P>): Warning[] {
  const paths = new Set(claims.flatMap(({ probe }) => [...probe.mutated]));
  return [...paths].map(parameter => ({
    kind: 'mutates-input',
    parameter,
    message: `A function of the subject writes to ${parameter}, its input. It was checked on copies; yours is untouched.`,
    remedy: 'Copy the input before changing it: callers that use it again get other numbers.',
  }));
}

function reused<P>({ reusedBuffer }: Noticed<P>): Warning[] {
  if (!reusedBuffer) return [];
  return [
    {
      kind: 'reused-buffer',
      message:
        'A function of the subject returns the same array at every call, refilled. Each result was copied at once.',
      remedy: 'Return a new array, or document that the result holds until the next call only.',
    },
  ];
}

function aliases<P>({ point }: Noticed<P>): Warning[] {
  return point.aliases.map(([first, second]) => ({
    kind: 'aliased-parameters',
    parameter: second,
    message: `${first} and ${second} share storage in the point. They were checked as independent parameters.`,
    remedy: 'If they are one parameter, pass it once: its gradient is the sum of both.',
  }));
}

function accumulations<P>({ claims }: Noticed<P>): Warning[] {
  if (!claims.some(({ behaviour }) => behaviour.accumulates)) return [];
  return [
    {
      kind: 'accumulates',
      message: 'The derivative grows with each call: the second result is twice the first, the third three times.',
      remedy: 'Clear the gradient buffers at the start of the backward pass.',
    },
  ];
}

function nondeterminism<P>({ claims }: Noticed<P>): Warning[] {
  for (const { behaviour } of claims) {
    const { values } = behaviour;
    if (values.every(value => Object.is(value, values[0]))) continue;
    const spread = Math.max(...values) - Math.min(...values);
    const drifts = driftOf(values) === undefined ? '' : ', drifting the same way with each call';
    return [
      {
        kind: 'nondeterministic',
        message: `Calls at one point differ by up to ${spread.toPrecision(2)}${drifts}. The noise was measured and allowed for.`,
        remedy: 'Fix the seed, or draw the random numbers once outside, for a finer resolution.',
      },
    ];
  }
  return [];
}

function kinks<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst.flatMap(({ leaf, result }) => {
    const count = result.measurements.kinks.size;
    if (count === 0 || result.verdict !== 'correct') return [];
    const place = count === 1 ? 'one coordinate' : `${count} coordinates`;
    return [
      {
        kind: 'kink' as const,
        parameter: leaf.path,
        message: `The function has no derivative in ${place} of ${leaf.path}: its one-sided slopes differ. The claimed values are valid subgradients.`,
        remedy: "Move the point, or set kinks: 'fail', where a derivative is needed.",
      },
    ];
  });
}

function vacuous<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst
    .filter(({ result }) => result.vacuous)
    .map(({ leaf, result }) => ({
      kind: 'vacuous',
      parameter: leaf.path,
      message: `Claimed and numeric derivative of ${leaf.path} ${result.leaf.norm === 0 ? 'both vanish' : 'are lost in rounding'} here: a wrong factor could not show.`,
      remedy: 'Move the point to where the derivative is not zero.',
    }));
}

function lostInOutputs<P>(worst: readonly WorstOfLeaf<P>[], required: number): Warning[] {
  return worst.flatMap(({ leaf, result, lostIn = [] }) => {
    if (lostIn.length === 0 || Math.max(result.single, result.spread) <= required) return [];
    return [
      {
        kind: 'vacuous' as const,
        parameter: leaf.path,
        message: `In ${listed(lostIn)} the derivative of ${leaf.path} is lost in rounding: an error of ${result.single.toPrecision(2)} of its largest value could not show.`,
        remedy: 'Move the point to where these outputs are smaller, or compute them in float64.',
      },
    ];
  });
}

function unchecked<P>(worst: readonly WorstOfLeaf<P>[]): Warning[] {
  return worst.flatMap(({ leaf, result }) => {
    const left = result.leftOut;
    if (left <= 0 || result.verdict !== 'correct') return [];
    return [
      {
        kind: 'unchecked' as const,
        parameter: leaf.path,
        message: `${left} of ${result.leaf.count} coordinates of ${leaf.path} were not compared.`,
        remedy: 'Raise maxEvaluations, or run the other shards.',
      },
    ];
  });
}

function capturedValues<P>({ captured }: Noticed<P>): Warning[] {
  if (captured.length === 0) return [];
  return [
    {
      kind: 'captured',
      message: `The function also reads ${listed(captured)}, which the point does not hold: not checked.`,
      remedy: 'Pass what should be checked as a parameter, in `at`.',
    },
  ];
}
