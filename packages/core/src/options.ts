import { misuse } from './errors.ts';
import { nearestName } from './nearest.ts';

/** Names of constraints that `structure` knows; a function projects a tangent (row-major entries) onto what can vary. */
export type Structure =
  | 'symmetric'
  | 'skew-symmetric'
  | 'lower-triangular'
  | 'upper-triangular'
  | 'diagonal'
  | 'unit-sum'
  | ((tangent: Float64Array) => ArrayLike<number>);

export interface Progress {
  /** Value calls made. */
  readonly done: number;
  /** Value calls expected in all: more where the function is noisy or the derivative wrong. */
  readonly of: number;
  /** Time that the remaining calls will take if they take as long as those made. */
  readonly remainingMilliseconds: number;
}

export interface CheckOptions<P = unknown> {
  /** The point: any nesting of numbers, arrays, typed arrays, n-d arrays and tensors. */
  readonly at: P;
  /** Paths to check; the rest is held constant. @default all */
  readonly wrt?: readonly string[];
  /** How coordinates are visited. @default 'auto' */
  readonly coverage?: 'auto' | 'every-coordinate' | 'directions';
  /** Most `value` calls to make. @default Infinity */
  readonly maxEvaluations?: number;
  /** Relative error, spread over a parameter, that a verdict of correct must be able to exclude; above 0, at most 1. @default 0.01 */
  readonly requiredResolution?: number;
  /** Errors knowingly accepted: relative to the parameter's largest derivative, or absolute in its unit. @default none */
  readonly accept?: { readonly relative?: number; readonly absolute?: number };
  /** At a point without a derivative: accept what lies between the one-sided slopes, or give no verdict. @default 'subgradient' */
  readonly kinks?: 'subgradient' | 'fail';
  /** 2: check second derivatives. @default 1 */
  readonly order?: 1 | 2;
  /** Constraints by path: perturb only along what can vary. @default none */
  readonly structure?: Readonly<Record<string, Structure>>;
  /** Smallest and largest value by path, never left. @default none */
  readonly bounds?: Readonly<Record<string, readonly [number, number]>>;
  /** Every random choice follows from it. @default 42 */
  readonly seed?: number;
  /** How many asynchronous `value` calls may be in flight. @default 1 */
  readonly concurrency?: number;
  /**
   * Many points in one call, now or later: what `value` returns at each, in their order; or one tensor of it whose first axis is the
   * point. @default none
   */
  readonly valueBatch?: (points: readonly P[]) => unknown;
  /** When to record the error-against-step curve. @default 'on-failure' */
  readonly evidence?: 'on-failure' | 'always' | 'never';
  /** Compare only every `count`-th coordinate, starting at `index`. @default all */
  readonly shard?: { readonly index: number; readonly count: number };
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the check within one evaluation. */
  readonly signal?: AbortSignal;
}

export interface ResolvedOptions<P = unknown> {
  readonly at: P;
  readonly wrt: readonly string[] | undefined;
  readonly coverage: 'auto' | 'every-coordinate' | 'directions';
  readonly maxEvaluations: number;
  readonly requiredResolution: number;
  readonly accept: { readonly relative?: number; readonly absolute?: number } | undefined;
  readonly kinks: 'subgradient' | 'fail';
  readonly order: 1 | 2;
  readonly structure: Readonly<Record<string, Structure>>;
  readonly bounds: Readonly<Record<string, readonly [number, number]>>;
  readonly seed: number;
  readonly concurrency: number;
  readonly valueBatch: CheckOptions<P>['valueBatch'];
  readonly evidence: 'on-failure' | 'always' | 'never';
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** A matcher's: it is for the eye, and costs next to nothing. */
  readonly progressLine?: (progress: Progress) => void;
  readonly signal: AbortSignal | undefined;
}

/** Every option, in the order in which they are named to the user, as it is where none is given. */
const DEFAULTS = {
  at: undefined,
  wrt: undefined,
  coverage: 'auto',
  maxEvaluations: Number.POSITIVE_INFINITY,
  requiredResolution: 0.01,
  accept: undefined,
  kinks: 'subgradient',
  order: 1,
  structure: {},
  bounds: {},
  seed: 42,
  concurrency: 1,
  valueBatch: undefined,
  evidence: 'on-failure',
  shard: undefined,
  onProgress: undefined,
  signal: undefined,
} satisfies { [K in keyof Required<CheckOptions>]: ResolvedOptions[K] };

const KNOWN = Object.keys(DEFAULTS);

/** What other checkers ask for. */
const NUISANCE = /^(?:h|dx|[ar]?tol|eps|epsilon|delta|step|step_?size|.*toler[ae]nce|precision|threshold)$/i;
const NO_TUNING =
  'No step and no tolerance is asked for: both are measured. To accept an error knowingly, say `accept: { relative }`.';

function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (value === Object(value)) {
    const entry = ([key, of]: [string, unknown]): string => (of === Object(of) ? key : `${key}: ${describe(of)}`);
    const entries = Object.entries(value as object);
    return `{ ${entries.map(entry).join(', ')} }`;
  }
  return String(value);
}

