import type { ClaimResult, LeafResult } from './claim-result.ts';
import { judge } from './compare/judge.ts';
import type { Landscape } from './compare/landscape.ts';
import type { Effect } from './effect.ts';
import { Lengths } from './estimate/lengths.ts';
import { measureNoise, type Noise, unitRoundoff } from './estimate/noise.ts';
import type { FloatArray, Point } from './parameters/types.ts';
import { stratified } from './plan/bisection.ts';
import { ComparedLeaf, type Comparison, noiseLine, normOf } from './plan/comparison.ts';
import { compareDirections, type DirectionFindings } from './plan/directions.ts';
import { compareCoordinates, everyCoordinate, poolEvidence, refineBlunt } from './plan/every-coordinate.ts';
import { judgeJointKinks, type KinkCoordinate } from './plan/joint-kinks.ts';
import { Measurements, STATUS } from './plan/measurements.ts';
import { resolutionOf, sharper } from './plan/resolution.ts';
import { type Behaviour, CLAIM_CHANGE, observeBehaviour } from './probe/behaviour.ts';
import { BudgetSpent } from './probe/interruption.ts';
import type { Probe } from './probe/probe.ts';
import { withinBudget } from './probe/within-budget.ts';
import { uniformStream } from './random.ts';
import type { Claim } from './subject/types.ts';
import type { InconclusiveReason, Verdict } from './types.ts';

export interface ClaimCheckOptions {
  readonly coverage: 'auto' | 'every-coordinate' | 'directions';
  readonly requiredResolution: number;
  readonly seed: number;
  readonly kinks: 'subgradient' | 'fail';
  readonly accept: { readonly relative: number; readonly absolute: number };
  readonly shard: { readonly index: number; readonly count: number };
  /** Coordinates that fit the budget of evaluations. */
  readonly affordable: number;
}

/** Up to this many coordinates, each is compared by itself. */
export const FEW = 1024;
/** In parameters of this size directions would cost more than coordinates. */
const ALWAYS_EACH = 4;
/** Coordinates that could be compared for the price of a leaf's directions. */
const DIRECTIONS = 6;

/** Relative rounding error that a derivative may carry, by how it and the function are stored. */
function allowanceOf(claimIsFloat32: boolean, functionIsFloat32: boolean): number {
  if (claimIsFloat32) return functionIsFloat32 ? 2e-5 : 2e-6;
  return functionIsFloat32 ? 2e-6 : 1e-7;
}

const isFloat32 = (arrays: readonly FloatArray[]): boolean =>
  arrays.every(
    array => array instanceof Float32Array || array.every(value => Math.fround(value) === value || Number.isNaN(value)),
  );

/** Power of two that brings a value to [1, 2); 1 for zero. */
function scaleOf(value: number): number {
  if (value === 0) return 1;
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(Math.abs(value)))));
}

function landscapeOf(noise: Noise, value: number, leaves: readonly ComparedLeaf[], behaviour: Behaviour): Landscape {
  const total = normOf(leaves.length, j => leaves[j]!.norm);
  const gradientScale =
    noise.slope > 0 ? Math.max(noise.slope, Math.min(total, 100 * noise.slope)) : total || noise.magnitude || 1;
  const allowance = Math.max(allowanceOf(isFloat32(behaviour.claimed), noise.float32), 4 * behaviour.claimChange);
  const blind = total === 0 && !(noise.slope > 0);
  return { noise, value, allowance, target: noise.float32 ? 2e-3 : 1e-4, gradientScale, blind };
}

/** Compares one claim with its function: behaviour, noise, coordinates or directions, leaf by leaf. */
export function* checkClaim<P>(
  point: Point<P>,
  claim: Claim<P>,
  probe: Probe<P>,
  options: ClaimCheckOptions,
): Effect<ClaimResult<P>> {
  const behaviour = yield* observeBehaviour(probe);
  const begun = { claim, probe, behaviour, leaves: [] };
  const value = behaviour.values[0]!;
  const whole = (verdict: Verdict, reason?: InconclusiveReason): ClaimResult<P> => ({
    ...begun,
    leaves: unmeasured(point, behaviour, verdict, reason),
    verdict,
    ...(reason ? { reason } : {}),
  });
  if (!Number.isFinite(value)) return whole('inconclusive', 'not-finite');
  const broken = notFiniteClaims(point, behaviour);
  if (broken) return { ...begun, leaves: broken };
  if (behaviour.accumulates) return whole('incorrect');
  if (behaviour.claimChange > CLAIM_CHANGE) return whole('inconclusive', 'nondeterministic');

  const scale = scaleOf(value);
  probe.calibrate(scale, behaviour.claimed);
  const lengths = new Lengths(point.leaves);
  const leaves = point.leaves.flatMap((leaf, position) =>
    leaf.checked ? [new ComparedLeaf(leaf, position, behaviour.claimed[position]!, scale, lengths)] : [],
  );
  const noise = yield* probe.run(
    measureNoise(
      behaviour.values.map(v => v * scale),
      noiseLine(leaves, options.seed),
      uniformStream(options.seed),
    ),
  );
  const comparison: Comparison = { leaves, landscape: landscapeOf(noise, value * scale, leaves, behaviour) };
  const results: LeafResult[] = [];
  const total = comparisonSize(comparison);
  for (const leaf of leaves) results.push(yield* checkLeaf(comparison, leaf, probe, claim, options, total));
  return { ...begun, comparison, leaves: yield* checkJointKinks(comparison, results, probe) };
}

