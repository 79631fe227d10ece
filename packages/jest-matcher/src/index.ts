import {
  callingLine,
  createMatcher,
  type Door,
  type KnownCallSites,
  type Matcher,
  paintFor,
} from '@gradcheck/core/matcher';
import { distinctTitles, hasSideCar, reportAddress, writeSideCar } from '@gradcheck/reporters/side-car';
import { type Identity, identify, type JestState } from './identity.ts';
import { progressLine } from './progress-line.ts';
import type { JestRecord } from './record.ts';

export type { CheckOptions, Differentiable, GradientCheck } from '@gradcheck/core/matcher';
export type { JestState } from './identity.ts';

interface Pending {
  readonly settled: Promise<unknown>;
  forgotten(): Error | undefined;
}

let pending: Pending[] = [];
// Jest gives every test file modules of its own: one load of this module is one run of a file.
const startedAt = Date.now();
const callSites: KnownCallSites = new Map();
const run = { id: `${process.pid}-${startedAt}-${Math.random()}`, startedAt };

/** Test and attempt → its checks so far. */
const counts = new Map<string, number>();

function ordinalOf({ titles, fullName, namesakes, attempt }: Identity): number {
  const key = JSON.stringify([titles ?? fullName, namesakes, attempt]);
  const ordinal = counts.get(key) ?? 0;
  counts.set(key, ordinal + 1);
  return ordinal;
}

function open(state: JestState): Door {
  // Read now: after the first await, another test may be running.
  const identity = hasSideCar() ? identify(state) : undefined;
  const line = identity && callingLine(state.testPath, callSites);
  return {
    progress: () => progressLine(),
    get paint() {
      return paintFor(process.env, process.stdout.isTTY === true);
    },
    emit(emitted) {
      if (!identity) return undefined;
      const record: JestRecord = {
        path: state.testPath ?? '',
        ...identity,
        run,
        ...(line === undefined ? {} : { line }),
        emitted,
      };
      writeSideCar(record);
      const ordinal = ordinalOf(identity);
      return () => {
        const titles = distinctTitles(identity.titles ?? [identity.fullName], identity.namesakes);
        return reportAddress({ file: record.path.replaceAll('\\', '/'), titles, ordinal, repeat: 0 });
      };
    },
    watch(settled, forgotten) {
      if (!state.promise) pending.push({ settled, forgotten });
    },
  };
}

/** The matcher, for one's own `expect.extend({ toHaveCorrectGradients })`; `@gradcheck/jest-matcher/setup` does it for you. */
export const toHaveCorrectGradients: Matcher<JestState> = createMatcher<JestState>({ open, links: 2 });

/** Fails the test whose asynchronous assertion nobody awaited: an `afterEach` hook. */
export async function failUnawaited(): Promise<void> {
  const unawaited = pending.flatMap(({ settled, forgotten }) => {
    const error = forgotten();
    return error ? [{ settled, error }] : [];
  });
  pending = [];
  await Promise.all(unawaited.map(({ settled }) => settled));
  const [first] = unawaited;
  if (first) throw first.error;
}
