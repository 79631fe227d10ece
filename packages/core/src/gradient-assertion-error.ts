import type { GradientCheck } from './types.ts';

/** Thrown by `assertCorrectGradients`: the message is the whole failure text, `check` the data behind it. */
export class GradientAssertionError extends Error {
  override readonly name = 'GradientAssertionError';
  declare readonly check: GradientCheck;

  constructor(message: string, check: GradientCheck) {
    super(message);
    // Not enumerable, as `cause`: Node and its test runner print what is, and a check has hundreds of lines.
    Object.defineProperty(this, 'check', { value: check });
  }
}
