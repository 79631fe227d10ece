import { isThenable } from '../effect.ts';
import { isGradcheckError } from '../errors.ts';
import { UserFunctionError } from '../user-function-error.ts';

function wrapped(name: string, thrown: unknown): unknown {
  return isGradcheckError(thrown) ? thrown : new UserFunctionError(name, thrown);
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
