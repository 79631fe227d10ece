import type { Emitted } from '@gradcheck/core/matcher';
import type { Identity } from './identity.ts';

/** A record as it travels from a worker to the reporter: one line of a side-car file. */
export interface JestRecord extends Identity {
  /** Absolute path of the test file. */
  readonly path: string;
  /** This run of this file, and when it began: Jest runs a file again when its worker crashed. */
  readonly run: { readonly id: string; readonly startedAt: number };
  readonly line?: number;
  readonly emitted: Emitted;
}
