import { GradcheckError } from '../errors.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';

/** What a function of the user may return: now, or later. */
type Awaitable<T> = T | PromiseLike<T>;

/**
 * A function and what the user says its derivatives are. At least one derivative is required; each one present is checked.
 * Every member may be asynchronous.
 */
export interface Differentiable<P = unknown, Y = unknown> {
  /** The function: a number, or any structure of numbers. */
  value?(point: P): Awaitable<Y>;
  /** Gradient of a scalar `value`, same structure as the point. */
  gradient?(point: P): unknown;
  /** Both in one call; stands for `value` and `gradient`. */
  valueAndGradient?(point: P): unknown;
  /** Vector-Jacobian product, structure of the point; the cotangent has the structure of the output. */
  vjp?(point: P, cotangent: Y): unknown;
  /** Jacobian-vector product, structure of the output. */
  jvp?(point: P, tangent: P): unknown;
  /** Dense Jacobian: per parameter, output shape followed by input shape. */
  jacobian?(point: P): unknown;
  /** Hessian-vector product, structure of the point. */
  hvp?(point: P, tangent: P): unknown;
  /** Dense Hessian over the flat point: per pair of parameters when there are several. */
  hessian?(point: P): unknown;
  /** Libraries whose tensors the members take and return. */
  readonly adapters?: readonly TensorAdapter[];
}

const DERIVATIVES = ['gradient', 'vjp', 'jvp', 'jacobian', 'hvp', 'hessian'] as const;

/** @throws GradcheckError ERR_SUBJECT, ERR_NO_DERIVATIVE */
export function validateSubject(subject: unknown): asserts subject is Differentiable {
  if (typeof subject !== 'object' || subject === null) {
    const found = typeof subject === 'function' ? 'a function' : String(subject);
    throw new GradcheckError(
      'ERR_SUBJECT',
      `expected a differentiable, { value, gradient } or { value, vjp }, got ${found}.`,
    );
  }
  const members = subject as Record<string, unknown>;
  for (const name of ['value', 'valueAndGradient', ...DERIVATIVES]) {
    if (members[name] !== undefined && typeof members[name] !== 'function') {
      throw new GradcheckError('ERR_SUBJECT', `expected \`${name}\` to be a function, got ${typeof members[name]}.`);
    }
  }
  if (members.value === undefined && members.valueAndGradient === undefined) {
    throw new GradcheckError('ERR_SUBJECT', 'there is no `value`: the function whose derivative is checked.');
  }
  if (members.valueAndGradient === undefined && !DERIVATIVES.some(name => members[name] !== undefined)) {
    throw new GradcheckError(
      'ERR_NO_DERIVATIVE',
      'there is no derivative to check. Add one of gradient, valueAndGradient, vjp, jvp, jacobian, hvp, hessian.',
    );
  }
}
