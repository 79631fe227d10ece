import { GradcheckError, misuseText } from './errors.ts';

/** How far a coordinate was from the user's point when a function was called. */
export interface Displacement {
  readonly label: string;
  readonly from: number;
  readonly by: number;
}

/** Where a function was called. */
export interface Place {
  /** `the point itself`, `a perturbed point`, `a batch of 8 points`. */
  readonly name: string;
  /** Coordinates that were moved, and how many more there were. */
  readonly moved?: readonly Displacement[];
  readonly others?: number;
}

/** The first line of what was thrown. */
function firstLine(thrown: unknown): string {
  const text = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(text).split('\n')[0]!;
}

/** ERR_USER_FUNCTION: what a function of the user threw, and where. */
export class UserFunctionError extends GradcheckError {
  /** The function of the subject that threw: `value`. */
  readonly member: string;

  constructor(member: string, cause: unknown, place?: Place) {
    const { name, moved = [], others = 0 } = place ?? { name: 'the point itself' };
    const rows = moved.map(({ label, from, by }) => [label, String(from), `moved by ${by.toExponential(2)}`]);
    const text = misuseText({
      what: `${member}() threw at ${name}: ${firstLine(cause)}`,
      table: others > 0 ? [...rows, [`and ${others} more`]] : rows,
      advice: [
        'The original error is the `cause`. Your parameters hold their original bits.',
        ...(place ? ['Where the function is not defined, keep samples out: `bounds: { path: [least, most] }`.'] : []),
      ],
    });
    super('ERR_USER_FUNCTION', text, { cause });
    this.member = member;
  }
}
