import type { LeafResult } from '../claim/claim-result.ts';
import { toJsonNumber } from '../json-number.ts';
import type { ParameterFinding, StepCurve } from '../types.ts';
import { measuredLeaf } from './coordinates.ts';
import type { WorstOfLeaf } from './worst-of-leaf.ts';

/** @param withMap - whether to lay the relative errors out as the parameter is */
export function buildFinding<P>(
  { leaf, claim, result }: WorstOfLeaf<P>,
  curve: StepCurve | undefined,
  withMap: boolean,
): ParameterFinding {
  const { directions, measurements } = result;
  const measured = measuredLeaf(result, claim.claim.output, withMap, claim.comparison?.landscape.allowance ?? 0);
  const byDirections = directions !== undefined && directions.mode !== 'every-coordinate';
  return {
    path: leaf.path,
    shape: leaf.shape,
    size: leaf.size,
    dtype: leaf.dtype,
    verdict: result.verdict,
    ...(result.verdict === 'inconclusive' ? { reason: result.reason ?? 'too-noisy' } : {}),
    derivative: claim.claim.form,
    resolution: toJsonNumber(result.single),
    spreadResolution: toJsonNumber(result.spread),
    coverage: {
      mode: byDirections ? directions.mode : 'every-coordinate',
      coordinates: measurements.size,
      directions: directions?.directions ?? 0,
      halvings: directions?.halvings ?? 0,
      unchecked: result.leftOut,
    },
    wrong: estimateWrong(result, measured.wrong),
    wrongIsEstimate: directions?.wrongShare !== undefined,
    scale: toJsonNumber(measured.scale),
    largestRelativeError: toJsonNumber(measured.largestRelativeError),
    largestDifferenceOverBound: toJsonNumber(measured.largestDifferenceOverBound),
    coordinates: measured.coordinates,
    ...(measured.map ? { map: measured.map } : {}),
    ...(curve ? { curve } : {}),
  };
}

/** From a stratified sample, when wrong coordinates are too many to count. */
function estimateWrong({ directions, leaf }: LeafResult, counted: number): number {
  if (directions?.wrongShare === undefined) return counted;
  return Math.max(counted, Math.round(directions.wrongShare * leaf.count));
}
