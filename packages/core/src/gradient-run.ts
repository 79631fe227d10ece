import type { GradientCheck } from './types.ts';

/** Where and when a check was made in a test run: what a matcher hands to a reporter. */
export interface RecordedCheck {
  /** Test file, relative to the run's root, forward slashes. */
  readonly file: string;
  /** Line of the assertion, 1-based. */
  readonly line?: number;
  /** Titles from the outermost describe to the test. */
  readonly titles: readonly string[];
  /** How many checks of the same test attempt came before this one. */
  readonly ordinal: number;
  /** 1 for the first run of the test, 2 for its first retry. */
  readonly attempt: number;
  /** Repetition of the test (Vitest `repeats`), 0-based. */
  readonly repeat: number;
  /** Vitest or Jest project name. */
  readonly project?: string;
  /** 'correct' for a plain assertion, 'incorrect' under `.not`. */
  readonly expectation: 'correct' | 'incorrect';
  /** Whether the assertion held. */
  readonly passed: boolean;
  /** Custom message given to `expect(x, message)`. */
  readonly message?: string;
  readonly milliseconds: number;
  /** The check; absent when the assertion threw a misuse error. */
  readonly check?: GradientCheck;
  /** Misuse: code and text. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Shard it came from, after a merge: "1/2". */
  readonly shard?: string;
  /** After a merge of unlike runs: what ran it, in which folder of the repository, and the project that it named. */
  readonly origin?: { readonly runner: string; readonly folder?: string; readonly project?: string };
}

/** A whole run, plain JSON. */
export interface GradientRun {
  readonly schemaVersion: 1;
  readonly project: string;
  /** The runner's root within the repository, forward slashes: what is missing in front of the checks' files. Absent at its top. */
  readonly folder?: string;
  readonly branch?: string;
  readonly commit?: string;
  /** ISO 8601, UTC; read once at the edge. */
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly runner: { readonly name: string; readonly version: string };
  readonly node: string;
  readonly gradcheck: string;
  readonly shard?: { readonly index: number; readonly count: number };
  /** Shards merged into this run. */
  readonly shards?: readonly string[];
  readonly checks: readonly RecordedCheck[];
  /** Problems of the run itself: a crashed worker, a missing shard. */
  readonly problems: readonly string[];
}
