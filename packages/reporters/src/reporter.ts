import type { GradientRun, RecordedCheck } from '@gradcheck/core';

/** Makes something of a run: the built-in reporters have no other way in. */
export interface GradientReporter {
  readonly name: string;
  /** File of the page that it writes, where every check has an address: failing assertions name it. */
  readonly page?: string;
  /** The same reporter, its relative paths taken from a folder: a runner's root. Without it they are taken from the working directory. */
  within?(root: string): GradientReporter;
  /** Each check in turn, before `onRunEnd`: by file, in each as they were made. */
  onCheck?(recorded: RecordedCheck): void | Promise<void>;
  /** The whole run. */
  onRunEnd(run: GradientRun): void | Promise<void>;
}
