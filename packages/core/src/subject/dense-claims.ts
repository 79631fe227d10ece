import { after } from '../effect.ts';
import type { FloatArray } from '../parameters/types.ts';
import type { DerivativeForm } from '../types.ts';
import { adjointOf } from './adjoint.ts';
import type { Context } from './context.ts';
import { contracted, RandomVector, type Weights } from './contraction.ts';
import type { DenseDerivative } from './dense-derivative.ts';
import type { Product } from './laws.ts';
import { flatten, gradientByColumns, perLeaf } from './linear-map.ts';
import type { Claim } from './types.ts';
import { contract, type VectorFunction } from './vector-function.ts';

/** Outputs that are compared one by one; more are contracted with random weights. */
const FEW_OUTPUTS = 16;

/** Evaluation of <weights, f> in batches, where there is one. */
export type Batch<P> = (weights: Weights) => Pick<Claim<P>, 'valueBatch'>;

/** A claim about <weights, f> whose gradient is put together from products with unit tangents. */
export function addColumns<P>(
  { claims, point, options }: Context<P>,
  f: VectorFunction<P>,
  form: DerivativeForm,
  weights: RandomVector,
  product: Product<P>,
  batch: Batch<P>,
): void {
  claims.push({
    form,
    effort: 'full',
    ...contracted(f, weights),
    derivative: at => gradientByColumns(point, at, weights.values, product, options.signal),
    ...(form === 'jvp'
      ? adjointOf(point, f, at => after(product(at, weights.given()), flat => perLeaf(point, flat)))
      : {}),
    ...batch(weights),
  });
}

/** Few outputs: a claim for each, so that a wrong entry is named with its row. Many: random weights, twice. */
export function addDense<P>(
  { claims, random, turns, point }: Context<P>,
  f: VectorFunction<P>,
  form: DerivativeForm,
  dense: (at: P) => DenseDerivative | PromiseLike<DenseDerivative>,
  batch: Batch<P>,
): void {
  const rows = f.outputs.size;
  const derivative = (read: (d: DenseDerivative) => FloatArray[]): Claim<P>['derivative'] => {
    return at => after(dense(at), read);
  };
  const adjoint = (weights: Weights): Pick<Claim<P>, 'adjoint'> => {
    // A Hessian is its own transpose: one that is not symmetric is wrong in another way.
    if (form === 'hessian') return {};
    const product = (d: DenseDerivative): FloatArray[] =>
      perLeaf(
        point,
        Array.from({ length: rows }, (_, r) => contract(flatten(point, d.row(r)), weights.values)),
      );
    return adjointOf(point, f, derivative(product));
  };
  if (rows > FEW_OUTPUTS) {
    for (const effort of ['full', 'directions'] as const) {
      const weights = new RandomVector(rows, random, turns);
      claims.push({
        form,
        effort,
        ...contracted(f, weights),
        derivative: derivative(d => d.contracted(weights.values)),
        ...adjoint(weights),
        ...batch(weights),
      });
    }
    return;
  }
  for (let r = 0; r < rows; r++) {
    const weights = { values: Float64Array.from({ length: rows }, (_, k) => (k === r ? 1 : 0)) };
    claims.push({
      form,
      effort: 'full',
      ...(rows > 1 ? { output: f.outputs.label(r) } : {}),
      ...contracted(f, weights),
      derivative: derivative(d => d.row(r)),
      ...adjoint(weights),
      ...batch(weights),
    });
  }
}
