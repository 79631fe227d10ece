import type { RecordedCheck } from '@gradcheck/core/matcher';

/** A record as it travels in `task.meta`: the reporter adds which test it belongs to. */
export type TaskRecord = Omit<RecordedCheck, 'file' | 'titles' | 'ordinal' | 'project'>;

/** The same in a side-car file, for the reporter to find when the worker's last reports were lost in a crash. */
export interface SideCarLine {
  /** Id of the test. */
  readonly task: string;
  /** Absolute path of the test file. */
  readonly path: string;
  readonly record: TaskRecord;
}
