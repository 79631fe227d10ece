import { isThenable } from '../effect.ts';
import { GradcheckError, isGradcheckError } from '../errors.ts';

function wrapped(name: string, cause: unknown): unknown {
  if (isGradcheckError(cause)) return cause;
  const text =
    cause instanceof Error || (typeof cause === 'object' && cause !== null && 'message' in cause)
      ? String((cause as { message: unknown }).message)
      : String(cause);
  return new GradcheckError('ERR_USER_FUNCTION', `${name}() threw: ${text}`, { cause });
}

/** Calls a function of the user; what it throws, now or later, becomes ERR_USER_FUNCTION with the original as its cause. */
export function callUser<T, R>(
  name: string,
  call: () => T | PromiseLike<T>,
  then: (result: T) => R,
): R | PromiseLike<R> {
  let result: T | PromiseLike<T>;
  try {
    result = call();
  } catch (error) {
    throw wrapped(name, error);
  }
  if (!isThenable(result)) return then(result as T);
  return result.then(
    value => then(value as T),
    (error: unknown) => {
      throw wrapped(name, error);
    },
  );
}
