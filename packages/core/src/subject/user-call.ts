import { isThenable } from '../effect.ts';
import { isGradcheckError } from '../errors.ts';
import { type Place, UserFunctionError } from '../user-function-error.ts';

function wrapped(name: string, thrown: unknown, place: Place | undefined): unknown {
  return isGradcheckError(thrown) ? thrown : new UserFunctionError(name, thrown, place);
}

/**
 * Calls a function of the user; what it throws, now or later, becomes ERR_USER_FUNCTION with the original as its cause.
 * @param argument - what `call` is called with: a function that holds it would have to be made for every call
 */
export function callUser<A, T, R>(
  name: string,
  call: (argument: A) => T | PromiseLike<T>,
  argument: A,
  then: (result: T) => R,
  place?: Place,
): R | PromiseLike<R> {
  let result: T | PromiseLike<T>;
  try {
    result = call(argument);
  } catch (error) {
    throw wrapped(name, error, place);
  }
  if (!isThenable(result)) return then(result as T);
  return result.then(
    value => then(value as T),
    (error: unknown) => {
      throw wrapped(name, error, place);
    },
  );
}