function* checkLeaf<P>(
  comparison: Comparison,
  leaf: ComparedLeaf,
  probe: Probe<P>,
  claim: Claim<P>,
  options: ClaimCheckOptions,
  total: number,
): Effect<LeafResult> {
  const measurements = new Measurements();
  try {
    const coverage = coverageOf(leaf, claim, options, total);
    const directions = yield* measureLeaf(comparison, leaf, probe, options, coverage, measurements);
    return yield* concludeLeaf(
      comparison,
      leaf,
      measurements,
      directions,
      coverage === 'sample',
      probe,
      claim,
      options,
    );
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    const wrong = measurements.count(STATUS.incorrect) > 0;
    return {
      leaf,
      measurements,
      directions: undefined,
      ...(wrong ? { verdict: 'incorrect' } : { verdict: 'inconclusive', reason: 'budget' }),
      single: Number.POSITIVE_INFINITY,
      spread: Number.POSITIVE_INFINITY,
      vacuous: false,
      leftOut: leaf.count - measurements.size,
    };
  }
}

/** `sample`: directions, and as many single coordinates as the budget holds. */
type LeafCoverage = 'each' | 'sample' | 'directions' | 'directions-then-blocks';

function coverageOf<P>(
  leaf: ComparedLeaf,
  claim: Claim<P>,
  { coverage, affordable }: ClaimCheckOptions,
  total: number,
): LeafCoverage {
  const full = claim.effort === 'full';
  if (coverage === 'auto') {
    if (leaf.count <= ALWAYS_EACH || (full && total <= FEW && total <= affordable)) return 'each';
    return full ? 'directions-then-blocks' : 'directions';
  }
  if (coverage === 'directions' || !full) return 'directions';
  return total <= affordable ? 'each' : 'sample';
}

/** Fills in the outcomes of a leaf's coordinates; returns what directions found, where there were any. */
function* measureLeaf<P>(
  comparison: Comparison,
  leaf: ComparedLeaf,
  probe: Probe<P>,
  options: ClaimCheckOptions,
  coverage: LeafCoverage,
  into: Measurements,
): Effect<DirectionFindings | undefined> {
  const { requiredResolution: required, seed, shard } = options;
  let directions: DirectionFindings | undefined;
  if (coverage !== 'each') {
    const blocks = coverage === 'directions-then-blocks';
    directions = yield* probe.run(compareDirections(comparison, leaf, required, seed, into, blocks));
  }
  if (coverage === 'sample') {
    const affordable = Math.max(
      1,
      Math.floor((options.affordable * leaf.count) / comparisonSize(comparison)) - DIRECTIONS,
    );
    const sample = stratified(0, leaf.count, affordable, seed);
    const open = sample.filter(k => into.rowOf(k) === undefined);
    yield* probe.run(compareCoordinates(comparison, leaf, open, into));
  }
  if (coverage !== 'each' && directions?.mode !== 'every-coordinate') return directions;
  const mine = everyCoordinate(leaf).filter(k => k % shard.count === shard.index);
  const open = mine.filter(k => into.rowOf(k) === undefined);
  yield* probe.run(compareCoordinates(comparison, leaf, open, into));
  if (into.count(STATUS.incorrect) > 0) return directions;
  yield* probe.run(poolEvidence(comparison, leaf, into));
  const { single, natural } = resolutionOf(comparison, leaf, into);
  if (Math.max(single, natural) > required && !isVacuous(comparison, leaf, into)) {
    yield* probe.run(refineBlunt(comparison, leaf, 0.7 * required, into));
  }
  return directions;
}

const comparisonSize = ({ leaves }: Comparison): number => leaves.reduce((sum, leaf) => sum + leaf.count, 0);

