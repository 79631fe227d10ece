import { throwIfAborted } from './abort.ts';
import { calledFrom } from './called-from.ts';
import { brokenLaws } from './claim/broken-laws.ts';
import { checkClaim } from './claim/check-claim.ts';
import type { ClaimResult } from './claim/claim-result.ts';
import { drive, type Effect } from './effect.ts';
import { measureEvidence, measureSlopes } from './evidence.ts';
import { GradientAssertionError } from './gradient-assertion-error.ts';
import { toJsonNumber } from './json-number.ts';
import { nameMistake } from './name-mistake.ts';
import { now } from './now.ts';
import { type CheckOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { readPoint } from './parameters/point.ts';
import type { Point, Workspace } from './parameters/types.ts';
import { BudgetSpent, LateMutation } from './probe/interruption.ts';
import { Memory } from './probe/memory.ts';
import { Probe } from './probe/probe.ts';
import type { Counter } from './probe/types.ts';
import { withinBudget } from './probe/within-budget.ts';
import { probeOptions } from './probe-options.ts';
import { expectedCalls, progressReport } from './progress.ts';
import { UniformStream } from './random.ts';
import {
  buildFinding,
  driftOf,
  inconclusiveEvidence,
  noiseOf,
  overallVerdict,
  type UnsummarizedCheck,
  worstPerLeaf,
} from './result/build.ts';
import { failureMessage } from './result/message.ts';
import { summarize } from './result/summary.ts';
import { warningsOf } from './result/warnings.ts';
import { claimsOf } from './subject/claims.ts';
import { atPoint } from './subject/context.ts';
import { type Differentiable, validateSubject } from './subject/differentiable.ts';
import type { BrokenLaw, Claims } from './subject/types.ts';
import type { DerivativeForm, GradientCheck, InconclusiveReason, ShardValues } from './types.ts';

/** A promise if any member of the subject returns one, else the check itself. */
export type CheckOf<S> = true extends {
  [K in keyof S]: S[K] extends (...args: never[]) => infer R ? (R extends PromiseLike<unknown> ? true : never) : never;
}[keyof S]
  ? Promise<GradientCheck>
  : GradientCheck;

/** Nothing, or a promise of it as soon as one member of the subject returns a promise. */
export type AssertionOf<S> = CheckOf<S> extends Promise<unknown> ? Promise<undefined> : undefined;

/** Everything that one pass over the user's functions found out. */
interface Findings<P> {
  readonly point: Point<P>;
  readonly claims: readonly ClaimResult<P>[];
  readonly broken: readonly BrokenLaw[];
  readonly forms: readonly DerivativeForm[];
  readonly reusedBuffer: boolean;
  readonly outputs: Claims<P>['outputs'];
  /** What the function reads besides its argument. */
  readonly captured: readonly string[];
  readonly environment: string | undefined;
  readonly budgetSpent: boolean;
  /** Values at samples of every claim. */
  readonly memories: readonly Memory[];
}

/**
 * Compares the derivatives that a subject states with what its function shows.
 *
 * Never throws for a wrong derivative: that is a result. The user's point keeps its bits whatever happens.
 * @param subject - a function and at least one derivative of it
 * @param options - `at` is required; no step and no tolerance is asked for
 * @returns the check; a promise of it as soon as one member of the subject returns a promise
 * @throws GradcheckError for misuse (codes in the documentation), with the user's own error as its cause where there is one
 */
export function checkGradients<P, S extends Differentiable<P>>(subject: S, options: CheckOptions<P>): CheckOf<S> {
  return calledFrom(checkGradients, () => drive(check(subject, resolveOptions(options)))) as CheckOf<S>;
}

/**
 * Like {@link checkGradients}, for node:test, mocha and scripts: throws unless the verdict is correct.
 * @throws GradientAssertionError with the whole failure text; GradcheckError for misuse
 */
export function assertCorrectGradients<P, S extends Differentiable<P>>(
  subject: S,
  options: CheckOptions<P>,
): AssertionOf<S> {
  function* assert(): Effect<undefined> {
    const found = yield* check(subject, resolveOptions(options));
    if (found.verdict !== 'correct') throw new GradientAssertionError(failureMessage(found, { negated: false }), found);
    return undefined;
  }
  return calledFrom(assertCorrectGradients, () => drive(assert())) as AssertionOf<S>;
}

/**
 * One check as an effect.
 * @param known - values that shards of the same check evaluated: they are not evaluated again
 */
export function* check<P>(
  subject: Differentiable<P>,
  options: ResolvedOptions<P>,
  known: readonly ShardValues[] = [],
): Effect<GradientCheck> {
  const started = now();
  const counter: Counter = { valueCalls: 0, derivativeCalls: 0 };
  validateSubject(subject);
  const point = readPoint(options.at, options, subject.adapters ?? []);
  let findings: Findings<P>;
  try {
    findings = yield* gather(subject, point, options, counter, known);
  } catch (error) {
    if (!(error instanceof LateMutation)) throw error;
    // The function wrote to its argument, at a point where nobody had looked yet: once more, on copies.
    findings = yield* gather(subject, point, options, counter, known, error.paths);
  }
  const result = yield* conclude(findings, options, counter);
  const { shard } = options;
  const columns = shard ? findings.memories.flatMap((memory, claim) => memory.columns(claim)) : [];
  return {
    ...result,
    ...(shard ? { shard: { ...shard, columns } } : {}),
    cost: { ...counter, milliseconds: now() - started },
  };
}

function* gather<P>(
  subject: Differentiable<P>,
  point: Point<P>,
  options: ResolvedOptions<P>,
  counter: Counter,
  known: readonly ShardValues[],
  mutated: readonly string[] = [],
): Effect<Findings<P>> {
  const random = new UniformStream(options.seed + 1);
  const stated: Claims<P> = yield* claimsOf(subject, point, options, random);
  const claims: ClaimResult<P>[] = [];
  const memories = stated.claims.map(() => new Memory());
  for (const { columns } of known) for (const column of columns) memories[column.claim]?.learn(column);
  const onCalls = progressReport(point, options, stated.claims.length, now);
  const remembers = options.shard !== undefined || known.length > 0;
  // Claims are compared one after the other: their probes work in the same memory.
  const workspaces: Workspace<P>[] = [];
  let probe: Probe<P> | undefined;
  let budgetSpent = false;
  try {
    for (const [k, claim] of stated.claims.entries()) {
      const memory = remembers ? memories[k] : undefined;
      probe = new Probe(point, claim, probeOptions(options, onCalls, memory), counter, mutated, workspaces);
      claims.push(
        yield* checkClaim(point, claim, probe, {
          ...options,
          accept: { relative: options.accept?.relative ?? 0, absolute: options.accept?.absolute ?? 0 },
          shard: options.shard ?? { index: 0, count: 1 },
          affordable: Math.floor((options.maxEvaluations - counter.valueCalls - 40) / 3),
        }),
      );
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    budgetSpent = true;
  }
  budgetSpent ||= claims.some(({ leaves }) => leaves.some(({ reason }) => reason === 'budget'));
  const broken = probe ? yield* brokenLaws(stated.laws, probe, claims) : [];
  throwIfAborted(options.signal);
  const captured = subject.captured
    ? yield* atPoint(
        'captured',
        at => subject.captured!(at),
        names => names,
        point,
      )
    : [];
  const forms = [...new Set([...stated.claims.map(claim => claim.form), ...stated.laws.map(law => law.form)])];
  return {
    point,
    claims,
    broken,
    forms,
    reusedBuffer: stated.reusedBuffer(),
    outputs: stated.outputs,
    captured,
    environment: subject.environment?.(),
    budgetSpent,
    memories,
  };
}

function* conclude<P>(
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
    const curve = drawn ? yield* withinBudget(measureEvidence(entry)) : undefined;
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
    warnings: warningsOf(findings, worst),
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

function reasonOf<P>(findings: Findings<P>, worst: ReturnType<typeof worstPerLeaf<P>>): InconclusiveReason {
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
  worst: ReturnType<typeof worstPerLeaf<P>>,
  reason: InconclusiveReason,
  options: ResolvedOptions<P>,
  counter: Counter,
): GradientCheck['inconclusive'] & object {
  if (reason !== 'budget') return inconclusiveEvidence(findings.claims, worst, reason, options.requiredResolution);
  const { memories, point } = findings;
  // What was not even begun: nothing of it was looked at.
  const begun = new Set(worst.map(({ leaf }) => leaf));
  const unseen = point.leaves.filter(leaf => leaf.checked && !begun.has(leaf)).reduce((sum, { size }) => sum + size, 0);
  const unchecked = unseen + worst.reduce((sum, { result }) => sum + result.leftOut, 0);
  return { reason, spent: counter.valueCalls, needed: memories.length * expectedCalls(point, options), unchecked };
}
