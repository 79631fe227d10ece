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
  /** The claim that the adjoint of the user's product would be: every entry. */
  readonly adjoint?: ArrayLike<number>;
  /** Flat indices that were measured, ascending: all, or a sample. */
  readonly indices: ArrayLike<number>;
  /** Per measured index. */
  readonly numeric: ArrayLike<number>;
  /** Error bound of `numeric`, per measured index. */
  readonly bound: ArrayLike<number>;
  /** Per measured index: 0 agrees, 1 differs, 2 undecided, 3 at a kink. */
  readonly status: ArrayLike<0 | 1 | 2 | 3>;
  /** Per measured index: the one-sided slopes differ, and `numeric` is the one nearer to the claim. */
  readonly corner?: readonly boolean[];
  readonly verdict: Verdict;
}

/** An array whose extents a sum or a mean may have run over. */
export interface KnownShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What was seen beside the numbers. Paths of parameters throughout. */
export interface Observations {
  /** Their derivative grows by the same amount with each call. */
  readonly accumulating: readonly string[];
  /** Identities between derivatives that do not hold, and the parameters concerned. */
  readonly brokenLaws: readonly (Pick<Diagnosis, 'phrase' | 'evidence' | 'advice' | 'where'> & {
    /** A wrong derivative breaks it in any case: it says nothing beside numbers that differ. */
    readonly follows: boolean;
  })[];
  /** Their derivative is the same whatever the cotangent (or tangent). */
  readonly ignoring: readonly string[];
  /** What is ignored. */
  readonly direction: 'cotangent' | 'tangent';
  /** Their derivative is the same at another point, where the function's slope is another. */
  readonly stale: readonly string[];
  /** The derivative wrote to these, and is right for what it left there. */
  readonly overwritten: readonly string[];
  readonly outputs: readonly KnownShape[];
  /** Cotangent of the claim that is compared, when its derivative is a vjp of one output array. */
  readonly cotangent?: { readonly values: ArrayLike<number>; readonly shape: readonly number[] };
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