/** From outcomes to a verdict with the resolution that they prove. */
function* concludeLeaf<P>(
  comparison: Comparison,
  leaf: ComparedLeaf,
  measurements: Measurements,
  directions: DirectionFindings | undefined,
  sampled: boolean,
  probe: Probe<P>,
  claim: Claim<P>,
  options: ClaimCheckOptions,
): Effect<LeafResult> {
  const covered = directions && directions.mode !== 'every-coordinate' ? directions : undefined;
  const leftOut = covered && !sampled ? 0 : Math.max(0, leaf.count - measurements.size);
  const base = { leaf, measurements, directions, leftOut };
  forgiveAccepted(leaf, measurements, options.accept);
  const { single, spread, natural } = covered
    ? covered
    : sharper(resolutionOf(comparison, leaf, measurements), directions);
  const known = { ...base, single, spread, vacuous: false };
  const forgiven = options.accept.relative > 0 || options.accept.absolute > 0;
  // What is knowingly accepted need not be resolved.
  const limit = Math.max(options.requiredResolution, 2 * options.accept.relative, options.accept.absolute > 0 ? 1 : 0);
  if (measurements.count(STATUS.incorrect) > 0 || (covered?.incorrect && !forgiven))
    return { ...known, verdict: 'incorrect' };
  const undecided = measurements.reasons.values().next().value ?? covered?.undecided;
  if (undecided) return { ...known, verdict: 'inconclusive', reason: undecided.reason ?? 'too-noisy', undecided };
  if (options.kinks === 'fail' && measurements.kinks.size > 0)
    return { ...known, verdict: 'inconclusive', reason: 'kink' };
  const allKinks = measurements.kinks.size === measurements.size;
  const nothingShown =
    single === Number.POSITIVE_INFINITY && natural <= limit && !allKinks && !showsSlope(comparison, measurements);
  const vacuous = nothingShown || isVacuous(comparison, leaf, measurements);
  if (vacuous)
    return {
      ...known,
      verdict: 'correct',
      vacuous,
      single: Number.POSITIVE_INFINITY,
      spread: Number.POSITIVE_INFINITY,
    };
  if (natural > limit && leaf.rms > 0 && leaf.count > 1 && !covered && !showsSlope(comparison, measurements)) {
    // One direction in which all claims add up: √n less noise, and a common factor shows. Where single coordinates could not
    // be made sense of, all of them together cannot.
    const coherent = leaf.range(0, leaf.count, leaf.uphill);
    const outcome = yield* probe.run(judge(coherent, comparison.landscape));
    // At an edge of the domain, single coordinates tell fractional powers apart; all of them together do not.
    if (outcome.status === 'incorrect' && !outcome.oneSided) return { ...known, verdict: 'incorrect' };
    if (outcome.status === 'correct') {
      const reached = Math.min(natural, Math.max(outcome.error / coherent.reference, 0.1 * natural));
      if (reached <= limit) return { ...known, verdict: 'correct' };
    }
  }
  // A second opinion may be blunt: the first one has to prove the resolution.
  if (natural > limit && claim.effort === 'full') return { ...known, verdict: 'inconclusive', reason: 'too-noisy' };
  return { ...known, verdict: 'correct' };
}

/**
 * Where nothing was measured and every claimed change per natural length is below the rounding of the function. Not where
 * noise above rounding may hide a slope.
 */
function isVacuous(comparison: Comparison, leaf: ComparedLeaf, found: Measurements): boolean {
  const { landscape } = comparison;
  const { sigma, float32 } = landscape.noise;
  const rounding = 64 * unitRoundoff(float32) * Math.abs(landscape.value);
  if (landscape.value !== 0 && sigma > rounding) return false;
  for (let k = 0; k < leaf.count; k++) if (Math.abs(leaf.slopeOf(k)) > 4 * sigma) return false;
  return found.kinks.size === 0 && !showsSlope(comparison, found);
}

/** Whether a coordinate differs from its claim by more than noise and its bound explain, although that proved nothing. */
function showsSlope({ landscape }: Comparison, found: Measurements): boolean {
  for (let row = 0; row < found.size; row++) {
    if (Math.abs(found.q[row]!) > found.bound[row]! + 4 * landscape.noise.sigma) return true;
  }
  return false;
}