function reject(option: string, expected: string, found: unknown): never {
  throw misuse('ERR_OPTION', {
    what: `the option \`${option}\` cannot be ${describe(found)}`,
    table: [
      ['found', describe(found)],
      ['expected', expected],
    ],
  });
}

/** The entries of an option that is a plain object. */
function entriesOf<T>(option: string, value: Readonly<Record<string, T>> | undefined, shape: string): [string, T][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) reject(option, shape, value);
  return Object.entries(value);
}

function rejectUnknown(options: object): void {
  const unknown = Object.keys(options).filter(key => !KNOWN.includes(key));
  if (unknown.length === 0) return;
  throw misuse('ERR_OPTION', {
    what: `there is no option ${unknown.map(key => `\`${key}\``).join(' and no ')}`,
    table: unknown.flatMap(key => {
      const near = NUISANCE.test(key) ? undefined : nearestName(key, KNOWN);
      return near ? [[key, `did you mean \`${near}\`?`]] : [];
    }),
    advice: [...(unknown.some(key => NUISANCE.test(key)) ? [NO_TUNING] : []), `Known are ${KNOWN.join(', ')}.`],
  });
}

function requirePoint(options: unknown): void {
  const given = Object(options);
  // Every array has a method `at`: it is a point that was passed as it is.
  const isList = typeof given.at === 'function';
  if (!isList && given.at !== undefined) return;
  const keys = isList ? [] : Object.keys(given).filter(key => !KNOWN.includes(key));
  throw misuse('ERR_NO_POINT', {
    what: 'there is no point to check the derivative at',
    advice: [
      keys.length > 0
        ? `Wrap the parameters: { at: { ${keys.join(', ')} } }.`
        : 'Pass the parameters as `at`: { at: { W, b } }.',
    ],
  });
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

const isWhole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

function checkedParts({ accept, shard, wrt, bounds, structure, signal }: CheckOptions): void {
  const acceptable = '{ relative?, absolute? }, finite numbers ≥ 0';
  for (const [name, value] of entriesOf('accept', accept as Record<string, number> | undefined, acceptable)) {
    if (name !== 'relative' && name !== 'absolute') reject('accept', acceptable, accept);
    if (value !== undefined && !(isNumber(value) && value >= 0 && value < Infinity)) {
      reject(`accept.${name}`, 'a finite number ≥ 0', value);
    }
  }
  if (shard !== undefined) {
    const inside = shard !== null && isWhole(shard.count, 1) && isWhole(shard.index, 0) && shard.index < shard.count;
    if (!inside) reject('shard', '{ index, count } with 0 ≤ index < count', shard);
  }
  if (wrt !== undefined && !(Array.isArray(wrt) && wrt.length > 0 && wrt.every(path => typeof path === 'string'))) {
    reject(
      'wrt',
      `a list of at least one path, as in ${typeof wrt === 'string' ? `['${wrt}']` : "['W1', 'layers.0.bias']"}`,
      wrt,
    );
  }
  for (const [path, pair] of entriesOf('bounds', bounds, '{ path: [smallest, largest] }')) {
    const holds = Array.isArray(pair) && pair.length === 2 && pair[0]! <= pair[1]!;
    if (!holds) reject(`bounds.${path}`, '[smallest, largest]', pair);
  }
  entriesOf('structure', structure, "{ path: 'symmetric' }");
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') reject('signal', 'an AbortSignal', signal);
}

/**
 * Defaults filled in, everything judged: behind this door every option is present.
 * @throws GradcheckError ERR_OPTION, ERR_NO_POINT
 */
export function resolveOptions<P>(options: CheckOptions<P>): ResolvedOptions<P> {
  requirePoint(options);
  rejectUnknown(options);
  checkedParts(options as CheckOptions);
  const resolved: Record<string, unknown> = { ...DEFAULTS };
  for (const [option, value] of Object.entries(options)) if (value !== undefined) resolved[option] = value;
  const hold = (option: keyof CheckOptions, expected: string, holds: (value: never) => boolean): void => {
    if (!holds(resolved[option] as never)) reject(option, expected, resolved[option]);
  };
  const oneOf = (option: keyof CheckOptions, ...allowed: readonly unknown[]): void =>
    hold(option, allowed.map(describe).join(' or '), value => allowed.includes(value));
  const atLeastOne = 'a whole number ≥ 1';
  oneOf('coverage', 'auto', 'every-coordinate', 'directions');
  hold('maxEvaluations', atLeastOne, value => value === Number.POSITIVE_INFINITY || isWhole(value, 1));
  hold('requiredResolution', 'a number above 0 and at most 1', value => isNumber(value) && value > 0 && value <= 1);
  oneOf('kinks', 'subgradient', 'fail');
  oneOf('order', 1, 2);
  hold('seed', 'a whole number', Number.isSafeInteger);
  hold('concurrency', atLeastOne, value => isWhole(value, 1));
  oneOf('evidence', 'on-failure', 'always', 'never');
  for (const option of ['valueBatch', 'onProgress'] as const) {
    hold(option, 'a function', value => value === undefined || typeof value === 'function');
  }
  return resolved as unknown as ResolvedOptions<P>;
}
