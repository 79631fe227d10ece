import type { ClaimResult } from '../claim/claim-result.ts';
import { diagnose } from '../diagnose/index.ts';
import type { Effect } from '../effect.ts';
import type { Point } from '../parameters/types.ts';
import { comparedParameters, observationsOf } from '../result/compared-parameters.ts';
import type { WorstOfLeaf } from '../result/worst-of-leaf.ts';
import type { BrokenLaw, Claims } from '../subject/types.ts';
import { secondLook } from './elsewhere.ts';

interface Examined<P> {
  readonly point: Point<P>;
  readonly claims: readonly ClaimResult<P>[];
  readonly broken: readonly BrokenLaw[];
  readonly outputs: Claims<P>['outputs'];
  readonly budgetSpent: boolean;
}

/** Explains a wrong derivative; looks at other points when the numbers at this one do not. */
export function* nameMistake<P>(
  { point, claims, broken, outputs, budgetSpent }: Examined<P>,
  worst: readonly WorstOfLeaf<P>[],
  seed: number,
): Effect<ReturnType<typeof diagnose>> {
  const parameters = comparedParameters(point, worst, broken);
  const observations = observationsOf(point, claims, broken, outputs, worst);
  const found = diagnose(parameters, observations);
  if (budgetSpent || !found.diagnoses.some(({ kind }) => kind === 'unknown')) return found;
  const { adjoints, ...elsewhere } = yield* secondLook(point, worst, seed);
  const known = parameters.map(parameter => {
    const adjoint = adjoints.get(parameter.path);
    return adjoint ? { ...parameter, adjoint } : parameter;
  });
  return diagnose(known, { ...observations, ...elsewhere });
}
