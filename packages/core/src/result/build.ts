import type { ClaimResult, LeafResult } from '../claim/claim-result.ts';
import { toJsonNumber } from '../json-number.ts';
import { coordinateLabel } from '../parameters/paths.ts';
import type { Leaf } from '../parameters/types.ts';
import type {
  GradientCheck,
  InconclusiveEvidence,
  InconclusiveReason,
  JsonNumber,
  ParameterFinding,
  StepCurve,
  Verdict,
} from '../types.ts';
import { entryOf, measuredLeaf } from './coordinates.ts';

/** The comparison of a leaf that says most: of all claims, the worst verdict; among equals the first full one. */
export interface WorstOfLeaf<P> {
  readonly leaf: Leaf;
  readonly claim: ClaimResult<P>;
  readonly result: LeafResult;
}

const SEVERITY: Record<Verdict, number> = { incorrect: 3, inconclusive: 2, correct: 1 };

/** A vanishing derivative says least: of one output, say, while others depend on the parameter. */
const severityOf = ({ verdict, vacuous }: LeafResult): number => (vacuous ? 0 : SEVERITY[verdict]);

/** One comparison per checked leaf. */
export function worstPerLeaf<P>(claims: readonly ClaimResult<P>[]): WorstOfLeaf<P>[] {
  const worst = new Map<number, WorstOfLeaf<P>>();
  for (const claim of claims) {
    for (const result of claim.leaves) {
      const { position } = result.leaf;
      const known = worst.get(position);
      const isWorse = known && severityOf(result) > severityOf(known.result);
      const isCoarser =
        known !== undefined &&
        severityOf(result) === severityOf(known.result) &&
        claim.claim.effort === 'full' &&
        Math.max(result.single, result.spread) > Math.max(known.result.single, known.result.spread);
      if (!known || isWorse || isCoarser) worst.set(position, { leaf: result.leaf.leaf, claim, result });
    }
  }
  return [...worst.values()].sort((a, b) => a.result.leaf.position - b.result.leaf.position);
}

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

/** What the page draws when there is no verdict. */
export function inconclusiveEvidence<P>(
  claims: readonly ClaimResult<P>[],
  worst: readonly WorstOfLeaf<P>[],
  reason: InconclusiveReason,
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
    case 'kink': {
      const kink = blamed && [...blamed.result.measurements.kinks][0];
      const slope = (q: number): JsonNumber =>
        toJsonNumber(kink ? blamed.result.leaf.claimOf(kink[0]) + blamed.result.leaf.toUser(kink[0], q) : Number.NaN);
      return {
        reason,
        coordinate: kink
          ? coordinateLabel(blamed.leaf.path, entryOf(blamed.result, kink[0]), blamed.leaf.shape)
          : place.label,
        left: slope(kink?.[1].left ?? 0),
        right: slope(kink?.[1].right ?? 0),
        analytic: toJsonNumber(kink ? blamed.result.leaf.claimOf(kink[0]) : Number.NaN),
      };
    }
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
    case 'budget':
      return { reason, spent: 0, needed: 0, unchecked: 0 };
  }
}

/** Standard deviation of one value, user's units. */
export function noiseOf<P>(claim: ClaimResult<P>): number {
  return (claim.comparison?.landscape.noise.sigma ?? 0) / claim.probe.scale;
}

function placeOf<P>(blamed: WorstOfLeaf<P> | undefined): { label: string; step: number; slope: number } {
  const entry = blamed && [...blamed.result.measurements.reasons][0];
  if (!entry) return { label: blamed?.leaf.path ?? 'the point', step: Number.NaN, slope: Number.NaN };
  const [coordinate, outcome] = entry;
  const { leaf } = blamed.result;
  return {
    label: coordinateLabel(blamed.leaf.path, entryOf(blamed.result, coordinate), blamed.leaf.shape),
    step: outcome.step * leaf.lengthOf(coordinate),
    slope: leaf.claimOf(coordinate) + leaf.toUser(coordinate, outcome.q),
  };
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

/** Mean change per call when every call moves the value the same way; undefined otherwise. */
export function driftOf(values: readonly number[]): number | undefined {
  if (values.length < 4) return undefined;
  const rises = values.slice(1).every((value, k) => value > values[k]!);
  const falls = values.slice(1).every((value, k) => value < values[k]!);
  return rises || falls ? (values[values.length - 1]! - values[0]!) / (values.length - 1) : undefined;
}

/** Verdict of the whole: wrong if anything is, undecided if anything is, else correct. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('incorrect')) return 'incorrect';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'correct';
}

export type UnsummarizedCheck = Omit<GradientCheck, 'summary'>;
