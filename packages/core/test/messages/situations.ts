/** An assertion that fails. The texts beside this file are what it says, in every runner. */
export interface Situation {
  readonly name: string;
  readonly subject: unknown;
  readonly options: unknown;
  readonly negated?: true;
}

const at = { w: [0.5, -1.25, 2] };
const cubes = ({ w }: typeof at): number => w.reduce((sum, x) => sum + x ** 3, 0);
const scaled =
  (factor: number) =>
  ({ w }: typeof at): typeof at => ({ w: w.map(x => factor * x ** 2) });

const W = [
  [0.3, -0.1, 0.2],
  [0.5, 0.7, -0.4],
  [-0.6, 0.1, 0.9],
];
const x = [0.5, -1.2, 0.8];
const layer = { W, b: [0.1, -0.2, 0.3] };
const outputs = (p: typeof layer): number[] => p.W.map((row, i) => row.reduce((sum, w, j) => sum + w * x[j]!, p.b[i]!));
const squares = (p: typeof layer): number => outputs(p).reduce((sum, y) => sum + y * y, 0) / 2;
const transposed = (p: typeof layer): typeof layer => ({
  W: x.map(xj => outputs(p).map(y => y * xj)),
  b: outputs(p),
});

const table = Float64Array.from({ length: 30_000 }, (_, k) => Math.sin(k) + 2);
const missesLast = (p: Float64Array): Float64Array => p.map((v, k) => (k === p.length - 1 ? 0 : 2 * v));

const jacobian = ([a, b]: number[]): number[][] => [
  [b!, a!],
  [2 * a!, 0],
  [0, 1],
];

const signal = { x: [0.5, -1.2, 0.8, 0.3], rate: 0.4 };
const decay = ({ x, rate }: typeof signal): number => x.reduce((sum, v) => sum + v * Math.exp(-rate), 0);

let calls = 0;
let lengths = 0;
const aborted = new AbortController();
aborted.abort();

const layouts: readonly Situation[] = [
  { name: 'scaled', subject: { value: cubes, gradient: scaled(6) }, options: { at } },
  { name: 'transposed', subject: { value: squares, gradient: transposed }, options: { at: layer } },
  {
    name: 'one of many',
    subject: { value: (p: Float64Array) => p.reduce((sum, v) => sum + v * v, 0), gradient: missesLast },
    options: { at: table },
  },
  {
    name: 'not deterministic',
    subject: { value: (p: typeof at) => cubes(p) + 0.01 * (calls++ % 7), gradient: scaled(3) },
    options: { at },
    negated: true,
  },
  { name: 'not finite', subject: { value: (v: number) => Math.log(-v), gradient: () => 1 }, options: { at: 2 } },
  { name: 'a jump', subject: { value: Math.floor, gradient: () => 0 }, options: { at: 4 }, negated: true },
  { name: 'a kink', subject: { value: Math.abs, gradient: () => 0 }, options: { at: 0, kinks: 'fail' } },
  { name: 'an infinite slope', subject: { value: Math.cbrt, gradient: () => 0 }, options: { at: 0 } },
  {
    name: 'too noisy',
    subject: { value: (v: number) => Math.fround(1e4 + v * v), gradient: (v: number) => 2 * v },
    options: { at: 0.3, requiredResolution: 1e-6 },
  },
  { name: 'out of budget', subject: { value: cubes, gradient: scaled(3) }, options: { at, maxEvaluations: 2 } },
  { name: 'right under not', subject: { value: cubes, gradient: scaled(3) }, options: { at }, negated: true },
  {
    name: 'right under not, but nothing could show',
    subject: { value: (p: { a: number; b: number }) => p.a * p.b, gradient: () => ({ a: 0, b: 0 }) },
    options: { at: { a: 0, b: 0 } },
    negated: true,
  },
  {
    name: 'a right Jacobian under not',
    subject: { value: ([a, b]: number[]) => [a! * b!, a! ** 2, b!], jacobian },
    options: { at: [0.3, 0.7] },
    negated: true,
  },
  {
    name: 'one scalar among others',
    subject: { value: decay, gradient: (p: typeof signal) => ({ x: p.x.map(() => Math.exp(-p.rate)), rate: 1 }) },
    options: { at: signal },
  },
];

const right = { value: cubes, gradient: scaled(3) };

const misuses: readonly Situation[] = [
  { name: 'ERR_NO_POINT', subject: right, options: undefined },
  { name: 'ERR_EMPTY_POINT', subject: right, options: { at: { w: [] } } },
  { name: 'ERR_PARAMETER_TYPE', subject: right, options: { at: { w: new Int32Array(3) } } },
  { name: 'ERR_PARAMETER_NOT_FINITE', subject: right, options: { at: { w: [1, Number.NaN, 2] } } },
  { name: 'ERR_NO_DERIVATIVE', subject: { value: cubes }, options: { at }, negated: true },
  { name: 'ERR_SUBJECT', subject: 3, options: { at } },
  { name: 'ERR_VALUE_TYPE', subject: { ...right, value: () => 'high' }, options: { at } },
  {
    name: 'ERR_VALUE_SHAPE_CHANGED',
    subject: { value: () => new Array(2 + (lengths++ % 2)).fill(1), vjp: scaled(3) },
    options: { at },
  },
  {
    name: 'ERR_DERIVATIVE_SHAPE',
    subject: { value: cubes, gradient: () => ({ dw: [1, 2] }) },
    options: { at },
    negated: true,
  },
  { name: 'ERR_OPTION', subject: right, options: { at, sede: 1 } },
  {
    name: 'ERR_USER_FUNCTION',
    subject: {
      ...right,
      value: () => {
        throw new Error('out of memory');
      },
    },
    options: { at },
  },
  { name: 'ERR_ABORTED', subject: right, options: { at, signal: aborted.signal } },
];

export const situations: readonly Situation[] = [...layouts, ...misuses];

/** The text of a situation: a file beside this one. */
export const fileOf = ({ name }: Situation): string => `${name.replaceAll(/[ ,]+/g, '-')}.txt`;

/** Numbers of the size of rounding errors depend on the arithmetic, not on the layout. */
export const withoutRounding = (text: string): string => `${text.replaceAll(/\d\.\de-\d+/g, '#.#e-#')}\n`;
