import { GradcheckError } from '../errors.ts';
import type { Claim } from './types.ts';
import { callUser } from './user-call.ts';

/** @throws GradcheckError ERR_VALUE_TYPE */
export function asScalar(value: unknown): number {
  if (typeof value === 'number') return value;
  const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  throw new GradcheckError(
    'ERR_VALUE_TYPE',
    `value() returned ${found} where a number was needed. A gradient belongs to a scalar: use vjp, jvp or jacobian for other outputs.`,
  );
}

/** A scalar function that nothing is claimed about. */
export function scalarClaim<P>(value: (point: P) => number | PromiseLike<number>): Claim<P> {
  return {
    form: 'gradient',
    effort: 'full',
    value: point => callUser('value', () => value(point), asScalar),
    derivative: () => [],
  };
}
