import { after, type Effect } from '../effect.ts';
import { misuse } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Point } from '../parameters/types.ts';
import type { UniformStream } from '../random.ts';
import { batchOf } from './batch.ts';
import type { Context, Members } from './context.ts';
import type { Differentiable } from './differentiable.ts';
import { firstOrder } from './first-order.ts';
import { asScalar } from './scalar-claim.ts';
import { secondOrder } from './second-order.ts';
import type { Claim, Claims } from './types.ts';
import { callUser } from './user-call.ts';

function membersOf<P>(subject: Differentiable<P>): Members<P> {
  const names = ['value', 'gradient', 'valueAndGradient', 'vjp', 'jvp', 'jacobian', 'hvp', 'hessian'] as const;
  const members = Object.fromEntries(names.map(name => [name, subject[name]?.bind(subject)])) as Members<P>;
  const { valueAndGradient } = members;
  if (!valueAndGradient) return members;
  const part = (point: P, key: 'value' | 'gradient'): unknown => {
    return after(valueAndGradient(point), found => partOf(found, key));
  };
  return {
    ...members,
    value: members.value ?? (point => part(point, 'value')),
    gradient: members.gradient ?? (point => part(point, 'gradient')),
    ...(members.gradient ? { valueAndGradient: point => part(point, 'gradient') } : { valueAndGradient: undefined }),
  } as Members<P>;
}

function partOf(both: unknown, key: 'value' | 'gradient'): unknown {
  if (typeof both === 'object' && both !== null && 'value' in both && 'gradient' in both) return both[key];
  const found =
    typeof both === 'object' && both !== null
      ? `{ ${Object.keys(both).join(', ')} }`
      : both === null
        ? 'null'
        : typeof both;
  throw misuse('ERR_VALUE_TYPE', {
    what: 'valueAndGradient() did not return both',
    table: [
      ['found', found],
      ['expected', '{ value, gradient }'],
    ],
  });
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
  random: UniformStream,
): Effect<Claims<P>> {
  const second = options.order === 2;
  const members = membersOf((second && subject.secondOrder) || subject);
  const adapters = subject.adapters ?? [];
  const context: Context<P> = { point, options, adapters, random, turns: {}, claims: [], laws: [], functions: [] };
  if (second && !members.hvp && !members.hessian) {
    throw misuse('ERR_NO_DERIVATIVE', {
      what: '`order: 2` checks second derivatives, and the subject states none',
      advice: ['Add hvp(p, tangent) or hessian(p) beside gradient(p); the adapters of autodiff libraries supply it.'],
    });
  }
  if (!second) {
    if (members.gradient) context.claims.push(gradientClaim('gradient', members.gradient, members, context));
    if (members.valueAndGradient) {
      context.claims.push(gradientClaim('valueAndGradient', members.valueAndGradient, members, context));
    }
    if (members.vjp || members.jvp || members.jacobian) yield* firstOrder(members, context);
  }
  if (members.hvp || members.hessian) secondOrder(members, context);
  const { claims, laws, functions } = context;
  const outputs = functions.flatMap(f => f.outputs.arrays);
  return { claims, laws, reusedBuffer: () => functions.some(f => f.reusesBuffer), outputs };
}

function gradientClaim<P>(
  name: 'gradient' | 'valueAndGradient',
  gradient: (at: P) => unknown,
  members: Members<P>,
  { point, options, adapters }: Context<P>,
): Claim<P> {
  const scalar = (output: unknown): number => asScalar(output, 'value()', adapters);
  const value = members.value!;
  return {
    form: 'gradient',
    effort: 'full',
    value: at => callUser('value', value, at, scalar),
    derivative: (at, borrow) =>
      callUser(name, gradient, at, result => point.readDerivative(result, `${name}()`, borrow)),
    ...batchOf(options, adapters, scalar),
  };
}
