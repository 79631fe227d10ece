export type ErrorCode =
  | 'ERR_NO_POINT'
  | 'ERR_EMPTY_POINT'
  | 'ERR_PARAMETER_TYPE'
  | 'ERR_PARAMETER_NOT_FINITE'
  | 'ERR_NO_DERIVATIVE'
  | 'ERR_SUBJECT'
  | 'ERR_VALUE_TYPE'
  | 'ERR_VALUE_SHAPE_CHANGED'
  | 'ERR_DERIVATIVE_SHAPE'
  | 'ERR_OPTION'
  | 'ERR_USER_FUNCTION'
  | 'ERR_ABORTED';

/** Misuse of gradcheck. Compare `code`, not the class: test runners have realms of their own. */
export class GradcheckError extends Error {
  override readonly name = 'GradcheckError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}

export function isGradcheckError(error: unknown): error is GradcheckError {
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'GradcheckError';
}
