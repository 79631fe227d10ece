import type { Diagnosis, Verdict } from '../types.ts';

/** Claimed and measured derivative of one parameter, in the user's units. */
export interface ComparedParameter {
  readonly path: string;
  readonly shape: readonly number[];
  readonly dtype: 'number' | 'float16' | 'float32' | 'float64';
  /** The point: every entry. */
  readonly values: ArrayLike<number>;
  /** The claim: every entry. */
  readonly claimed: ArrayLike<number>;
  /** Flat indices that were measured, ascending: all, or a sample. */
  readonly indices: ArrayLike<number>;
  /** Per measured index. */
  readonly numeric: ArrayLike<number>;
  /** Error bound of `numeric`, per measured index. */
  readonly bound: ArrayLike<number>;
  /** Per measured index: 0 agrees, 1 differs, 2 undecided, 3 at a kink. */
  readonly status: ArrayLike<0 | 1 | 2 | 3>;
  readonly verdict: Verdict;
}

/** What was seen beside the numbers. */
export interface Observations {
  readonly accumulates: boolean;
  readonly ignoresCotangent: boolean;
  readonly mutatesInput: readonly string[];
  /** The derivative belongs to a point of an earlier call. */
  readonly stale: boolean;
  readonly precision: 'float64' | 'float32';
}

/** What a pattern may look at. */
export interface Scene {
  /** Every checked parameter. */
  readonly parameters: readonly ComparedParameter[];
  /** Those whose verdict is incorrect. */
  readonly wrong: readonly ComparedParameter[];
  readonly observations: Observations;
}

/** One kind of mistake: recognises it, or returns nothing. */
export type Pattern = (scene: Scene) => Diagnosis | undefined;
