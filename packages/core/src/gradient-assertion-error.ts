import type { GradientCheck } from './types.ts';

/** Thrown by `assertCorrectGradients`: the message is the whole failure text, `check` the data behind it. */
export class GradientAssertionError extends Error {
  override readonly name = 'GradientAssertionError';
  readonly check: GradientCheck;

  constructor(message: string, check: GradientCheck) {
    super(message);
    this.check = check;
  }
}
