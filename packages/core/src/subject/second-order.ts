import { after } from '../effect.ts';
import { misuse } from '../errors.ts';
import { coordinateLabel } from '../parameters/paths.ts';
import type { Point } from '../parameters/types.ts';
import type { Context, Members } from './context.ts';
import { RandomVector } from './contraction.ts';
import { addColumns, addDense, type Batch } from './dense-claims.ts';
import { type DenseDerivative, readHessian } from './dense-derivative.ts';
import { withDirection } from './directions.ts';
import { linearityLaw, type Product, symmetryLaw } from './laws.ts';
import { flatten } from './linear-map.ts';
import { callUser } from './user-call.ts';
import { contract, type OutputReader, VectorFunction } from './vector-function.ts';

/** The gradient as a vector-valued function, in the numbering of the point. */
function gradientReader<P>(point: Point<P>): OutputReader {
  const read = (gradient: unknown): Float64Array => flatten(point, point.readDerivative(gradient, 'gradient()'));
  return {
    size: point.size,
    read,
    contract(gradient, weights, rounding) {
      const leaves = point.readDerivative(gradient, 'gradient()');
      rounding?.look(
        leaves.map((values, k) => ({ values, dtype: point.leaves[k]!.dtype })),
        weights,
      );
      return contract(flatten(point, leaves), weights);
    },
    label(entry) {
      const leaf = point.leaves.find(({ offset, size }) => entry < offset + size)!;
      return `∂f/∂${coordinateLabel(leaf.path, entry - leaf.offset, leaf.shape)}`;
    },
    arrays: [],
  };
}

/** hvp and hessian, against differences of `gradient`. */
export function secondOrder<P>(members: Members<P>, context: Context<P>): void {
  const { point, adapters, random, turns, laws } = context;
  if (!members.gradient) {
    throw misuse('ERR_SUBJECT', {
      what: `${members.hvp ? 'hvp' : 'hessian'} is checked against differences of the gradient, and the subject has none`,
      advice: ['Add gradient(p).'],
    });
  }
  const gradient = members.gradient;
  const f = new VectorFunction<P>('gradient', at => gradient(at), gradientReader(point));
  context.functions.push(f);
  // A batch of values says nothing about gradients.
  const alone: Batch<P> = () => ({});
  const u = new RandomVector(point.size, random, turns);
  const v = new RandomVector(point.size, random, turns);
  if (members.hvp) {
    const read = (result: unknown): Float64Array => flatten(point, point.readDerivative(result, 'hvp()'));
    const hvp: Product<P> = (at, tangent) =>
      withDirection(point, tangent, (made: P) => callUser('hvp', (point: P) => members.hvp!(point, made), at, read));
    addColumns(context, f, 'hvp', u, hvp, alone);
    laws.push(linearityLaw('hvp', 'linear-in-tangent', point, hvp, u, v), symmetryLaw('hvp', point, hvp, u, v));
  }
  if (members.hessian) {
    const dense = (at: P): DenseDerivative | PromiseLike<DenseDerivative> =>
      callUser('hessian', members.hessian!, at, result => readHessian(result, point, adapters));
    addDense(context, f, 'hessian', dense, alone);
    const product: Product<P> = (at, direction) => {
      const apply = (d: DenseDerivative): Float64Array =>
        Float64Array.from({ length: point.size }, (_, r) => contract(flatten(point, d.row(r)), direction));
      return after(dense(at), apply);
    };
    laws.push(symmetryLaw('hessian', point, product, u, v));
  }
}
