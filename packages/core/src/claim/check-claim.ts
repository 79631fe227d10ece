import type { Landscape } from '../compare/landscape.ts';
import type { Effect } from '../effect.ts';
import { Lengths } from '../estimate/lengths.ts';
import { measureNoise, type Noise } from '../estimate/noise.ts';
import { isFloat32 } from '../parameters/float-array.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import { stratified } from '../plan/bisection.ts';
import { type ComparedLeaf, type Comparison, noiseLine, normOf, unitsOf } from '../plan/comparison.ts';
import type { DirectionFindings } from '../plan/direction-findings.ts';
import { compareDirections } from '../plan/directions.ts';
import { compareCoordinates, everyCoordinate, poolEvidence, refineBlunt } from '../plan/every-coordinate.ts';
import { Measurements, STATUS } from '../plan/measurements.ts';
import { resolutionOf } from '../plan/resolution.ts';
import { type Behaviour, CLAIM_CHANGE, observeBehaviour } from '../probe/behaviour.ts';
import { BudgetSpent } from '../probe/interruption.ts';
import type { Probe } from '../probe/probe.ts';
import { uniformStream } from '../random.ts';
import type { Claim } from '../subject/types.ts';
import type { InconclusiveReason, Verdict } from '../types.ts';
import { checkJointKinks } from './check-joint-kinks.ts';
import type { ClaimCheckOptions } from './claim-check-options.ts';
import type { ClaimResult, LeafResult } from './claim-result.ts';
import { comparedLeaves } from './compared-leaves.ts';
import { concludeLeaf, isVacuous } from './conclude-leaf.ts';
import { confirmBatch } from './confirm-batch.ts';
import { notFiniteClaims, unmeasured, unproved } from './unmeasured.ts';

/** Up to this many coordinates, each is compared by itself. */
export const FEW = 1024;
/** In parameters of this size directions would cost more than coordinates. */
const ALWAYS_EACH = 7;
/** Up to this many coordinates in a leaf each get a second step, and up to this many in all. */
const TINY = 3;
const TWICE = 6;
/** Coordinates that could be compared for the price of a leaf's directions. */
const DIRECTIONS = 6;

/** Relative error bound at which a comparison is fine enough to stop, by the arithmetic of the function. */
const TARGET = { float32: 2e-3, float64: 1e-4 } as const;
/** The size of a gradient is believed up to this many times the slope that the noise line showed. */
const STEEPER = 100;
/** Share of the required resolution to which a blunt coordinate is refined. */
const WITHIN = 0.7;

/**
 * Relative rounding error that a derivative may carry, by how it and the function are stored: 2e-6 are some thirty units of float32
 * roundoff, for one that is computed in float64 and stored in less.
 */
function allowanceOf(claimIsFloat32: boolean, functionIsFloat32: boolean): number {
  if (claimIsFloat32) return functionIsFloat32 ? 2e-5 : 2e-6;
  return functionIsFloat32 ? 2e-6 : 1e-7;
}

const areFloat32 = (arrays: readonly FloatArray[]): boolean =>
  arrays.every(array => array instanceof Float32Array || array.every(value => isFloat32(value) || Number.isNaN(value)));

/** Power of two that brings a value to [1, 2); 1 for zero. */
function scaleOf(value: number): number {
  if (value === 0) return 1;
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(Math.abs(value)))));
}

function landscapeOf(noise: Noise, value: number, leaves: readonly ComparedLeaf[], behaviour: Behaviour): Landscape {
  const total = normOf(leaves.length, j => leaves[j]!.norm);
  const gradientScale =
    noise.slope > 0 ? Math.max(noise.slope, Math.min(total, STEEPER * noise.slope)) : total || noise.magnitude || 1;
  const allowance = Math.max(allowanceOf(areFloat32(behaviour.claimed), noise.float32), 4 * behaviour.claimChange);
  const blind = total === 0 && !(noise.slope > 0);
  return { noise, value, allowance, target: TARGET[noise.float32 ? 'float32' : 'float64'], gradientScale, blind };
}

