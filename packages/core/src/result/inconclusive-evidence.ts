import { type ClaimResult, noiseOf } from '../claim/claim-result.ts';
import { toJsonNumber } from '../json-number.ts';
import { coordinateLabel } from '../parameters/paths.ts';
import type { InconclusiveEvidence, InconclusiveReason, JsonNumber } from '../types.ts';
import { entryOf } from './coordinates.ts';
import { driftOf } from './drift.ts';
import type { WorstOfLeaf } from './worst-of-leaf.ts';

/** What the page draws when there is no verdict. */
export function inconclusiveEvidence<P>(
  claims: readonly ClaimResult<P>[],
  worst: readonly WorstOfLeaf<P>[],
  reason: Exclude<InconclusiveReason, 'budget'>,
  requiredResolution: number,
): InconclusiveEvidence {
  const blamed = worst.find(({ result }) => result.verdict === 'inconclusive' && result.reason === reason) ?? worst[0];
  const claim = blamed?.claim ?? claims.find(({ verdict }) => verdict === 'inconclusive') ?? claims[0]!;
  const { values } = claim.behaviour;
  const place = placeOf(blamed);
  switch (reason) {
    case 'nondeterministic':
      return { reason, ...spreadOf(claim) };
    case 'not-finite':
      return {
        reason,
        value: toJsonNumber(values[0]!),
        ...(Number.isFinite(values[0]!) ? { coordinate: place.label, step: toJsonNumber(place.step) } : {}),
      };
    case 'discontinuous': {
      const jump = (blamed?.result.undecided?.jump ?? 0) / claim.probe.scale;
      return { reason, coordinate: place.label, jump: toJsonNumber(jump), distance: toJsonNumber(place.step) };
    }
    case 'kink':
      return { reason, ...kinkOf(blamed, place.label) };
    case 'infinite-slope':
      return {
        reason,
        coordinate: place.label,
        ...(blamed?.result.undecided?.steep ? { shape: blamed.result.undecided.steep } : {}),
        steps: Number.isFinite(place.step) ? [place.step] : [],
        slopes: Number.isFinite(place.step) ? [toJsonNumber(place.slope)] : [],
      };
    case 'too-noisy':
      return {
        reason,
        reached: toJsonNumber(blamed ? Math.max(blamed.result.single, blamed.result.spread) : Number.POSITIVE_INFINITY),
        required: requiredResolution,
        noise: toJsonNumber(noiseOf(claim)),
        value: toJsonNumber(values[0]!),
      };
  }
}

/** The first coordinate of a leaf that gave no verdict, and the step and slope that it was left at, user's units. */
function placeOf<P>(blamed: WorstOfLeaf<P> | undefined): { label: string; step: number; slope: number } {
  const entry = blamed && [...blamed.result.measurements.reasons][0];
  if (!entry) return { label: blamed?.leaf.path ?? 'the point', step: Number.NaN, slope: Number.NaN };
  const [coordinate, outcome] = entry;
  const { leaf } = blamed.result;
  return {
    label: labelOf(blamed, coordinate),
    step: outcome.step * leaf.lengthOf(coordinate),
    slope: leaf.claimOf(coordinate) + leaf.toUser(coordinate, outcome.q),
  };
}

type Slopes = Omit<Extract<InconclusiveEvidence, { reason: 'kink' }>, 'reason'>;

/** The first corner among the coordinates of a leaf: its one-sided slopes, and what is claimed. */
function kinkOf<P>(blamed: WorstOfLeaf<P> | undefined, label: string): Slopes {
  const found = blamed && [...blamed.result.measurements.kinks][0];
  if (!found) return { coordinate: label, left: 'NaN', right: 'NaN', analytic: 'NaN' };
  const [coordinate, { left, right }] = found;
  const { leaf } = blamed.result;
  const claimed = leaf.claimOf(coordinate);
  return {
    coordinate: labelOf(blamed, coordinate),
    left: toJsonNumber(claimed + leaf.toUser(coordinate, left)),
    right: toJsonNumber(claimed + leaf.toUser(coordinate, right)),
    analytic: toJsonNumber(claimed),
  };
}

function labelOf<P>({ leaf, result }: WorstOfLeaf<P>, coordinate: number): string {
  return coordinateLabel(leaf.path, entryOf(result, coordinate), leaf.shape);
}

/** Relative size of a step that balances round-off and truncation in float64, about the cube root of its precision. */
const USUAL_STEP = 2 ** -17;

function spreadOf<P>(claim: ClaimResult<P>): {
  values: JsonNumber[];
  spread: JsonNumber;
  signal: JsonNumber;
  step?: JsonNumber;
  driftPerCall?: JsonNumber;
} {
  const { values } = claim.behaviour;
  const drift = driftOf(values);
  const [leaf] = claim.leaves;
  // Where nothing was compared, the claim itself is the best guess of how steep the function is.
  const claimed = Math.hypot(...claim.leaves.map(({ leaf: { norm } }) => norm));
  const slope = (claim.comparison?.landscape.gradientScale ?? claimed) / claim.probe.scale;
  return {
    values: values.map(toJsonNumber),
    spread: toJsonNumber(Math.max(...values) - Math.min(...values)),
    // What a step of the usual relative size would change.
    signal: toJsonNumber(slope * USUAL_STEP),
    ...(leaf ? { step: toJsonNumber(leaf.leaf.lengthOf(0) * USUAL_STEP) } : {}),
    ...(drift === undefined ? {} : { driftPerCall: toJsonNumber(drift) }),
  };
}
