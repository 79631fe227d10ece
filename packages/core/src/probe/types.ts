import type { Memory } from './memory.ts';

export interface ProbeOptions {
  readonly concurrency: number;
  readonly maxEvaluations: number;
  readonly signal: AbortSignal | undefined;
  /** Called after every batch with the value calls made so far. */
  readonly onCalls: ((valueCalls: number) => void) | undefined;
  /** Values known from elsewhere, and kept for elsewhere. */
  readonly memory?: Memory | undefined;
}

/** Calls made on behalf of one check, shared by the probes of all its claims. */
export interface Counter {
  valueCalls: number;
  derivativeCalls: number;
}
