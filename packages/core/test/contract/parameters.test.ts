import { describe, expect, it } from 'vitest';
import { checkGradients, numericalGradient } from '../../src/index.ts';

type Tree = number | ArrayLike<number> | readonly Tree[] | NdArray | { readonly [key: string]: Tree };
interface NdArray {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly stride?: readonly number[];
  readonly strides?: readonly number[];
  readonly offset?: number;
}

const isNd = (tree: object): tree is NdArray => 'data' in tree && 'shape' in tree;

/** Positions in `data`, row-major, written out for two axes at most. */
function positions({ shape, stride, strides, offset = 0 }: NdArray): number[] {
  const steps = stride ?? strides ?? [...shape.slice(1), 1];
  const [rows = 1, columns = 1] = shape;
  return Array.from({ length: rows * columns }, (_, k) => {
    const [i, j] = shape.length === 2 ? [Math.floor(k / columns), k % columns] : [k, 0];
    return offset + i * steps[0]! + j * (steps[1] ?? 0);
  });
}

/** Every number of a structure, in order. */
function numbers(tree: Tree): number[] {
  if (typeof tree === 'number') return [tree];
  if (ArrayBuffer.isView(tree)) return Array.from(tree as unknown as ArrayLike<number>);
  if (Array.isArray(tree)) return tree.flatMap(numbers);
  if (isNd(tree as object)) return positions(tree as NdArray).map(k => (tree as NdArray).data[k]!);
  return Object.values(tree as Record<string, Tree>).flatMap(numbers);
}

/** The structure with other numbers, plain arrays in the place of typed ones. */
function like(tree: Tree, next: () => number): Tree {
  if (typeof tree === 'number') return next();
  if (ArrayBuffer.isView(tree)) return Array.from(tree as unknown as ArrayLike<number>, next);
  if (Array.isArray(tree)) return tree.map(part => like(part, next));
  if (isNd(tree as object)) {
    const { shape } = tree as NdArray;
    return { data: Float64Array.from(positions(tree as NdArray), next), shape };
  }
  return Object.fromEntries(Object.entries(tree as Record<string, Tree>).map(([key, part]) => [key, like(part, next)]));
}

/** Σ k sin(xₖ): every coordinate has a slope of its own. */
const value = (p: Tree): number => numbers(p).reduce((sum, x, k) => sum + (k + 1) * Math.sin(x), 0);
function gradient(p: Tree): Tree {
  const slopes = numbers(p).map((x, k) => (k + 1) * Math.cos(x));
  let k = 0;
  return like(p, () => slopes[k++]!);
}

const data = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
const Half = (globalThis as { Float16Array?: new (values: ArrayLike<number>) => ArrayLike<number> }).Float16Array;

const forms: readonly [name: string, at: Tree, leaves: readonly string[]][] = [
  ['a number', 0.5, ['x scalar number']],
  ['an array of numbers', [0.1, 0.2, 0.3], ['x 3 number']],
  [
    'a nested array',
    [
      [0.1, 0.2, 0.3],
      [0.4, 0.5, 0.6],
    ],
    ['x 2×3 number'],
  ],
  [
    'three axes',
    [
      [[0.1], [0.2]],
      [[0.3], [0.4]],
    ],
    ['x 2×2×1 number'],
  ],
  ['Float64Array', data, ['x 6 float64']],
  ['Float32Array', Float32Array.of(0.1, 0.2), ['x 2 float32']],
  ['a view into a larger buffer', data.subarray(2, 4), ['x 2 float64']],
  ['{ data, shape }', { data, shape: [2, 3] }, ['x 2×3 float64']],
  ['a transposed view', { data, shape: [3, 2], stride: [1, 3], offset: 0 }, ['x 3×2 float64']],
  ['strides under their other name', { data, shape: [3, 2], strides: [1, 3] }, ['x 3×2 float64']],
  ['an offset and gaps', { data: Float32Array.from(data), shape: [2], stride: [3], offset: 1 }, ['x 2 float32']],
  ['reversed axes', { data: Array.from(data), shape: [3, 2], stride: [-2, -1], offset: 5 }, ['x 3×2 number']],
  ['a tuple', [Float64Array.of(0.1), 0.2, [0.3, 0.4]], ['0 1 float64', '1 scalar number', '2 2 number']],
  [
    'deep nesting',
    {
      layers: [
        { W: [[0.1, 0.2]], b: [0.3] },
        { W: [[0.4], [0.5]], b: Float32Array.of(0.6) },
      ],
      'learning rate': { a: 0.7 },
    },
    [
      'layers.0.W 1×2 number',
      'layers.0.b 1 number',
      'layers.1.W 2×1 number',
      'layers.1.b 1 float32',
      '["learning rate"].a scalar number',
    ],
  ],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 0.3 }), ['a scalar number']],
  ['an empty part beside others', { none: [], some: [0.4] }, ['some 1 number']],
  ...(Half ? [['Float16Array', new Half([0.5, 0.25, 1.5]), ['x 3 float16']] as [string, Tree, string[]]] : []),
];

