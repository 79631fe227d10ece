import type { Tree } from './tree.ts';

/** Storage for numbers of a leaf, in the leaf's own precision (float16 is held as float32 and rounded). */
export type FloatArray = Float64Array | Float32Array;

/** One array of numbers within the point. */
export interface Leaf {
  /** As code would reach it: `W2`, `layers.0.bias`; `x` when the point is a single leaf. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly dtype: 'number' | 'float16' | 'float32' | 'float64';
  /** Position of the first coordinate in the flat numbering over all leaves. */
  readonly offset: number;
  /** Pristine values, row-major; never written. */
  readonly values: FloatArray;
  /** What the leaf stores when x is written to it. */
  round(x: number): number;
  /** Distance between neighbouring storable numbers at 1: 2^-52, 2^-23 or 2^-10. */
  readonly ulp: number;
  /** `wrt`: false for parameters held constant. */
  readonly checked: boolean;
  /** `bounds`: smallest and largest value ever evaluated. */
  readonly lower: number;
  readonly upper: number;
  /**
   * `structure`: what can vary. Coordinate k of the structure moves `indices[j]` by `weights[j]`; absent for free parameters,
   * where coordinate k moves entry k by 1.
   */
  readonly tangents?: readonly Tangent[];
}

export interface Tangent {
  readonly indices: readonly number[];
  readonly weights: readonly number[];
}

/**
 * A private copy of the point that samples are written to, and handed to the user's functions.
 * `P` is the user's structure.
 */
export interface Workspace<P> {
  /** One array per leaf, row-major; write here, then call `tree`. */
  readonly data: readonly FloatArray[];
  /**
   * The user's structure over `data`. With `fresh`, every array in it is a new copy; without, typed arrays are views of the
   * workspace's own and everything else is a copy.
   */
  tree(fresh: boolean): P;
  /** Paths of leaves whose entries in `tree` no longer equal `data` (the user's function wrote to them); repairs shared storage. */
  mutated(tree: P, expected: readonly FloatArray[]): string[];
  /** Paths of leaves whose entries in `data` are not the expected ones: written to through shared storage; repairs them. */
  overwritten(expected: readonly FloatArray[]): string[];
  /** Frees what `tree` made (tensors). */
  release(tree: P): void;
}

export interface Point<P> {
  readonly leaves: readonly Leaf[];
  /** The user's structure over them. */
  readonly tree: Tree;
  /** Coordinates over all leaves. */
  readonly size: number;
  /** Paths of parameters that share storage in the user's point. */
  readonly aliases: readonly (readonly [string, string])[];
  workspace(): Workspace<P>;
  /**
   * Reads a derivative (same structure as the point) into one fresh array per leaf: Float32Array where the derivative
   * is stored as float32, else Float64Array.
   * @param borrow - no copy of what is such an array already
   * @throws GradcheckError ERR_DERIVATIVE_SHAPE listing every missing, extra and misshapen part
   */
  readDerivative(derivative: unknown, of: string, borrow?: boolean): FloatArray[];
}
