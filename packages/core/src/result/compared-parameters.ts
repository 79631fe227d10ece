import type { ClaimResult } from '../claim/claim-result.ts';
import type { ComparedParameter, Observations } from '../diagnose/types.ts';
import type { Point } from '../parameters/types.ts';
import type { BrokenLaw } from '../subject/types.ts';
import type { DerivativeForm, Diagnosis } from '../types.ts';
import { entryOf, measured } from './coordinates.ts';
import type { WorstOfLeaf } from './worst-of-leaf.ts';

/** Of a coordinate, as the diagnoses count. */
const CODES = { agrees: 0, differs: 1, undecided: 2, kink: 3 } as const;

/** What the diagnoses look at: claimed and measured derivatives of every checked parameter, user's units. */
export function comparedParameters<P>(
  point: Point<P>,
  worst: readonly WorstOfLeaf<P>[],
  broken: readonly BrokenLaw[],
): ComparedParameter[] {
  const accused = new Set(broken.flatMap(({ defect }) => defect.where));
  return worst.map(({ leaf, result, claim }) => {
    const { measurements } = result;
    const { tangents } = leaf;
    const entries = measurements.coordinates.map(coordinate => entryOf(result, coordinate));
    // A broken law accuses parameters whose numbers may be right, and tangents that begin at one entry have none of their own.
    const silent =
      (result.verdict !== 'incorrect' && accused.has(leaf.path)) ||
      (tangents && new Set(entries).size < entries.length);
    const compared = result.leaf;
    const found = (silent ? [] : entries)
      .map((entry, row) => ({ entry, ...measured(compared, measurements, row) }))
      .sort((a, b) => a.entry - b.entry);
    let claimed = claim.behaviour.claimed[point.leaves.indexOf(leaf)] ?? compared.claimed;
    if (tangents) {
      claimed = claimed.slice();
      // What was measured are slopes along tangents.
      for (const { coordinate, analytic } of found)
        for (const i of tangents[coordinate]!.indices) claimed[i] = analytic;
    }
    return {
      path: leaf.path,
      shape: leaf.shape,
      dtype: leaf.dtype,
      values: leaf.values,
      claimed,
      indices: found.map(({ entry }) => entry),
      numeric: found.map(({ numeric }) => numeric),
      bound: found.map(({ bound }) => bound),
      status: found.map(({ status }) => CODES[status]),
      corner: found.map(({ coordinate }) => measurements.kinks.has(coordinate)),
      verdict: accused.has(leaf.path) ? 'incorrect' : result.verdict,
    };
  });
}

/** What the diagnoses may know beside the numbers, before anybody looks elsewhere. */
export function observationsOf<P>(
  point: Point<P>,
  claims: readonly ClaimResult<P>[],
  broken: readonly BrokenLaw[],
  outputs: Observations['outputs'],
  worst: readonly WorstOfLeaf<P>[],
): Observations {
  const wrong = worst.filter(({ result }) => result.verdict === 'incorrect');
  const cotangents = new Set(wrong.map(({ claim }) => claim.claim.cotangent));
  const [cotangent] = cotangents.size === 1 ? cotangents : [];
  return {
    accumulating: claims.flatMap(({ behaviour: { accumulates, growing } }) =>
      accumulates ? point.leaves.filter((_, k) => growing[k]).map(({ path }) => path) : [],
    ),
    brokenLaws: broken.map(({ form, kind, defect }) => ({
      ...lawTexts(form, kind),
      where: defect.where,
      follows: kind === 'adjoint',
    })),
    ignoring: broken.flatMap(({ defect }) => defect.ignoring),
    direction: broken.some(({ kind }) => kind === 'linear-in-tangent') ? 'tangent' : 'cotangent',
    stale: [],
    overwritten: [],
    outputs,
    ...(cotangent ? { cotangent } : {}),
    precision: claims[0]?.comparison?.landscape.noise.float32 ? 'float32' : 'float64',
  };
}

function lawTexts(form: DerivativeForm, kind: BrokenLaw['kind']): Pick<Diagnosis, 'phrase' | 'evidence' | 'advice'> {
  if (kind === 'adjoint') {
    return {
      phrase: 'vjp and jvp contradict each other',
      evidence: '<u, Jv> from the jvp differs from <Jᵀu, v> from the vjp.',
      advice: 'Look for a part that only one of the two passes has.',
    };
  }
  if (kind === 'symmetric') {
    return {
      phrase: `the ${form} is not symmetric`,
      evidence: '<u, Hv> differs from <v, Hu>.',
      advice: 'Look for a second derivative that was left out on one side of the diagonal.',
    };
  }
  const direction = kind === 'linear-in-tangent' ? 'tangent' : 'cotangent';
  return {
    phrase: `it is not linear in its ${direction}`,
    evidence: `The ${form} of a sum of ${direction}s is not the sum of their ${form}s.`,
    advice: `Look for a constant that is added whatever the ${direction}, and for powers or signs of it.`,
  };
}