/** `accept`: errors that the user knows of are no errors. */
function forgiveAccepted(leaf: ComparedLeaf, found: Measurements, accept: ClaimCheckOptions['accept']): void {
  if (!(accept.relative > 0 || accept.absolute > 0)) return;
  let largest = 0;
  for (let row = 0; row < found.size; row++) {
    const k = found.coordinates[row]!;
    largest = Math.max(largest, Math.abs(leaf.claimOf(k) + leaf.toUser(k, found.q[row]!)));
  }
  for (let row = 0; row < found.size; row++) {
    if (found.status[row] !== STATUS.incorrect) continue;
    const k = found.coordinates[row]!;
    const difference = Math.abs(leaf.toUser(k, found.q[row]!)) - leaf.toUser(k, found.bound[row]!);
    if (difference <= Math.max(accept.absolute, accept.relative * largest)) {
      found.status[row] = STATUS.correct;
      found.error[row] = Math.abs(found.q[row]!) + found.bound[row]!;
    }
  }
}

/** Every checked leaf with one verdict, when there was nothing to measure. */
function unmeasured<P>(
  point: Point<P>,
  behaviour: Behaviour,
  verdict: Verdict,
  reason: InconclusiveReason | undefined,
): LeafResult[] {
  const lengths = new Lengths(point.leaves);
  return point.leaves.flatMap((leaf, position): LeafResult[] => {
    if (!leaf.checked) return [];
    return [
      {
        leaf: new ComparedLeaf(leaf, position, behaviour.claimed[position]!, 1, lengths),
        measurements: new Measurements(),
        directions: undefined,
        verdict,
        ...(reason ? { reason } : {}),
        single: Number.POSITIVE_INFINITY,
        spread: Number.POSITIVE_INFINITY,
        vacuous: false,
        leftOut: 0,
      },
    ];
  });
}

/** NaN claims are wrong where the value is finite; infinite ones may be true. */
function notFiniteClaims<P>(point: Point<P>, behaviour: Behaviour): LeafResult[] | undefined {
  if (point.leaves.every(({ checked }, p) => !checked || behaviour.claimed[p]!.every(Number.isFinite)))
    return undefined;
  const lengths = new Lengths(point.leaves);
  let any = false;
  const results = point.leaves.flatMap((leaf, position): LeafResult[] => {
    if (!leaf.checked) return [];
    const compared = new ComparedLeaf(leaf, position, behaviour.claimed[position]!, 1, lengths);
    const measurements = new Measurements();
    let infinite = false;
    for (let k = 0; k < compared.count; k++) {
      const claimed = compared.claimOf(k);
      if (Number.isFinite(claimed)) continue;
      any = true;
      infinite ||= !Number.isNaN(claimed);
      const status = Number.isNaN(claimed) ? 'incorrect' : 'inconclusive';
      const reason = { reason: 'infinite-slope' as const };
      measurements.record(k, { status, q: Number.NaN, error: 0, bound: 0, step: 0, ...(infinite ? reason : {}) });
    }
    const wrong = measurements.count(STATUS.incorrect) > 0;
    const verdict = wrong ? 'incorrect' : infinite ? 'inconclusive' : 'correct';
    return [
      {
        leaf: compared,
        measurements,
        directions: undefined,
        verdict,
        ...(verdict === 'inconclusive' ? { reason: 'infinite-slope' as const } : {}),
        single: Number.POSITIVE_INFINITY,
        spread: Number.POSITIVE_INFINITY,
        vacuous: false,
        leftOut: 0,
      },
    ];
  });
  return any ? results : undefined;
}

/** Kinks in several coordinates: each interval holds its claim, the sum must fit as well. */
function* checkJointKinks<P>(
  comparison: Comparison,
  results: readonly LeafResult[],
  probe: Probe<P>,
): Effect<readonly LeafResult[]> {
  if (results.some(result => result.verdict !== 'correct')) return results;
  const kinks: KinkCoordinate[] = results.flatMap(({ leaf, measurements }) =>
    [...measurements.kinks.keys()].map(coordinate => ({ leaf, coordinate })),
  );
  if (kinks.length < 2) return results;
  const joint = yield* withinBudget(probe.run(judgeJointKinks(comparison, kinks)));
  if (joint === undefined) {
    return results.map(result =>
      result.measurements.kinks.size === 0 ? result : { ...result, verdict: 'inconclusive', reason: 'budget' },
    );
  }
  if (joint === 'correct') return results;
  return results.map(result => {
    const { measurements } = result;
    if (measurements.kinks.size === 0) return result;
    if (joint === 'inconclusive') return { ...result, verdict: 'inconclusive', reason: 'kink' };
    for (const coordinate of measurements.kinks.keys()) {
      measurements.status[measurements.rowOf(coordinate)!] = STATUS.incorrect;
    }
    return { ...result, verdict: 'incorrect' };
  });
}