/** Compares one claim with its function: behaviour, noise, coordinates or directions, leaf by leaf. */
export function* checkClaim<P>(
  point: Point<P>,
  claim: Claim<P>,
  probe: Probe<P>,
  options: ClaimCheckOptions,
): Effect<ClaimResult<P>> {
  const behaviour = yield* observeBehaviour(probe);
  const value = behaviour.values[0]!;
  const lengths = new Lengths(point.leaves);
  const whole = (verdict: Verdict, reason?: InconclusiveReason): ClaimResult<P> => ({
    claim,
    probe,
    behaviour,
    leaves: unmeasured(point, behaviour, lengths, verdict, reason),
    verdict,
    ...(reason ? { reason } : {}),
  });
  if (!Number.isFinite(value)) return whole('inconclusive', 'not-finite');
  const broken = notFiniteClaims(point, behaviour, lengths);
  if (behaviour.accumulates) return whole('incorrect');
  if (behaviour.claimChange > CLAIM_CHANGE) return whole('inconclusive', 'nondeterministic');

  const scale = scaleOf(value);
  probe.calibrate(scale, behaviour.claimed);
  const isBroken = new Set(broken.map(({ leaf }) => leaf.position));
  const leaves = comparedLeaves(point, behaviour, lengths, scale, position => !isBroken.has(position));
  if (leaves.length === 0) return { claim, probe, behaviour, leaves: broken };
  const line = {
    ...noiseLine(leaves, options.seed),
    stored: (claim.rounding?.size ?? 0) * scale,
    units: unitsOf(point.leaves, scale),
  };
  const values = behaviour.values.map(v => v * scale);
  if (claim.valueBatch) yield* probe.aside(confirmBatch(probe, line, values));
  const noise = yield* probe.run(measureNoise(values, line, uniformStream(options.seed)));
  const comparison: Comparison = { leaves, landscape: landscapeOf(noise, value * scale, leaves, behaviour) };
  const results: LeafResult[] = [];
  const total = comparisonSize(comparison);
  for (const leaf of leaves) results.push(yield* checkLeaf(comparison, leaf, probe, claim, options, total));
  const joined = yield* checkJointKinks(comparison, results, probe);
  return { claim, probe, behaviour, comparison, leaves: [...broken, ...joined] };
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
    const measured = { leaf, measurements, directions, isSample: coverage === 'sample' };
    return yield* concludeLeaf(comparison, measured, probe, claim, options);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    const isWrong = measurements.count(STATUS.incorrect) > 0;
    const found = isWrong
      ? unproved(leaf, measurements, 'incorrect')
      : unproved(leaf, measurements, 'inconclusive', 'budget');
    return { ...found, leftOut: leaf.count - measurements.size };
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
  if (coverage !== 'every-coordinate' && leaf.count <= ALWAYS_EACH) return 'each';
  if (coverage === 'auto') {
    if (full && total <= FEW && total <= affordable) return 'each';
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
    yield* probe.run(compareCoordinates(comparison, leaf, sample, into));
  }
  if (coverage !== 'each' && directions?.mode !== 'every-coordinate') return directions;
  const each = everyCoordinate(leaf, shard);
  yield* probe.run(compareCoordinates(comparison, leaf, each, into, { twice: looksTwice(comparison, leaf) }));
  if (into.count(STATUS.incorrect) > 0) return directions;
  yield* probe.run(poolEvidence(comparison, leaf, into));
  const { single, natural } = resolutionOf(comparison, leaf, into);
  if (Math.max(single, natural) > required && !isVacuous(comparison, leaf, into)) {
    yield* probe.run(refineBlunt(comparison, leaf, WITHIN * required, into));
  }
  return directions;
}

/** Among few coordinates none is blunter than the one where truncation hides an error: the resolution rests on each of them. */
function looksTwice({ leaves }: Comparison, leaf: ComparedLeaf): boolean {
  if (leaf.count > TINY) return false;
  let coordinates = 0;
  for (const other of leaves) {
    if (other.count <= TINY) coordinates += other.count;
    if (other === leaf || coordinates > TWICE) break;
  }
  return coordinates <= TWICE;
}

const comparisonSize = ({ leaves }: Comparison): number => leaves.reduce((sum, leaf) => sum + leaf.count, 0);
