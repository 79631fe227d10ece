import { throwIfAborted } from './abort.ts';
import { calledFrom } from './called-from.ts';
import { brokenLaws } from './claim/broken-laws.ts';
import { checkClaim } from './claim/check-claim.ts';
import type { ClaimResult } from './claim/claim-result.ts';
import { conclude } from './conclude.ts';
import { drive, type Effect } from './effect.ts';
import type { Findings } from './findings.ts';
import { GradientAssertionError } from './gradient-assertion-error.ts';
import { now } from './now.ts';
import { type CheckOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { readPoint } from './parameters/point.ts';
import type { Point, Workspace } from './parameters/types.ts';
import { BudgetSpent, LateMutation } from './probe/interruption.ts';
import { Memory } from './probe/memory.ts';
import { Probe } from './probe/probe.ts';
import type { Counter } from './probe/types.ts';
import { probeOptions } from './probe-options.ts';
import { progressReport } from './progress.ts';
import { UniformStream } from './random.ts';
import { failureMessage } from './result/message.ts';
import { claimsOf } from './subject/claims.ts';
import { atPoint } from './subject/context.ts';
import { type Differentiable, validateSubject } from './subject/differentiable.ts';
import type { Claims } from './subject/types.ts';
import type { GradientCheck } from './types.ts';

/** A promise if any member of the subject returns one, else the check itself. */
export type CheckOf<S> = true extends {
  [K in keyof S]: S[K] extends (...args: never[]) => infer R ? (R extends PromiseLike<unknown> ? true : never) : never;
}[keyof S]
  ? Promise<GradientCheck>
  : GradientCheck;

/** Nothing, or a promise of it as soon as one member of the subject returns a promise. */
export type AssertionOf<S> = CheckOf<S> extends Promise<unknown> ? Promise<undefined> : undefined;

/** Values at samples of one claim, none where nothing is kept. */
type MemoryOf = (claim: number) => Memory | undefined;

/** Value calls that a budget sets aside for behaviour, noise and second looks. */
const SET_ASIDE = 40;
/** Value calls that it reckons with for each coordinate: two, and some to spare. */
const PER_COORDINATE = 3;

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
 * @param memoryOf - what a pass over the user's functions begins with for a claim: values that are not evaluated again
 */
export function* check<P>(
  subject: Differentiable<P>,
  options: ResolvedOptions<P>,
  memoryOf: MemoryOf = options.shard ? () => new Memory() : () => undefined,
): Effect<GradientCheck> {
  const started = now();
  const counter: Counter = { valueCalls: 0, derivativeCalls: 0 };
  validateSubject(subject);
  const point = readPoint(options.at, options, subject.adapters ?? []);
  let findings: Findings<P>;
  try {
    findings = yield* gather(subject, point, options, counter, memoryOf);
  } catch (error) {
    if (!(error instanceof LateMutation)) throw error;
    // The function wrote to its argument, at a point where nobody had looked yet: once more, on copies.
    findings = yield* gather(subject, point, options, counter, memoryOf, error.paths);
  }
  const result = yield* conclude(findings, options, counter);
  const { shard } = options;
  const columns = shard ? findings.memories.flatMap((memory, claim) => memory!.columns(claim)) : [];
  return {
    ...result,
    ...(shard ? { shard: { ...shard, columns } } : {}),
    cost: { ...counter, milliseconds: now() - started },
  };
}

/**
 * One pass over the user's functions: every claim compared, every law held against the derivatives.
 * @param memoryOf - what a claim begins with
 * @param mutated - paths that an earlier pass saw written to: every call gets copies
 * @throws LateMutation when a function writes to its argument where nobody had looked yet
 */
function* gather<P>(
  subject: Differentiable<P>,
  point: Point<P>,
  options: ResolvedOptions<P>,
  counter: Counter,
  memoryOf: MemoryOf,
  mutated: readonly string[] = [],
): Effect<Findings<P>> {
  const random = new UniformStream(options.seed + 1);
  const stated: Claims<P> = yield* claimsOf(subject, point, options, random);
  const claims: ClaimResult<P>[] = [];
  const memories = stated.claims.map((_, claim) => memoryOf(claim));
  const onCalls = progressReport(point, options, stated.claims.length, now);
  // Claims are compared one after the other: their probes work in the same memory.
  const workspaces: Workspace<P>[] = [];
  let probe: Probe<P> | undefined;
  let budgetSpent = false;
  try {
    for (const [k, claim] of stated.claims.entries()) {
      probe = new Probe(point, claim, probeOptions(options, onCalls, memories[k]), counter, mutated, workspaces);
      claims.push(
        yield* checkClaim(point, claim, probe, {
          ...options,
          accept: { relative: options.accept?.relative ?? 0, absolute: options.accept?.absolute ?? 0 },
          shard: options.shard ?? { index: 0, count: 1 },
          affordable: Math.floor((options.maxEvaluations - counter.valueCalls - SET_ASIDE) / PER_COORDINATE),
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
