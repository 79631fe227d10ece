import type { LineOutcome } from '../compare/line-outcome.ts';
import type { ComparedLeaf, Comparison } from '../plan/comparison.ts';
import type { DirectionFindings } from '../plan/direction-findings.ts';
import type { Measurements } from '../plan/measurements.ts';
import type { Behaviour } from '../probe/behaviour.ts';
import type { Probe } from '../probe/probe.ts';
import type { Claim } from '../subject/types.ts';
import type { InconclusiveReason, Verdict } from '../types.ts';

/** One leaf of one claim, compared. */
export interface LeafResult {
  readonly leaf: ComparedLeaf;
  readonly measurements: Measurements;
  readonly directions: DirectionFindings | undefined;
  readonly verdict: Verdict;
  readonly reason?: InconclusiveReason;
  /** Line that could not be judged. */
  readonly undecided?: LineOutcome;
  /** Relative error of a single coordinate, and of the leaf as a whole, that would have been noticed. */
  readonly single: number;
  readonly spread: number;
  /** Claimed and measured derivative both vanish. */
  readonly vacuous: boolean;
  /** Coordinates that should have been compared by themselves and were not: a budget, another shard. */
  readonly leftOut: number;
}

export interface ClaimResult<P> {
  readonly claim: Claim<P>;
  readonly probe: Probe<P>;
  readonly behaviour: Behaviour;
  /** Absent when the comparison could not begin. */
  readonly comparison?: Comparison;
  readonly leaves: readonly LeafResult[];
  /** Concerns the claim as a whole. */
  readonly verdict?: Verdict;
  readonly reason?: InconclusiveReason;
}

/** Standard deviation of one value, user's units. */
export function noiseOf<P>(claim: ClaimResult<P>): number {
  return (claim.comparison?.landscape.noise.sigma ?? 0) / claim.probe.scale;
}
