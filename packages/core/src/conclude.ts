import { type ClaimResult, noiseOf } from './claim/claim-result.ts';
import type { Effect } from './effect.ts';
import type { Findings } from './findings.ts';
import { toJsonNumber } from './json-number.ts';
import type { ResolvedOptions } from './options.ts';
import { attempted } from './probe/attempted.ts';
import type { Counter } from './probe/types.ts';
import { expectedCalls } from './progress.ts';
import { driftOf } from './result/drift.ts';
import { buildFinding } from './result/finding.ts';
import { inconclusiveEvidence } from './result/inconclusive-evidence.ts';
import { summarize, type UnsummarizedCheck } from './result/summary.ts';
import { overallVerdict } from './result/verdict.ts';
import { warningsOf } from './result/warnings.ts';
import { type WorstOfLeaf, worstPerLeaf } from './result/worst-of-leaf.ts';
import { measureEvidence, measureSlopes } from './second-look/evidence.ts';
import { nameMistake } from './second-look/name-mistake.ts';
import type { GradientCheck, InconclusiveEvidence, InconclusiveReason } from './types.ts';

/** From what was found out to the result: verdict, pictures, the name of the mistake, warnings. Calls the user's functions again. */
export function* conclude<P>(
  findings: Findings<P>,
  options: ResolvedOptions<P>,
  counter: Counter,
): Effect<Omit<GradientCheck, 'cost'>> {
  const { claims, broken, budgetSpent } = findings;
  const worst = worstPerLeaf(claims);
  const verdict = overallVerdict([
    ...claims.flatMap(claim => (claim.verdict ? [claim.verdict] : [])),
    ...worst.map(({ result }) => result.verdict),
    ...broken.map(() => 'incorrect' as const),
    ...(budgetSpent ? ['inconclusive' as const] : []),
    ...claims.filter(isDrifting).map(() => 'inconclusive' as const),
  ]);
  const reason = verdict === 'inconclusive' ? reasonOf(findings, worst) : undefined;
  const record = options.evidence === 'always' || (options.evidence === 'on-failure' && verdict !== 'correct');
  // Forty calls each: where directions had to do, calls are dear, and what is correct needs no picture.
  const dear = options.evidence !== 'always' && worst.some(({ result }) => result.directions !== undefined);
  const parameters = [];
  for (const entry of worst) {
    const drawn = record && !(dear && entry.result.verdict === 'correct');
    const curve = drawn ? yield* attempted(measureEvidence(entry)) : undefined;
    parameters.push(buildFinding(entry, curve, record));
  }
  const inconclusive = reason && evidenceOf(findings, worst, reason, options, counter);
  const pictured = inconclusive && record && !budgetSpent ? yield* measureSlopes(inconclusive, worst) : inconclusive;
  const { diagnoses, explanations } =
    verdict === 'incorrect' ? yield* nameMistake(findings, worst, options.seed) : { diagnoses: [], explanations: [] };
  // A derivative that vanishes proves nothing, nor does zero claimed at a corner; a warning says so, and the others keep what
  // they proved.
  const telling = worst.filter(({ result }) =>
    verdict === 'correct' ? Number.isFinite(result.single) : !result.vacuous,
  );
  const resolution = (telling.length > 0 ? telling : worst).reduce(
    (largest, { result }) => Math.max(largest, result.single, result.spread),
    0,
  );
  const first = claims[0];
  const unsummarized: UnsummarizedCheck = {
    schemaVersion: 1,
    verdict,
    ...(reason ? { reason } : {}),
    parameters,
    diagnoses,
    explanations,
    warnings: warningsOf(findings, worst, options.requiredResolution),
    ...(pictured ? { inconclusive: pictured } : {}),
    derivatives: findings.forms,
    order: options.order,
    resolution: toJsonNumber(resolution),
    requiredResolution: options.requiredResolution,
    ...(options.accept ? { accept: options.accept } : {}),
    value: toJsonNumber(first?.behaviour.values[0] ?? Number.NaN),
    noise: toJsonNumber(first ? noiseOf(first) : 0),
    precision: first?.comparison?.landscape.noise.float32 ? 'float32' : 'float64',
    ...(findings.environment === undefined ? {} : { environment: findings.environment }),
    seed: options.seed,
    cost: { ...counter, milliseconds: 0 },
  };
  return { ...unsummarized, summary: summarize(unsummarized) };
}

const isDrifting = <P>(claim: ClaimResult<P>): boolean => driftOf(claim.behaviour.values) !== undefined;

function reasonOf<P>(findings: Findings<P>, worst: readonly WorstOfLeaf<P>[]): InconclusiveReason {
  const whole = findings.claims.find(claim => claim.verdict === 'inconclusive')?.reason;
  if (whole) return whole;
  if (findings.budgetSpent) return 'budget';
  // A function that answers differently each time explains its own noise.
  const changes = findings.claims.some(({ behaviour }) =>
    behaviour.values.some(value => value !== behaviour.values[0]),
  );
  const reason = worst.find(({ result }) => result.verdict === 'inconclusive')?.result.reason ?? 'nondeterministic';
  return changes ? 'nondeterministic' : reason;
}

function evidenceOf<P>(
  findings: Findings<P>,
  worst: readonly WorstOfLeaf<P>[],
  reason: InconclusiveReason,
  options: ResolvedOptions<P>,
  counter: Counter,
): InconclusiveEvidence {
  if (reason !== 'budget') return inconclusiveEvidence(findings.claims, worst, reason, options.requiredResolution);
  const { memories, point } = findings;
  // What was not even begun: nothing of it was looked at.
  const begun = new Set(worst.map(({ leaf }) => leaf));
  const unseen = point.leaves.filter(leaf => leaf.checked && !begun.has(leaf)).reduce((sum, { size }) => sum + size, 0);
  const unchecked = unseen + worst.reduce((sum, { result }) => sum + result.leftOut, 0);
  return { reason, spent: counter.valueCalls, needed: memories.length * expectedCalls(point, options), unchecked };
}
