import { after, type Effect } from '../effect.ts';
import { matchDerivative } from '../parameters/derivative-shape.ts';
import { leavesOf } from '../parameters/tree.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import type { FloatArray } from '../parameters/types.ts';
import { adjointOf } from './adjoint.ts';
import { batchOf } from './batch.ts';
import { atPoint, type Context, type Members } from './context.ts';
import { contracted, RandomVector } from './contraction.ts';
import { addColumns, addDense, type Batch } from './dense-claims.ts';
import { readJacobian } from './dense-derivative.ts';
import { withDirection } from './directions.ts';
import { adjointLaw, linearityLaw, type Product } from './laws.ts';
import { flatten, gradientByColumns } from './linear-map.ts';
import type { Claim } from './types.ts';
import { callUser } from './user-call.ts';
import { inOrder, type OutputForm, outputForm, VectorFunction, valueReader } from './vector-function.ts';

/** vjp, jvp and jacobian, against `value` with any output. */
export function* firstOrder<P>(members: Members<P>, context: Context<P>): Effect<void> {
  const { point, options, adapters, random, turns, laws } = context;
  const call = (at: P): unknown => members.value!(at);
  const form = yield* atPoint('value', call, output => outputForm(output, adapters, 'value()'), point);
  const f = new VectorFunction<P>('value', call, valueReader(form, adapters));
  context.functions.push(f);
  const batch: Batch<P> = weights => batchOf(options, adapters, output => f.outputs.contract(output, weights.values));
  const outputs = leavesOf(form.tree);
  const u = new RandomVector(form.size, random, turns, outputs);
  const v = new RandomVector(form.size, random, turns, outputs);
  if (members.vjp) {
    const vjp = vjpOf(members, form, context);
    const product: Product<P> = (at, cotangent) => flattened(vjp(at, cotangent, true));
    const flattened = (result: FloatArray[] | PromiseLike<FloatArray[]>): Float64Array | PromiseLike<Float64Array> =>
      after(result, leaves => flatten(point, leaves));
    addPair(context, f, [u, v], vjp, product, batch);
    laws.push(linearityLaw('vjp', 'linear-in-cotangent', point, product, u, v));
    if (members.jvp) {
      const s = new RandomVector(point.size, random, turns);
      laws.push(adjointLaw(point, product, jvpOf(members, form, context), u, s));
    }
  }
  if (members.jvp) {
    const jvp = jvpOf(members, form, context);
    addColumns(context, f, 'jvp', u, jvp, batch);
    const s = new RandomVector(point.size, random, turns);
    const t = new RandomVector(point.size, random, turns);
    laws.push(linearityLaw('jvp', 'linear-in-tangent', point, jvp, s, t));
  }
  if (members.jacobian) {
    const dense = (at: P) =>
      callUser('jacobian', members.jacobian!, at, result => readJacobian(result, form, point, adapters));
    addDense(context, f, 'jacobian', dense, batch);
  }
}

type Vjp<P> = (at: P, cotangent: Float64Array, borrow?: boolean) => FloatArray[] | PromiseLike<FloatArray[]>;

function vjpOf<P>(members: Members<P>, form: OutputForm, { point }: Context<P>): Vjp<P> {
  return (at, cotangent, borrow) =>
    withDirection(form, cotangent, made =>
      callUser(
        'vjp',
        (point: P) => members.vjp!(point, made),
        at,
        result => point.readDerivative(result, 'vjp()', borrow),
      ),
    );
}

function jvpOf<P>(members: Members<P>, { tree }: OutputForm, { point, adapters }: Context<P>): Product<P> {
  const wanted = leavesOf(tree);
  const parts = wanted.map(({ path, shape, size }) => ({ path, shape, size, checked: true }));
  const read = (result: unknown): Float64Array => {
    const found = matchDerivative(parts, tree, result, adapters, {
      of: 'jvp()',
      like: 'the structure of the output',
      heading: 'value()',
      lone: 'y',
      expected: 'Expected one derivative per output, with the path and shape that value() gives it.',
    });
    return inOrder(found as TreeLeaf[], wanted)!;
  };
  return (at, tangent) =>
    withDirection(point, tangent, (made: P) => callUser('jvp', (point: P) => members.jvp!(point, made), at, read));
}

/** The same claim for two random cotangents: the first in full, the second as a check of the first. */
function addPair<P>(
  { claims, point }: Context<P>,
  f: VectorFunction<P>,
  weights: readonly [RandomVector, RandomVector],
  vjp: Vjp<P>,
  product: Product<P>,
  batch: Batch<P>,
): void {
  const [output, ...others] = f.outputs.arrays;
  for (const [k, w] of weights.entries()) {
    claims.push({
      form: 'vjp',
      effort: k === 0 ? 'full' : 'directions',
      ...contracted(f, w),
      derivative: (at, borrow) => vjp(at, w.given(), borrow),
      ...adjointOf(point, f, at => gradientByColumns(point, at, w.values, product)),
      ...(output && others.length === 0 ? { cotangent: cotangentOf(w, output.shape) } : {}),
      ...batch(w),
    });
  }
}

/** Of its own, whatever is asked for later. */
function cotangentOf(vector: RandomVector, shape: readonly number[]): NonNullable<Claim<unknown>['cotangent']> {
  return {
    shape,
    get values() {
      return vector.given();
    },
  };
}
