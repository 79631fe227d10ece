import type { Effect } from '../effect.ts';
import { isFloat32 } from '../parameters/float-array.ts';
import type { Point } from '../parameters/types.ts';
import type { DerivativeForm } from '../types.ts';
import type { RandomVector } from './contraction.ts';
import type { Law, LawDefect } from './types.ts';
import { contract } from './vector-function.ts';

/** A product with a derivative: direction in, flat result out. Both arrays belong to whoever gets them. */
export type Product<P> = (point: P, direction: Float64Array) => Float64Array | PromiseLike<Float64Array>;

/**
 * Rounding that a sum of products may carry, by the precision of its terms. One narrow parameter suffices: what is computed
 * from it is rounded as it is, even where the result is kept in a double.
 */
function allowance<P>(point: Point<P>, ...results: readonly Float64Array[]): number {
  const isNarrow = point.leaves.some(({ dtype }) => dtype === 'float32' || dtype === 'float16');
  return isNarrow || results.some(result => result.every(isFloat32)) ? 1e-4 : 1e-8;
}

function relativeDistance(a: Float64Array, b: Float64Array): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(a[i]!), Math.abs(b[i]!));
  }
  return size > 0 ? difference / size : 0;
}

/** Σ |aᵢbᵢ|, in the memory of both. */
function contractSizes(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) a[i] = Math.abs(a[i]!);
  for (let i = 0; i < b.length; i++) b[i] = Math.abs(b[i]!);
  return contract(a, b);
}

/** D(αu + βv) = αDu + βDv, with α and β of no common scale. */
export function linearityLaw<P>(
  form: DerivativeForm,
  kind: 'linear-in-cotangent' | 'linear-in-tangent',
  point: Point<P>,
  product: Product<P>,
  u: RandomVector,
  v: RandomVector,
): Law<P> {
  const [alpha, beta] = [0.75, -1.25];
  // In the memory of one of the two: as long as a parameter, or an output.
  const combine = (a: Float64Array, b: Float64Array): Float64Array => {
    for (let i = 0; i < a.length; i++) a[i] = alpha * a[i]! + beta * b[i]!;
    return a;
  };
  return {
    form,
    kind,
    *defect(atPoint): Effect<LawDefect> {
      const checked = point.leaves.filter(leaf => leaf.checked);
      // The result of a vjp has an entry per coordinate; that of a jvp has one per output, and concerns all.
      const parts = kind === 'linear-in-cotangent' ? checked : [undefined];
      const of = (values: Float64Array, leaf: (typeof parts)[number]): Float64Array =>
        leaf ? values.subarray(leaf.offset, leaf.offset + leaf.size) : values;
      const pathsOf = (holds: (of: (values: Float64Array) => Float64Array) => boolean): string[] =>
        parts
          .filter(leaf => holds(values => of(values, leaf)))
          .flatMap(leaf => (leaf ? [leaf] : checked).map(({ path }) => path));
      function* apart(): Effect<{ sum: Float64Array; rounding: number; ignoring: string[] }> {
        const du = yield* atPoint(at => product(at, u.given()));
        const dv = yield* atPoint(at => product(at, v.given()));
        const ignoring = pathsOf(part => relativeDistance(part(du), part(dv)) === 0 && part(du).some(x => x !== 0));
        const rounding = allowance(point, du, dv);
        return { sum: combine(du, dv), rounding, ignoring };
      }
      const { sum, rounding, ignoring } = yield* apart();
      const combination = combine(u.given(), v.given());
      const mixed = yield* atPoint(at => product(at, combination));
      const allowed = 16 * Math.max(rounding, allowance(point, mixed));
      return {
        relative: relativeDistance(mixed, sum),
        allowed,
        where: pathsOf(part => relativeDistance(part(mixed), part(sum)) > allowed),
        ignoring,
      };
    },
  };
}

/** <u, Jv> = <Jᵀu, v>: exact to rounding, no differences needed. */
export function adjointLaw<P>(
  point: Point<P>,
  vjp: Product<P>,
  jvp: Product<P>,
  cotangent: RandomVector,
  tangent: RandomVector,
): Law<P> {
  return productLaw('vjp', 'adjoint', point, vjp, jvp, cotangent, tangent);
}

/** <u, Hv> = <v, Hu>. */
export function symmetryLaw<P>(
  form: DerivativeForm,
  point: Point<P>,
  hvp: Product<P>,
  u: RandomVector,
  v: RandomVector,
): Law<P> {
  return productLaw(form, 'symmetric', point, hvp, hvp, u, v);
}

/** <left(a), b> = <a, right(b)>. */
function productLaw<P>(
  form: DerivativeForm,
  kind: 'adjoint' | 'symmetric',
  point: Point<P>,
  left: Product<P>,
  right: Product<P>,
  a: RandomVector,
  b: RandomVector,
): Law<P> {
  return {
    form,
    kind,
    *defect(atPoint): Effect<LawDefect> {
      const leftOfA = yield* atPoint(at => left(at, a.given()));
      const rightOfB = yield* atPoint(at => right(at, b.given()));
      const difference = Math.abs(contract(leftOfA, b.values) - contract(a.values, rightOfB));
      // The terms' sizes, not their sum: it may cancel.
      const size = contractSizes(leftOfA, b.given()) + contractSizes(a.given(), rightOfB);
      return {
        relative: size > 0 ? difference / size : 0,
        allowed: allowance(point, leftOfA, rightOfB),
        where: point.leaves.filter(leaf => leaf.checked).map(leaf => leaf.path),
        ignoring: [],
      };
    },
  };
}
