import { typedArrayName } from './float-array.ts';

/** Something in a user's structure that is no number and no array of numbers. */
export interface Problem {
  readonly path: string;
  /** With its article: `an Int32Array`. */
  readonly found: string;
  /** One sentence. */
  readonly advice: string;
}

export const NOT_FLOAT =
  'Integers cannot be perturbed: convert to a floating-point type, or close over them in the function.';
const NO_NUMBER =
  'Only numbers can be differentiated: keep everything else outside, and close over it in the function.';

/** What a value is that is no part of a structure of numbers. */
export function problemOf(path: string, value: unknown): Problem {
  const typed = typedArrayName(value);
  if (typed) return { path, found: `${typed.startsWith('Int') ? 'an' : 'a'} ${typed}`, advice: NOT_FLOAT };
  if (typeof value === 'bigint' || typeof value === 'string') {
    return { path, found: `a ${typeof value}`, advice: 'Convert it with Number(…), or close over it in the function.' };
  }
  if (value === null || value === undefined) return { path, found: String(value), advice: NO_NUMBER };
  if (typeof value !== 'object') return { path, found: `a ${typeof value}`, advice: NO_NUMBER };
  const name = value.constructor?.name;
  return {
    path,
    found: name ? `an object of class ${name}` : 'an object of an unknown class',
    advice: 'Copy the numbers of a class into a plain object, or teach its class with a TensorAdapter in `adapters`.',
  };
}
