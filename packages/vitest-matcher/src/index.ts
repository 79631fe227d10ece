import {
  type CheckOptions,
  callingLine,
  callSite,
  createMatcher,
  type Door,
  type KnownCallSites,
  type Matcher,
  paintFor,
} from '@gradcheck/core/matcher';
import { noteProgress, reportAddress, writeSideCar } from '@gradcheck/reporters/side-car';
import { annotation, isAnnotating } from './annotate.ts';
import { currentTask, type Task } from './current-task.ts';
import { titlesOf } from './place.ts';
import type { SideCarLine, TaskRecord } from './record.ts';

export type { CheckOptions, Differentiable, GradientCheck } from '@gradcheck/core/matcher';
export type { TaskRecord } from './record.ts';

/** What Vitest gives a matcher as `this`. */
export interface VitestState {
  readonly isNot?: boolean;
  readonly promise?: string;
  readonly soft?: boolean;
  readonly poll?: boolean;
  readonly testPath?: string;
  readonly task?: unknown;
  /** The chai assertion, from Vitest 4 on. */
  readonly assertion?: unknown;
}

interface ChaiFlags {
  /** What the test gave as `expect(subject, message)`. */
  readonly message?: unknown;
  /** Made where the test wrote `.resolves`: the matcher is called later, from nowhere. */
  readonly error?: { readonly stack?: string };
}

/** By run of a test file: without isolation, a file that runs again after a change finds this module as it was. */
const callSites = new WeakMap<object, KnownCallSites>();

function callSitesOf(run: object | undefined): KnownCallSites {
  const known: KnownCallSites = (run && callSites.get(run)) ?? new Map();
  if (run) callSites.set(run, known);
  return known;
}

function open(state: VitestState): Door {
  if (state.poll) {
    throw new Error(
      'expect.poll does not fit toHaveCorrectGradients: a gradient does not become right by waiting. Use expect.',
    );
  }
  const task = currentTask(state.task as Task | undefined);
  const path = state.testPath ?? task?.file?.filepath;
  const flags = (state.assertion as { __flags?: ChaiFlags } | undefined)?.__flags ?? {};
  const line = callingLine(path, callSitesOf(task?.file)) ?? callSite(flags.error?.stack, path);
  const message = typeof flags.message === 'string' ? flags.message : undefined;
  return {
    get paint() {
      const { env = {}, stdout } = globalThis.process ?? {};
      // A worker has no terminal of its own: so Vitest tells its workers that it has one.
      return paintFor(env, stdout?.isTTY === true || env.FORCE_TTY === 'true');
    },
    progress: () => noteProgress(task?.name ?? ''),
    emit(emitted) {
      if (!task) return undefined;
      const record: TaskRecord = {
        ...emitted,
        attempt: (task.result?.retryCount ?? 0) + 1,
        repeat: task.result?.repeatCount ?? 0,
        ...(message === undefined ? {} : { message }),
        ...(line === undefined ? {} : { line }),
      };
      task.meta.gradcheck ??= [];
      const records = task.meta.gradcheck as TaskRecord[];
      const before = records.push(record) - 1;
      if (path !== undefined) writeSideCar({ task: task.id, path, record } satisfies SideCarLine);
      if (isAnnotating()) task.context?.annotate?.(annotation(record), 'gradcheck');
      return () => {
        const { attempt, repeat } = record;
        const earlier = records.slice(0, before).filter(other => other.attempt === attempt && other.repeat === repeat);
        return reportAddress({ file: path ?? '', titles: titlesOf(task), ordinal: earlier.length, repeat });
      };
    },
    watch(settled, forgotten) {
      // Vitest itself waits for soft assertions and for those after .resolves.
      if (state.soft || state.promise) return;
      task?.context?.onTestFinished?.(async () => {
        const error = forgotten();
        if (!error) return;
        await settled;
        throw error;
      });
    },
  };
}

/**
 * The matcher, for one's own `expect.extend({ toHaveCorrectGradients })`; `@gradcheck/vitest-matcher/setup` does it for you.
 */
export const toHaveCorrectGradients: Matcher<VitestState> = createMatcher<VitestState>({ open, links: 1 });

declare module 'vitest' {
  // No type parameters: their names and number differ between the versions of Vitest.
  interface Matchers {
    /**
     * Holds every derivative that the subject states against what its function shows. Await it when the subject is
     * asynchronous.
     */
    // biome-ignore lint/suspicious/noExplicitAny: the point may be any structure, and the interface has no parameter to carry it
    toHaveCorrectGradients(options: CheckOptions<any>): Promise<void>;
  }
  interface TaskMeta {
    gradcheck?: TaskRecord[];
  }
}
