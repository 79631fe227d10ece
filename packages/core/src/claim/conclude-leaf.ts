import { judge } from '../compare/judge.ts';
import type { LineOutcome } from '../compare/line-outcome.ts';
import type { Effect } from '../effect.ts';
import { unitRoundoff } from '../estimate/unit-roundoff.ts';
import type { ComparedLeaf, Comparison } from '../plan/comparison.ts';
import type { DirectionFindings } from '../plan/direction-findings.ts';
import { type Measurements, STATUS } from '../plan/measurements.ts';
import { resolutionOf, sharper } from '../plan/resolution.ts';
import type { Probe } from '../probe/probe.ts';
import type { Claim } from '../subject/types.ts';
import type { ClaimCheckOptions } from './claim-check-options.ts';
import type { LeafResult } from './claim-result.ts';

/** What was measured of one leaf. */
export interface MeasuredLeaf {
  readonly leaf: ComparedLeaf;
  readonly measurements: Measurements;
  readonly directions: DirectionFindings | undefined;
  /** Directions, and as many single coordinates as the budget holds. */
  readonly isSample: boolean;
}

/** From outcomes to a verdict with the resolution that they prove. */
export function* concludeLeaf<P>(
  comparison: Comparison,
  { leaf, measurements, directions, isSample }: MeasuredLeaf,
  probe: Probe<P>,
  { effort }: Claim<P>,
  { accept, kinks, requiredResolution }: ClaimCheckOptions,
): Effect<LeafResult> {
  const covered = directions && directions.mode !== 'every-coordinate' ? directions : undefined;
  const leftOut = covered && !isSample ? 0 : Math.max(0, leaf.count - measurements.size);
  forgiveAccepted(leaf, measurements, accept);
  const { single, spread, natural } = covered
    ? covered
    : sharper(resolutionOf(comparison, leaf, measurements), directions);
  const known = { leaf, measurements, directions, leftOut, single, spread, vacuous: false };
  const forgiven = accept.relative > 0 || accept.absolute > 0;
  // What is knowingly accepted need not be resolved.
  const limit = Math.max(requiredResolution, 2 * accept.relative, accept.absolute > 0 ? 1 : 0);

  if (measurements.count(STATUS.incorrect) > 0 || (covered?.incorrect && !forgiven)) {
    return { verdict: 'incorrect', ...known };
  }
  const undecided = measurements.reasons.values().next().value ?? covered?.undecided;
  if (undecided) return { verdict: 'inconclusive', reason: undecided.reason ?? 'too-noisy', undecided, ...known };
  if (kinks === 'fail' && measurements.kinks.size > 0) return { verdict: 'inconclusive', reason: 'kink', ...known };

  const allKinks = measurements.kinks.size === measurements.size;
  const nothingShown =
    single === Number.POSITIVE_INFINITY && natural <= limit && !allKinks && !showsSlope(comparison, measurements);
  if (nothingShown || isVacuous(comparison, leaf, measurements)) {
    const unlimited = Number.POSITIVE_INFINITY;
    return { ...known, verdict: 'correct', vacuous: true, single: unlimited, spread: unlimited };
  }
  const isOpen = natural > limit;
  if (isOpen && leaf.rms > 0 && leaf.count > 1 && !covered && !showsSlope(comparison, measurements)) {
    const { outcome, resolution } = yield* addedUp(comparison, leaf, natural, probe);
    // At an edge of the domain, single coordinates tell fractional powers apart, and at kinks their own intervals; all of
    // them together do not.
    const tells = !outcome.oneSided && measurements.kinks.size === 0;
    if (outcome.status === 'incorrect' && tells) return { verdict: 'incorrect', ...known };
    if (outcome.status === 'correct' && resolution <= limit) return { verdict: 'correct', ...known };
  }
  // A second opinion may be blunt: the first one has to prove the resolution.
  if (isOpen && effort === 'full') return { verdict: 'inconclusive', reason: 'too-noisy', ...known };
  return { verdict: 'correct', ...known };
}

/**
 * One direction in which all claims add up: √n less noise, and a common factor shows. Where single coordinates could not be made
 * sense of, all of them together cannot.
 * @param natural - resolution that single coordinates reached: no more than a tenth of it is gained
 */
function* addedUp<P>(
  { landscape }: Comparison,
  leaf: ComparedLeaf,
  natural: number,
  probe: Probe<P>,
): Effect<{ outcome: LineOutcome; resolution: number }> {
  const coherent = leaf.range(0, leaf.count, leaf.uphill);
  const outcome = yield* probe.run(judge(coherent, landscape));
  return { outcome, resolution: Math.min(natural, Math.max(outcome.error / coherent.reference, 0.1 * natural)) };
}

/**
 * Where nothing was measured and every claimed change per natural length is below the rounding of the function. Not where
 * noise above rounding may hide a slope, unless the function is rounding alone.
 */
export function isVacuous(comparison: Comparison, leaf: ComparedLeaf, found: Measurements): boolean {
  const { landscape } = comparison;
  const { sigma, float32, roundingAlone } = landscape.noise;
  const rounding = 64 * unitRoundoff(float32) * Math.abs(landscape.value);
  if (landscape.value !== 0 && sigma > rounding && !roundingAlone) return false;
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
