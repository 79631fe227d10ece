import { isThenable } from '../effect.ts';
import { misuse } from '../errors.ts';
import { nearestName } from '../nearest.ts';
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
  /** What `order: 2` checks instead: a scalar function with its gradient and hvp or hessian. Adapters supply it. */
  readonly secondOrder?: Differentiable<P>;
  /** Names of what `value` reads besides its argument, where a library can tell: warned of, as it is not checked. */
  captured?(point: P): readonly string[];
  /** What computes it, where that matters: `tfjs wasm`. */
  environment?(): string;
  /** Libraries whose tensors the members take and return. */
  readonly adapters?: readonly TensorAdapter[];
}

const DERIVATIVES = ['gradient', 'vjp', 'jvp', 'jacobian', 'hvp', 'hessian'] as const;
const MEMBERS = ['value', 'valueAndGradient', ...DERIVATIVES];

function notASubject(found: string): never {
  throw misuse('ERR_SUBJECT', {
    what: 'the subject of a check is a function with its derivative',
    table: [
      ['found', found],
      ['expected', '{ value, gradient } or { value, vjp } or the like'],
    ],
    advice: ['Every member is a function: value(p) is checked against gradient(p), vjp(p, cotangent), …'],
  });
}

/** What others call them. */
const SYNONYMS: Readonly<Record<string, string>> = {
  f: 'value',
  fn: 'value',
  func: 'value',
  fun: 'value',
  function: 'value',
  forward: 'value',
  loss: 'value',
  cost: 'value',
  objective: 'value',
  df: 'gradient',
  backprop: 'gradient',
  backward: 'vjp',
  pullback: 'vjp',
  pushforward: 'jvp',
  jac: 'jacobian',
  hess: 'hessian',
};

/** Members whose name is nearly one that counts: `grad` for `gradient`. */
function mistyped(members: object): string[][] {
  return Object.keys(members).flatMap(key => {
    if (MEMBERS.includes(key) || key === 'adapters') return [];
    const near =
      (Object.hasOwn(SYNONYMS, key) ? SYNONYMS[key] : undefined) ??
      MEMBERS.find(name => key.length >= 4 && name.startsWith(key)) ??
      nearestName(key, MEMBERS);
    return near === undefined ? [] : [[key, `did you mean \`${near}\`?`]];
  });
}

/** @throws GradcheckError ERR_SUBJECT, ERR_NO_DERIVATIVE */
export function validateSubject(subject: unknown): asserts subject is Differentiable {
  if (typeof subject === 'function') notASubject('a function');
  if (typeof subject !== 'object' || subject === null) notASubject(String(subject));
  if (isThenable(subject)) notASubject('a promise: await it first');
  const members = subject as Record<string, unknown>;
  for (const name of MEMBERS) {
    if (members[name] === undefined || typeof members[name] === 'function') continue;
    throw misuse('ERR_SUBJECT', {
      what: `\`${name}\` of the subject is no function`,
      table: [
        ['found', members[name] === null ? 'null' : Array.isArray(members[name]) ? 'array' : typeof members[name]],
        ['expected', 'a function of the point'],
      ],
    });
  }
  if (members.adapters !== undefined && !Array.isArray(members.adapters)) notASubject('`adapters` that is no array');
  if (members.value === undefined && members.valueAndGradient === undefined) {
    throw misuse('ERR_SUBJECT', {
      what: 'the subject has no `value`, the function whose derivative is checked',
      table: mistyped(members),
      advice: ['Add value(p), or valueAndGradient(p) that returns { value, gradient }.'],
    });
  }
  if (members.valueAndGradient === undefined && !DERIVATIVES.some(name => members[name] !== undefined)) {
    throw misuse('ERR_NO_DERIVATIVE', {
      what: 'the subject states no derivative, there is nothing to check',
      table: mistyped(members),
      advice: ['Add one of gradient, valueAndGradient, vjp, jvp, jacobian, hvp, hessian.'],
    });
  }
}
