import { wrap } from './wrap.ts';

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
  | 'ERR_MISSING_PACKAGE'
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

/** Rows of cells as lines with aligned columns, indented by two. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    // A row of one cell is a remark, it may reach across columns.
    if (row.length === 1) continue;
    for (const [k, cell] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, cell.length);
  }
  return rows.map(row => `  ${row.map((cell, k) => cell.padEnd((widths[k] ?? 0) + 3)).join('')}`.trimEnd()).join('\n');
}

/** What is wrong, in the one form that all misuse has: a sentence; a table of found against expected; what to do. */
export interface Misuse {
  /** One sentence without its full stop, naming the path or option. */
  readonly what: string;
  /** Found against expected, one row per line. */
  readonly table?: readonly (readonly string[])[];
  /** Sentences, each on a line of its own, broken where it is too long. */
  readonly advice?: readonly string[];
  readonly cause?: unknown;
}

export function misuseText({ what, table = [], advice = [] }: Misuse): string {
  return [what, aligned(table), advice.map(sentence => wrap(sentence, 2)).join('\n')]
    .filter(part => part !== '')
    .join('\n\n');
}

export function misuse(code: ErrorCode, details: Misuse): GradcheckError {
  return new GradcheckError(code, misuseText(details), details.cause === undefined ? undefined : details);
}
