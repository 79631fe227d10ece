import { type Effect, isThenable, settle } from '../effect.ts';
import { GradcheckError } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, readTree } from '../parameters/tree.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import type { DerivativeForm } from '../types.ts';
import { contracted, randomVector } from './contraction.ts';
import { type DenseDerivative, readHessian, readJacobian } from './dense-derivative.ts';
import { type Differentiable, validateSubject } from './differentiable.ts';
import { adjointLaw, linearityLaw, type Product, symmetryLaw } from './laws.ts';
import { asTangent, flatten, gradientByColumns } from './linear-map.ts';
import { asScalar } from './scalar-claim.ts';
import type { Claim, Claims, Law } from './types.ts';
import { callUser } from './user-call.ts';
import { asOutput, contract, type OutputForm, outputForm, outputLabel, VectorFunction } from './vector-function.ts';

/** Outputs that are compared one by one; more are contracted with random weights. */
const FEW_OUTPUTS = 16;

interface Context<P> {
  readonly point: Point<P>;
  readonly options: ResolvedOptions<P>;
  readonly adapters: readonly TensorAdapter[];
  readonly random: () => number;
  readonly claims: Claim<P>[];
  readonly laws: Law<P>[];
  readonly functions: VectorFunction<P>[];
}

/** Members of a subject with `valueAndGradient` taken apart. */
function taken<P>(subject: Differentiable<P>): Differentiable<P> {
  const members = subject as Differentiable<P>;
  const { valueAndGradient } = members;
  if (!valueAndGradient) return members;
  const part = (point: P, key: 'value' | 'gradient'): unknown => {
    const both = valueAndGradient.call(members, point);
    const pick = (result: unknown): unknown => (result as Record<string, unknown> | null)?.[key];
    return isThenable(both) ? both.then(pick) : pick(both);
  };
  const { value = point => part(point, 'value'), gradient = point => part(point, 'gradient') } = members;
  return { ...members, value: point => value.call(members, point), gradient: point => gradient.call(members, point) };
}

/**
 * Reduces every derivative form of a subject to claims about scalar functions, and to laws between the derivatives
 * themselves.
 * @throws GradcheckError for misuse
 */
export function* claimsOf<P>(
  subject: Differentiable<P>,
  point: Point<P>,
  options: ResolvedOptions<P>,
  random: () => number,
): Effect<Claims<P>> {
  validateSubject(subject);
  const members = taken(subject);
  const adapters = members.adapters ?? [];
  const context: Context<P> = { point, options, adapters, random, claims: [], laws: [], functions: [] };
  if (options.order === 2 && !members.hvp && !members.hessian) {
    throw new GradcheckError(
      'ERR_NO_DERIVATIVE',
      '`order: 2` needs a second derivative: add hvp or hessian to the subject.',
    );
  }
  const second = options.order === 2;
  if (!second && members.gradient) context.claims.push(gradientClaim(members, context));
  if (!second && (members.vjp || members.jvp || members.jacobian)) yield* firstOrder(members, context);
  if (members.hvp || members.hessian) yield* secondOrder(members, context);
  const { claims, laws, functions } = context;
  return { claims, laws, reusedBuffer: () => functions.some(f => f.reusesBuffer) };
}

/** A number, or an output that holds exactly one. */
function scalarOf(output: unknown, adapters: readonly TensorAdapter[]): number {
  if (typeof output === 'number') return output;
  const single =
    typeof output === 'object' && output !== null ? leavesOf(readTree(output, adapters, 'ERR_VALUE_TYPE')) : [];
  return single.length === 1 && single[0]!.size === 1 ? single[0]!.values[0]! : asScalar(output);
}

function gradientClaim<P>(members: Differentiable<P>, context: Context<P>): Claim<P> {
  const { point, options, adapters } = context;
  const { valueBatch } = options;
  return {
    form: 'gradient',
    effort: 'full',
    value: at =>
      callUser(
        'value',
        () => members.value!(at),
        output => scalarOf(output, adapters),
      ),
    derivative: at =>
      callUser(
        'gradient',
        () => members.gradient!(at),
        result => point.readDerivative(result, 'gradient()'),
      ),
    ...(valueBatch
      ? {
          valueBatch: (points: readonly P[]) =>
            callUser(
              'valueBatch',
              () => valueBatch(points),
              values => values,
            ),
        }
      : {}),
  };
}

function* outputOf<P>(name: string, call: (at: P) => unknown, { point, adapters }: Context<P>): Effect<OutputForm> {
  const workspace = point.workspace();
  const at = workspace.tree(true);
  const form = yield* settle(
    callUser(
      name,
      () => call(at),
      output => outputForm(output, adapters),
    ),
  );
  workspace.release(at);
  return form;
}

