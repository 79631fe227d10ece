import { GradcheckError, misuseText } from './errors.ts';

/** How far a coordinate was from the user's point when a function was called. */
export interface Displacement {
  readonly label: string;
  readonly from: number;
  readonly by: number;
}

/** Where a function was called: some of the coordinates that were moved, and how many more there were. */
export interface Perturbation {
  readonly moved: readonly Displacement[];
  readonly others: number;
}

/** The first line of what was thrown. */
function firstLine(thrown: unknown): string {
  const text = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(text).split('\n')[0]!;
}

/** ERR_USER_FUNCTION: what a function of the user threw, and at which point. */
export class UserFunctionError extends GradcheckError {
  /** The function of the subject that threw: `value`. */
  readonly member: string;

  constructor(member: string, cause: unknown, perturbation?: Perturbation) {
    const table = perturbation?.moved.map(({ label, from, by }) => [
      label,
      String(from),
      `moved by ${by.toPrecision(3)}`,
    ]);
    if (perturbation && perturbation.others > 0) table?.push([`and ${perturbation.others} more`]);
    const text = misuseText({
      what: `${member}() threw at ${perturbation ? 'a perturbed point' : 'the point itself'}: ${firstLine(cause)}`,
      table: table ?? [],
      advice: [
        'The original error is the `cause`. Your parameters hold their original bits.',
        ...(perturbation
          ? ['Where the function is not defined, keep samples out: `bounds: { path: [least, most] }`.']
          : []),
      ],
    });
    super('ERR_USER_FUNCTION', text, { cause });
    this.member = member;
  }
}