describe.each(forms)('%s', (_, at, leaves) => {
  it('is read, perturbed and named', () => {
    const check = checkGradients({ value, gradient }, { at });
    expect(check.verdict).toBe('correct');
    const shown = check.parameters.map(({ path, shape, dtype }) => `${path} ${shape.join('×') || 'scalar'} ${dtype}`);
    expect(shown).toEqual(leaves);
  });

  it('shows a wrong factor', () => {
    const wrong = (p: Tree): Tree =>
      like(
        gradient(p),
        (
          values => () =>
            1.1 * values.shift()!
        )(numbers(gradient(p))),
      );
    expect(checkGradients({ value, gradient: wrong }, { at }).verdict).toBe('incorrect');
  });

  it('reaches the function as what it was', () => {
    const classes = (tree: Tree): unknown => {
      if (typeof tree !== 'object') return typeof tree;
      if (ArrayBuffer.isView(tree)) return tree.constructor.name;
      if (Array.isArray(tree)) return tree.map(classes);
      return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, classes(part as Tree)]));
    };
    const seen = new Set<string>();
    const spy = (p: Tree): number => {
      seen.add(JSON.stringify(classes(p)));
      return value(p);
    };
    checkGradients({ value: spy, gradient }, { at });
    expect([...seen]).toEqual([JSON.stringify(classes(at))]);
  });

  it('has a numerical gradient of the same structure, within its bounds', () => {
    const { gradient: found, errorBound } = numericalGradient(value, { at });
    const [slopes, bounds, right] = [numbers(found), numbers(errorBound), numbers(gradient(at))];
    expect(slopes).toHaveLength(right.length);
    // A float16 or float32 result is rounded once more when it is stored.
    const stored = JSON.stringify(leaves).includes('float64') || JSON.stringify(leaves).includes('number') ? 0 : 2e-3;
    for (const [k, slope] of slopes.entries()) {
      expect(Math.abs(slope - right[k]!)).toBeLessThanOrEqual(bounds[k]! + Math.max(stored, 1e-6) * Math.abs(slope));
    }
  });
});

describe('wrt', () => {
  const at = {
    layers: [
      { W: [0.1, 0.2], b: 0.3 },
      { W: [0.4], b: 0.5 },
    ],
    scale: 2,
  };
  const checked = (wrt?: string[]): string[] =>
    checkGradients({ value, gradient }, { at, ...(wrt ? { wrt } : {}) }).parameters.map(({ path }) => path);

  it('checks what it names, whole parts included, and nothing else', () => {
    expect(checked()).toHaveLength(5);
    expect(checked(['layers.0'])).toEqual(['layers.0.W', 'layers.0.b']);
    expect(checked(['layers.1.b', 'scale'])).toEqual(['layers.1.b', 'scale']);
  });

  it('needs no derivative of what is held constant', () => {
    const partial = { value, gradient: (p: typeof at) => ({ scale: 9 * 0 + 6 * Math.cos(p.scale) }) };
    expect(checkGradients(partial as never, { at, wrt: ['scale'] }).verdict).toBe('correct');
    const absent = { value, gradient: (p: typeof at) => ({ layers: null, scale: 6 * Math.cos(p.scale) }) };
    expect(checkGradients(absent as never, { at, wrt: ['scale'] }).verdict).toBe('correct');
  });

  it('never perturbs what is held constant', () => {
    const spy = (p: typeof at): number => {
      expect(p.layers).toEqual(at.layers);
      return value(p);
    };
    checkGradients({ value: spy, gradient }, { at, wrt: ['scale'] });
  });
});

describe('numericalGradient', () => {
  const at = {
    A: [
      [2, 0.5],
      [0.5, 1],
    ],
    s: 0.3,
  };
  const f = ({ A, s }: typeof at): number => Math.log(A[0]![0]! * A[1]![1]! - A[1]![0]! ** 2) + s * s;

  it('of a constrained parameter can itself vary', () => {
    const det = 1.75;
    const { gradient: g, errorBound } = numericalGradient(f, { at, structure: { A: 'symmetric' } });
    const inverse = [1 / det, -0.5 / det, -0.5 / det, 2 / det];
    for (const [k, entry] of g.A.flat().entries()) {
      expect(Math.abs(entry - inverse[k]!)).toBeLessThanOrEqual(errorBound.A.flat()[k]!);
    }
    expect(errorBound.A.flat().every(bound => bound < 1e-7)).toBe(true);
    const simplex = numericalGradient((p: number[]) => p[0]! ** 2 + 3 * p[1]!, {
      at: [0.2, 0.3, 0.5],
      structure: { x: 'unit-sum' },
    });
    // (0.4, 3, 0) less its mean.
    for (const [k, entry] of [0.4 - 3.4 / 3, 3 - 3.4 / 3, -3.4 / 3].entries()) {
      expect(simplex.gradient[k]).toBeCloseTo(entry, 8);
    }
  });

  it('leaves out what wrt and a budget leave out', () => {
    const alone = numericalGradient(f, { at, wrt: ['s'] });
    expect(alone.gradient).toMatchObject({
      A: [
        [Number.NaN, Number.NaN],
        [Number.NaN, Number.NaN],
      ],
    });
    expect(alone.gradient.s).toBeCloseTo(0.6, 8);
    const spent = numericalGradient(f, { at, maxEvaluations: 3 });
    expect(spent.gradient.s).toBeNaN();
    expect(spent.errorBound.s).toBe(Number.POSITIVE_INFINITY);
  });

  it('may be asynchronous, and evaluated in batches', async () => {
    const sync = numericalGradient(f, { at });
    expect(await numericalGradient(async (p: typeof at) => f(p), { at, concurrency: 3 })).toEqual(sync);
    expect(numericalGradient(f, { at, valueBatch: points => points.map(f) })).toEqual(sync);
  });

  it('survives a function that writes to its argument', () => {
    const big = Float64Array.from({ length: 300 }, (_, k) => Math.sin(k));
    const sum = (x: Float64Array): number => x.reduce((total, v) => total + Math.sin(v), 0);
    const destructive = (x: Float64Array): number => {
      const result = sum(x);
      x.fill(7);
      return result;
    };
    expect(numericalGradient(destructive, { at: big }).gradient).toEqual(numericalGradient(sum, { at: big }).gradient);
  });

  it('refuses what is no function', () => {
    expect(() => numericalGradient(undefined as never, { at: 1 })).toThrow(/ERR_SUBJECT: there is no function/);
  });
});
