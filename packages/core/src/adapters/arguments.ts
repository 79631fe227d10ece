import { misuse } from '../errors.ts';

/** How an adapter says what it takes. */
interface Library {
  /** The adapter's function: `tfjs()`. */
  readonly adapter: string;
  /** How a tensor is made: `tf.tensor(…)`. */
  readonly make: string;
}

/** Path of the first plain numbers within an argument; undefined where there are none. */
function numbersIn(argument: unknown, path: string): string | undefined {
  if (typeof argument === 'number' || ArrayBuffer.isView(argument)) return path;
  const prototype = typeof argument === 'object' && argument !== null && Object.getPrototypeOf(argument);
  if (!Array.isArray(argument) && prototype !== Object.prototype) return undefined;
  // An array of numbers is named as a whole.
  if (Array.isArray(argument) && typeof argument[0] === 'number') return path;
  for (const [key, part] of Object.entries(argument as object)) {
    const found = numbersIn(part, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A list of tensors is spread over a function's arguments; anything else is its one argument.
 * @throws GradcheckError ERR_PARAMETER_TYPE where numbers stand for tensors: the library would take them for constants
 */
export function asArguments<T>(point: unknown, { adapter, make }: Library): readonly T[] {
  const list = (Array.isArray(point) && typeof point[0] !== 'number' ? point : [point]) as readonly T[];
  for (const [k, argument] of list.entries()) {
    const path = numbersIn(argument, String(k));
    if (path === undefined) continue;
    throw misuse('ERR_PARAMETER_TYPE', {
      what: `argument ${path} of the function given to ${adapter} is no tensor but plain numbers`,
      table: [
        ['found', 'numbers'],
        ['expected', 'a tensor'],
      ],
      advice: [`Make tensors of the point: { at: [${make}] }.`],
    });
  }
  return list;
}

/** Derivatives by argument, in the form of the point: a list for a list, else the one. */
export function likePoint<T>(point: unknown, derivatives: readonly T[]): readonly T[] | T {
  return Array.isArray(point) ? derivatives : derivatives[0]!;
}
