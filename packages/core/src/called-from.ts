import { isGradcheckError } from './errors.ts';
import { GradientAssertionError } from './gradient-assertion-error.ts';

type Capture = (error: object, above: (...args: never) => unknown) => void;

/**
 * What the user's call throws at once tells, as its place, the line of that call: none of the checker's own files. (V8 keeps ten
 * frames, and would show nothing else.)
 * @param entrance - the function that the user called
 */
export function calledFrom<T>(entrance: (...args: never) => unknown, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { captureStackTrace } = Error as { captureStackTrace?: Capture };
    if (isGradcheckError(error) || error instanceof GradientAssertionError) captureStackTrace?.(error, entrance);
    throw error;
  }
}
