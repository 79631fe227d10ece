import type { Effect } from '../effect.ts';
import type { FloatArray } from '../parameters/types.ts';
import type { DerivativeForm } from '../types.ts';

/** A scalar function of the parameters, together with what the user says its derivative is. */
export interface Claim<P> {
  readonly form: DerivativeForm;
  /** For one output entry of a jacobian or hessian, its name as code would reach it (`y[3]`). */
  readonly output?: string;
  /** `full`: compare as `coverage` says. `directions`: a second opinion, random directions suffice. */
  readonly effort: 'full' | 'directions';
  /** One call of the user's function, contracted to a number; NaN and infinities pass through. */
  value(point: P): number | PromiseLike<number>;
  /** For a contraction: how its terms are rounded at the point, once `value` was called there. */
  readonly rounding?: { readonly size: number };
  /** Many points in one call, when the user gave `valueBatch`. */
  valueBatch?(points: readonly P[]): ArrayLike<number> | PromiseLike<ArrayLike<number>>;
  /**
   * The claimed derivative: one fresh array per leaf.
   * @param borrow - the user's own arrays will do, where there are such: they are valid until the next call
   */
  derivative(point: P, borrow?: boolean): FloatArray[] | PromiseLike<FloatArray[]>;
  /** What it would be if the user's product (or matrix) were its own transpose; for a square Jacobian. */
  adjoint?(point: P): FloatArray[] | PromiseLike<FloatArray[]>;
  /** For a vjp of one output array: the cotangent. */
  readonly cotangent?: { readonly values: Float64Array; readonly shape: readonly number[] };
}

type AtPoint<P> = <R>(use: (copy: P) => R | PromiseLike<R>) => Effect<R>;

/** An identity between derivative calls alone, exact to rounding: no differences are needed. */
export interface Law<P> {
  readonly form: DerivativeForm;
  readonly kind: 'linear-in-cotangent' | 'linear-in-tangent' | 'adjoint' | 'symmetric';
  /**
   * Relative defect: 0 when it holds exactly; per leaf where it can be attributed.
   * @param atPoint - hands out a copy of the point for one call: the user's function may write to it
   */
  defect(atPoint: AtPoint<P>): Effect<LawDefect>;
}

export interface LawDefect {
  readonly relative: number;
  /** Rounding allowance in the precision of the derivative. */
  readonly allowed: number;
  /** Paths concerned; all when it cannot be attributed. */
  readonly where: readonly string[];
  /** Of those, the ones whose derivative is the same whatever the cotangent or tangent. */
  readonly ignoring: readonly string[];
}

/** A law that does not hold. */
export interface BrokenLaw {
  readonly form: DerivativeForm;
  readonly kind: Law<unknown>['kind'];
  readonly defect: LawDefect;
}

export interface Claims<P> {
  readonly claims: readonly Claim<P>[];
  readonly laws: readonly Law<P>[];
  /** The output was refilled in place by a later call (copied by us, so harmless). */
  readonly reusedBuffer: () => boolean;
  /** Arrays that `value` returns. */
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
}
