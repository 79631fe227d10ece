import { GradcheckError } from './errors.ts';
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
  /** Value calls expected in all. */
  readonly of: number;
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
  /** Relative error that a verdict of correct must be able to exclude; above 0, at most 1. @default 0.01 */
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
  /** Values at many points in one call. @default none */
  readonly valueBatch?: (points: readonly P[]) => ArrayLike<number> | PromiseLike<ArrayLike<number>>;
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
  readonly signal: AbortSignal | undefined;
}

const KNOWN = [
  'at',
  'wrt',
  'coverage',
  'maxEvaluations',
  'requiredResolution',
  'accept',
  'kinks',
  'order',
  'structure',
  'bounds',
  'seed',
  'concurrency',
  'valueBatch',
  'evidence',
  'shard',
  'onProgress',
  'signal',
] as const;

function describe(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : typeof value === 'function' ? 'a function' : String(value);
}

function reject(option: string, wanted: string, found: unknown): never {
  throw new GradcheckError('ERR_OPTION', `expected \`${option}\` to be ${wanted}, got ${describe(found)}.`);
}

function oneOf<T>(option: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  return reject(option, `one of ${allowed.map(describe).join(', ')}`, value);
}

function inRange(option: string, value: number, holds: boolean, range: string): number {
  return typeof value === 'number' && holds ? value : reject(option, range, value);
}

/**
 * Defaults filled in, everything judged: behind this door every option is present.
 * @throws GradcheckError ERR_OPTION, ERR_NO_POINT
 */
export function resolveOptions<P>(options: CheckOptions<P>): ResolvedOptions<P> {
  if (typeof options !== 'object' || options === null || !('at' in options) || options.at === undefined) {
    throw new GradcheckError(
      'ERR_NO_POINT',
      'no point to check the derivative at. Pass the parameters as `at`: { at: { W, b } }.',
    );
  }
  for (const key of Object.keys(options)) {
    if ((KNOWN as readonly string[]).includes(key)) continue;
    const near = nearestName(key, KNOWN);
    const hint = near ? ` Did you mean \`${near}\`?` : ` Known are ${KNOWN.join(', ')}.`;
    throw new GradcheckError('ERR_OPTION', `there is no option \`${key}\`.${hint}`);
  }
  const { requiredResolution = 0.01, maxEvaluations = Number.POSITIVE_INFINITY, concurrency = 1, seed = 42 } = options;
  const { accept, shard, wrt, order = 1 } = options;
  for (const [name, value] of Object.entries(accept ?? {})) {
    if (name !== 'relative' && name !== 'absolute') reject('accept', '{ relative?, absolute? }', name);
    inRange(`accept.${name}`, value, value >= 0, 'a number ≥ 0');
  }
  if (shard) {
    inRange('shard.count', shard.count, Number.isInteger(shard.count) && shard.count >= 1, 'an integer ≥ 1');
    const inside = Number.isInteger(shard.index) && shard.index >= 0 && shard.index < shard.count;
    inRange('shard.index', shard.index, inside, 'an integer from 0 to count − 1');
  }
  if (wrt !== undefined && !(Array.isArray(wrt) && wrt.length > 0 && wrt.every(path => typeof path === 'string'))) {
    reject('wrt', 'a list of at least one path', wrt);
  }
  for (const [path, pair] of Object.entries(options.bounds ?? {})) {
    const holds = Array.isArray(pair) && pair.length === 2 && pair[0]! <= pair[1]!;
    if (!holds) reject(`bounds.${path}`, '[smallest, largest]', pair);
  }
  for (const name of ['valueBatch', 'onProgress'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') reject(name, 'a function', options[name]);
  }
  return {
    at: options.at,
    wrt,
    coverage: oneOf('coverage', options.coverage ?? 'auto', ['auto', 'every-coordinate', 'directions']),
    maxEvaluations: inRange('maxEvaluations', maxEvaluations, maxEvaluations >= 1, 'a number ≥ 1'),
    requiredResolution: inRange(
      'requiredResolution',
      requiredResolution,
      requiredResolution > 0 && requiredResolution <= 1,
      'above 0 and at most 1',
    ),
    accept,
    kinks: oneOf('kinks', options.kinks ?? 'subgradient', ['subgradient', 'fail']),
    order: oneOf('order', order, [1, 2]),
    structure: options.structure ?? {},
    bounds: options.bounds ?? {},
    seed: inRange('seed', seed, Number.isSafeInteger(seed), 'a whole number'),
    concurrency: inRange(
      'concurrency',
      concurrency,
      Number.isInteger(concurrency) && concurrency >= 1,
      'an integer ≥ 1',
    ),
    valueBatch: options.valueBatch,
    evidence: oneOf('evidence', options.evidence ?? 'on-failure', ['on-failure', 'always', 'never']),
    shard,
    onProgress: options.onProgress,
    signal: options.signal,
  };
}
