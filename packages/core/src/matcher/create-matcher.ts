import { calledFrom } from '../called-from.ts';
import { check } from '../check.ts';
import { drive, isThenable } from '../effect.ts';
import { isGradcheckError } from '../errors.ts';
import type { RecordedCheck } from '../gradient-run.ts';
import { type CheckOptions, type Progress, resolveOptions } from '../options.ts';
import { failureMessage } from '../result/message.ts';
import type { Paint } from '../result/paint.ts';
import type { Differentiable } from '../subject/differentiable.ts';
import type { GradientCheck } from '../types.ts';
import { fromTest } from './from-test.ts';
import { tracked } from './tracked.ts';

/** What the `this` of a matcher holds in every runner. */
export interface MatcherState {
  readonly isNot?: boolean;
  readonly promise?: string;
  /** The test file; runners of other kinds do not tell it. */
  readonly testPath?: string;
}

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What one assertion found out; the runner's door adds where and when. */
export type Emitted = Pick<RecordedCheck, 'expectation' | 'passed' | 'milliseconds'> &
  Partial<Pick<RecordedCheck, 'check' | 'error'>>;

/** What a runner's door does for one assertion. Opened when the matcher is called: later, `this` may belong to another test. */
export interface Door {
  /** Keeps the record; tells, when it is asked, where the report will show it. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a door without reports returns nothing
  emit(emitted: Emitted): (() => string | undefined) | void;
  /**
   * An asynchronous assertion began; `settled` tells when it is over, `forgotten` whether the test has awaited it: if not, what to
   * fail the test with.
   */
  watch?(settled: Promise<unknown>, forgotten: () => Error | undefined): void;
  /** Shows how far a long check is, where somebody may be looking. */
  progress?(): ProgressLine | undefined;
  readonly paint: Paint;
}

/** A line on a terminal, told now and then. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** The check is over, however it ended. */
  stop(): void;
}

export interface Runner<State> {
  open(state: State): Door;
  /** Links that the runner adds to a matcher's promise before the test gets it. */
  readonly links: number;
}

export type Matcher<State> = <P>(
  this: State,
  received: Differentiable<P>,
  options: CheckOptions<P>,
) => MatcherResult | Promise<MatcherResult>;

/** `toHaveCorrectGradients` for a runner: synchronous until the subject returns a promise. */
export function createMatcher<State extends MatcherState>({ open, links }: Runner<State>): Matcher<State> {
  return function toHaveCorrectGradients(received, options) {
    const { testPath } = this;
    const negated = this.isNot === true;
    const door = open(this);
    const started = performance.now();
    const line = door.progress?.();
    const conclude = (check: GradientCheck): MatcherResult => {
      line?.stop();
      const passed = check.verdict === (negated ? 'incorrect' : 'correct');
      const expectation = negated ? 'incorrect' : 'correct';
      const place = door.emit({ expectation, passed, milliseconds: performance.now() - started, check });
      return {
        // Inconclusive fails both ways.
        pass: passed !== negated,
        message: () => {
          const report = place?.();
          return failureMessage(check, { negated, paint: door.paint, ...(report === undefined ? {} : { report }) });
        },
      };
    };
    const misused = (error: unknown, call?: Error): never => {
      line?.stop();
      if (isGradcheckError(error)) {
        fromTest(error, testPath, call);
        const { code, message } = error;
        const expectation = negated ? 'incorrect' : 'correct';
        door.emit({ expectation, passed: false, milliseconds: performance.now() - started, error: { code, message } });
      }
      throw error;
    };
    let found: GradientCheck | Promise<GradientCheck>;
    try {
      // Without a point it is refused like any other.
      found = calledFrom(toHaveCorrectGradients as () => unknown, () => {
        const resolved = resolveOptions(options ?? ({} as CheckOptions<never>));
        const progressLine = line && { progressLine: (progress: Progress) => line.update(progress) };
        return drive(check(received, { ...resolved, ...progressLine }));
      });
    } catch (error) {
      return misused(error);
    }
    if (!isThenable(found)) return conclude(found);
    // V8 makes its stack when somebody reads it: of checks that fail.
    const call = new Error();
    const settled = (found as unknown as Promise<GradientCheck>).then(conclude, error => misused(error, call));
    // Bun takes a promise of its own kind only.
    if (!door.watch) return settled;
    let awaited = false;
    door.watch(
      settled.catch(() => undefined),
      () => {
        if (awaited) return undefined;
        const error = new Error(NOT_AWAITED);
        fromTest(error, testPath, call);
        return error;
      },
    );
    const onAwaited = () => {
      awaited = true;
    };
    const result = tracked(settled, links, onAwaited, error => fromTest(Object(error), testPath, call));
    // As far as runners look.
    return result as unknown as Promise<MatcherResult>;
  };
}

/** What an assertion that nobody awaited says. */
const NOT_AWAITED =
  'toHaveCorrectGradients() was not awaited, and its subject is asynchronous: the test would end before the verdict. Write `await expect(…).toHaveCorrectGradients(…)`.';