function* firstOrder<P>(members: Differentiable<P>, context: Context<P>): Effect<void> {
  const { point, adapters, random, laws } = context;
  const call = (at: P): unknown => members.value!(at);
  const form = yield* outputOf('value', call, context);
  const f = new VectorFunction<P>('value', call, form, adapters);
  context.functions.push(f);
  const [u, v] = [randomVector(form.size, random), randomVector(form.size, random)];
  const vjp: Product<P> = (at, cotangent) =>
    callUser(
      'vjp',
      () => members.vjp!(at, asOutput(form, cotangent)),
      result => flatten(point, point.readDerivative(result, 'vjp()')),
    );
  const jvp: Product<P> = (at, tangent) =>
    callUser(
      'jvp',
      () => members.jvp!(at, asTangent(point, tangent)),
      result => new VectorFunction('jvp', call, form, adapters).read(result),
    );
  if (members.vjp) {
    addPair(context, f, 'vjp', [u, v], (at, weights) => {
      return callUser(
        'vjp',
        () => members.vjp!(at, asOutput(form, weights)),
        result => point.readDerivative(result, 'vjp()'),
      );
    });
    laws.push(linearityLaw('vjp', 'linear-in-cotangent', point, vjp, u, v));
  }
  if (members.jvp) {
    addColumns(context, f, 'jvp', u, jvp);
    const [s, t] = [randomVector(point.size, random), randomVector(point.size, random)];
    laws.push(linearityLaw('jvp', 'linear-in-tangent', point, jvp, s, t));
    if (members.vjp) laws.push(adjointLaw(point, vjp, jvp, u, s));
  }
  if (members.jacobian) {
    addDense(context, f, 'jacobian', at =>
      callUser(
        'jacobian',
        () => members.jacobian!(at),
        result => readJacobian(result, form.size, point, adapters),
      ),
    );
  }
}

function* secondOrder<P>(members: Differentiable<P>, context: Context<P>): Effect<void> {
  const { point, adapters, random, laws } = context;
  if (!members.gradient) {
    throw new GradcheckError('ERR_SUBJECT', 'hvp and hessian are checked against differences of `gradient`: add it.');
  }
  const call = (at: P): unknown => members.gradient!(at);
  const form = yield* outputOf('gradient', call, context);
  const f = new VectorFunction<P>('gradient', call, form, adapters);
  context.functions.push(f);
  const [u, v] = [randomVector(point.size, random), randomVector(point.size, random)];
  const dense = (at: P): DenseDerivative | PromiseLike<DenseDerivative> =>
    callUser(
      'hessian',
      () => members.hessian!(at),
      result => readHessian(result, point, adapters),
    );
  if (members.hvp) {
    const hvp: Product<P> = (at, tangent) =>
      callUser(
        'hvp',
        () => members.hvp!(at, asTangent(point, tangent)),
        result => flatten(point, point.readDerivative(result, 'hvp()')),
      );
    addColumns(context, f, 'hvp', u, hvp);
    laws.push(linearityLaw('hvp', 'linear-in-tangent', point, hvp, u, v), symmetryLaw('hvp', point, hvp, u, v));
  }
  if (members.hessian) {
    addDense(context, f, 'hessian', dense);
    const product: Product<P> = (at, direction) => {
      const found = dense(at);
      const apply = (d: DenseDerivative): Float64Array =>
        Float64Array.from({ length: point.size }, (_, r) => contract(flatten(point, d.row(r)), direction));
      return isThenable(found) ? found.then(apply) : apply(found);
    };
    laws.push(symmetryLaw('hessian', point, product, u, v));
  }
}

/** The same claim for two random weights: the first in full, the second as a check of the first. */
function addPair<P>(
  { claims }: Context<P>,
  f: VectorFunction<P>,
  form: DerivativeForm,
  weights: readonly [Float64Array, Float64Array],
  derivative: (at: P, weights: Float64Array) => FloatArray[] | PromiseLike<FloatArray[]>,
): void {
  for (const [k, w] of weights.entries()) {
    claims.push({
      form,
      effort: k === 0 ? 'full' : 'directions',
      value: contracted(f, w),
      derivative: at => derivative(at, w),
    });
  }
}

function addColumns<P>(
  { claims, point }: Context<P>,
  f: VectorFunction<P>,
  form: DerivativeForm,
  weights: Float64Array,
  product: Product<P>,
): void {
  claims.push({
    form,
    effort: 'full',
    value: contracted(f, weights),
    derivative: at => gradientByColumns(point, weights, tangent => product(at, tangent)),
  });
}

/** Few outputs: a claim for each, so that a wrong entry is named with its row. Many: random weights, twice. */
function addDense<P>(
  context: Context<P>,
  f: VectorFunction<P>,
  form: DerivativeForm,
  dense: (at: P) => DenseDerivative | PromiseLike<DenseDerivative>,
): void {
  const { claims, random } = context;
  const rows = f.form.size;
  const of = (read: (d: DenseDerivative) => FloatArray[]) => (at: P) => {
    const found = dense(at);
    return isThenable(found) ? found.then(read) : read(found);
  };
  if (rows <= FEW_OUTPUTS) {
    for (let r = 0; r < rows; r++) {
      const weights = new Float64Array(rows);
      weights[r] = 1;
      claims.push({
        form,
        effort: 'full',
        ...(rows > 1 ? { output: outputLabel(f.form, r) } : {}),
        value: contracted(f, weights),
        derivative: of(d => d.row(r)),
      });
    }
    return;
  }
  const weights = [randomVector(rows, random), randomVector(rows, random)] as const;
  addPair(context, f, form, weights, (at, w) => of(d => d.contracted(w))(at));
}
