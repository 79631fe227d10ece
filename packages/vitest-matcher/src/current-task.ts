import * as vitest from 'vitest';

/** The parts of a Vitest task that are used, the same in Vitest 3, 4 and 5. */
export interface Task {
  readonly id: string;
  readonly name: string;
  readonly suite?: Suite;
  readonly file?: Suite & { readonly filepath: string };
  readonly meta: Record<string, unknown>;
  readonly result?: { readonly retryCount?: number; readonly repeatCount?: number };
  readonly context?: {
    onTestFinished?(hook: () => Promise<void>): void;
    annotate?(message: string, type: string): Promise<unknown>;
  };
}

/** A describe block, or the file. */
export interface Suite {
  readonly name: string;
  readonly suite?: Suite;
  readonly filepath?: string;
  readonly tasks: readonly (Suite | Task)[];
}

interface Storage {
  run<T>(task: unknown, callback: () => T): T;
  getStore(): unknown;
}

// Not imported: a browser has none, and bundlers would ask for it.
const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
const storage: Storage | undefined = hooks ? new hooks.AsyncLocalStorage() : undefined;

let latest: Task | undefined;

/** Keeps each test's task with everything that it calls, so that concurrent tests are not mixed up. */
export function followTasks(): void {
  // Vitest 3 has no aroundEach.
  const { aroundEach } = vitest as unknown as {
    aroundEach?: (hook: (run: () => Promise<void>, context: { task: unknown }) => Promise<void>) => void;
  };
  if (aroundEach && storage) {
    aroundEach((run, context) => storage.run(context.task, run));
  }
  vitest.beforeEach(context => {
    latest = context.task as unknown as Task;
  });
}

/**
 * Task of the running test: as the call chain says, as the runner says, or the one that started last. The last is a guess among
 * concurrent tests, and all that there is in Vitest 3 and, with the global `expect`, in browser mode.
 */
export function currentTask(stated: Task | undefined): Task | undefined {
  return (storage?.getStore() as Task | undefined) ?? stated ?? latest;
}
