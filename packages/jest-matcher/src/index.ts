import { callSite, createMatcher, type Door, type Matcher, NOT_AWAITED, paintFor } from '@gradcheck/core/matcher';
import { identify, type JestState } from './identity.ts';
import { FOLDER_VARIABLE, writeRecord } from './sidecar.ts';

export type { CheckOptions, Differentiable, GradientCheck } from '@gradcheck/core/matcher';
export type { JestState } from './identity.ts';

interface Pending {
  readonly settled: Promise<unknown>;
  isAwaited(): boolean;
}

let pending: Pending[] = [];
const run = `${process.pid}-${Math.round(performance.timeOrigin + performance.now())}`;

function open(state: JestState): Door {
  const identity = identify(state);
  const stack = process.env[FOLDER_VARIABLE] ? new Error().stack : undefined;
  return {
    paint: paintFor(process.env, process.stdout.isTTY === true),
    emit(emitted) {
      const line = callSite(stack, state.testPath);
      writeRecord({
        path: state.testPath ?? '',
        ...identity,
        run,
        ...(line === undefined ? {} : { line }),
        emitted,
      });
    },
    watch(settled, isAwaited) {
      if (!state.promise) pending.push({ settled, isAwaited });
    },
  };
}

/** The matcher, for one's own `expect.extend({ toHaveCorrectGradients })`; `@gradcheck/jest-matcher/setup` does it for you. */
export const toHaveCorrectGradients: Matcher<JestState> = createMatcher<JestState>({ open, links: 2 });

/** Fails the test whose asynchronous assertion nobody awaited: an `afterEach` hook. */
export async function failUnawaited(): Promise<void> {
  const forgotten = pending.filter(({ isAwaited }) => !isAwaited());
  pending = [];
  if (forgotten.length === 0) return;
  await Promise.all(forgotten.map(({ settled }) => settled));
  throw new Error(NOT_AWAITED);
}
