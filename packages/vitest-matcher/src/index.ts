import {
  type CheckOptions,
  callSite,
  createMatcher,
  type Door,
  type Matcher,
  NOT_AWAITED,
  paintFor,
  type RecordedCheck,
} from '@gradcheck/core/matcher';
import { currentTask, type Task } from './current-task.ts';

export type { CheckOptions, Differentiable, GradientCheck } from '@gradcheck/core/matcher';

/** A record as it travels in `task.meta`: the reporter adds where it was made. */
export type TaskRecord = Omit<RecordedCheck, 'file' | 'titles' | 'ordinal' | 'project'>;

/** What Vitest gives a matcher as `this`. */
export interface VitestState {
  readonly isNot?: boolean;
  readonly promise?: string;
  readonly soft?: boolean;
  readonly poll?: boolean;
  readonly testPath?: string;
  readonly task?: unknown;
}

function open(state: VitestState): Door {
  if (state.poll) {
    throw new Error(
      'expect.poll does not fit toHaveCorrectGradients: a gradient does not become right by waiting. Use expect.',
    );
  }
  const task = currentTask(state.task as Task | undefined);
  const line = callSite(new Error().stack, state.testPath ?? task?.file?.filepath);
  const { env = {}, stdout } = globalThis.process ?? {};
  return {
    paint: paintFor(env, stdout?.isTTY === true),
    emit(emitted) {
      if (!task) return;
      const record: TaskRecord = {
        ...emitted,
        attempt: (task.result?.retryCount ?? 0) + 1,
        repeat: task.result?.repeatCount ?? 0,
        ...(line === undefined ? {} : { line }),
      };
      task.meta.gradcheck ??= [];
      (task.meta.gradcheck as TaskRecord[]).push(record);
    },
    watch(settled, isAwaited) {
      // Vitest itself waits for soft assertions and for those after .resolves.
      if (state.soft || state.promise) return;
      task?.context?.onTestFinished?.(async () => {
        if (isAwaited()) return;
        await settled;
        throw new Error(NOT_AWAITED);
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
