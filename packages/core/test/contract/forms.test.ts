import { describe, expect, it } from 'vitest';
import { checkGradients, type Differentiable } from '../../src/index.ts';
import { said } from '../said.ts';

interface Point {
  W: number[][];
  b: Float64Array;
}

/** Two outputs, so that every form has something to say: yᵢ = tanh(Wᵢ·b) + bᵢ. */
const at: Point = {
  W: [
    [0.3, -0.5],
    [0.8, 1.2],
  ],
  b: Float64Array.of(0.1, 0.4),
};
const rows = [0, 1] as const;
const activation = ({ W, b }: Point, i: number): number => Math.tanh(W[i]![0]! * b[0]! + W[i]![1]! * b[1]!);
const value = (p: Point): number[] => rows.map(i => activation(p, i) + p.b[i]!);

function jacobian(p: Point): { W: number[][][]; b: number[][] } {
  const slope = rows.map(i => 1 - activation(p, i) ** 2);
  return {
    W: rows.map(i => rows.map(r => rows.map(k => (r === i ? slope[i]! * p.b[k]! : 0)))),
    b: rows.map(i => rows.map(k => slope[i]! * p.W[i]![k]! + (i === k ? 1 : 0))),
  };
}

function vjp(p: Point, cotangent: readonly number[]): Point {
  const { W, b } = jacobian(p);
  const along = (entries: readonly number[]): number => entries.reduce((sum, v, i) => sum + v * cotangent[i]!, 0);
  return {
    W: rows.map(r => rows.map(k => along(rows.map(i => W[i]![r]![k]!)))),
    b: Float64Array.from(rows, k => along(rows.map(i => b[i]![k]!))),
  };
}

function jvp(p: Point, tangent: Point): number[] {
  const { W, b } = jacobian(p);
  return rows.map(i =>
    rows.reduce<number>(
      (sum, k) =>
        sum + b[i]![k]! * tangent.b[k]! + rows.reduce<number>((s, r) => s + W[i]![r]![k]! * tangent.W[r]![k]!, 0),
      0,
    ),
  );
}

interface Curved {
  x: number[];
  y: number;
}

/** f = x₀²x₁ + sin(x₁y) */
const curvedAt: Curved = { x: [0.7, 1.3], y: 0.4 };
const curved = ({ x, y }: Curved): number => x[0]! ** 2 * x[1]! + Math.sin(x[1]! * y);
/** Keys in another order than the point's: only names count. */
const curvedGradient = ({ x, y }: Curved): Curved => ({
  y: x[1]! * Math.cos(x[1]! * y),
  x: [2 * x[0]! * x[1]!, x[0]! ** 2 + y * Math.cos(x[1]! * y)],
});
const hessian = ({ x, y }: Curved) => {
  const [c, s] = [Math.cos(x[1]! * y), Math.sin(x[1]! * y)];
  const mixed = [0, c - x[1]! * y * s];
  return {
    x: {
      x: [
        [2 * x[1]!, 2 * x[0]!],
        [2 * x[0]!, -y * y * s],
      ],
      y: mixed,
    },
    y: { x: mixed, y: -x[1]! * x[1]! * s },
  };
};
const hvp = (p: Curved, t: Curved): Curved => {
  const H = hessian(p);
  return {
    x: rows.map(i => H.x.x[i]![0]! * t.x[0]! + H.x.x[i]![1]! * t.x[1]! + H.x.y[i]! * t.y),
    y: H.y.x[0]! * t.x[0]! + H.y.x[1]! * t.x[1]! + H.y.y * t.y,
  };
};
const double = <T>(tree: T): T =>
  JSON.parse(
    JSON.stringify(tree, (_, v) => (ArrayBuffer.isView(v) ? [...(v as Float64Array)] : v)),
    (_, v) => (typeof v === 'number' ? 2 * v : v),
  ) as T;

// biome-ignore lint/suspicious/noExplicitAny: subjects over different points in one table
type Subject = Differentiable<any>;

const first = { order: 1, at } as const;
const second = { order: 1, at: curvedAt } as const;
const forms: readonly [form: string, right: Subject, wrong: Subject, options: { order: 1 | 2; at: object }][] = [
  [
    'gradient',
    { value: curved, gradient: curvedGradient },
    { gradient: (p: Curved) => double(curvedGradient(p)) },
    second,
  ],
  [
    'valueAndGradient',
    { valueAndGradient: (p: Curved) => ({ value: curved(p), gradient: curvedGradient(p) }) },
    { valueAndGradient: (p: Curved) => ({ value: curved(p), gradient: double(curvedGradient(p)) }) },
    second,
  ],
  ['vjp', { value, vjp }, { vjp: (p: Point, c: number[]) => double(vjp(p, c)) }, first],
  ['jvp', { value, jvp }, { jvp: (p: Point, t: Point) => double(jvp(p, t)) }, first],
  ['jacobian', { value, jacobian }, { jacobian: (p: Point) => double(jacobian(p)) }, first],
  ['vjp beside jvp', { value, vjp, jvp }, { jvp: (p: Point, t: Point) => double(jvp(p, t)) }, first],
  [
    'hvp',
    { value: curved, gradient: curvedGradient, hvp },
    { hvp: (p: Curved, t: Curved) => double(hvp(p, t)) },
    second,
  ],
  [
    'hessian',
    { value: curved, gradient: curvedGradient, hessian },
    { hessian: (p: Curved) => double(hessian(p)) },
    second,
  ],
  [
    'order 2',
    { value: curved, gradient: curvedGradient, hvp, hessian },
    { hessian: (p: Curved) => double(hessian(p)) },
    { order: 2, at: curvedAt },
  ],
];

function delayed(subject: Subject): Subject {
  return Object.fromEntries(
    Object.entries(subject).map(([name, f]) => [
      name,
      async (...args: unknown[]) => (f as (...a: unknown[]) => unknown)(...args),
    ]),
  );
}

const timeless = (check: object): unknown => ({
  ...check,
  cost: { ...(check as { cost: object }).cost, milliseconds: 0 },
});

describe.each(forms)('%s', (_, right, wrong, options) => {
  it('is correct when right, incorrect when wrong', () => {
    const rightly = checkGradients(right, options);
    expect(rightly.verdict).toBe('correct');
    expect(rightly.resolution).toBeLessThan(1e-6);
    expect(said(checkGradients({ ...right, ...wrong }, options))).toBe('incorrect');
  });

  it('may be asynchronous, many in flight, with the same result bit for bit', async () => {
    const sync = timeless(checkGradients(right, { ...options, evidence: 'always' }));
    for (const concurrency of [1, 4]) {
      const later = checkGradients(delayed(right), { ...options, evidence: 'always', concurrency });
      expect(later).toBeInstanceOf(Promise);
      expect(timeless(await later)).toEqual(sync);
    }
    // Concurrency alone makes no promise of it.
    expect(timeless(checkGradients(right, { ...options, evidence: 'always', concurrency: 4 }))).toEqual(sync);
  });

  it('may be evaluated in batches', async () => {
    const call = right.value ?? ((p: Curved) => curved(p));
    const sync = timeless(checkGradients(right, { ...options, evidence: 'always' }));
    let batches = 0;
    const valueBatch = (points: readonly unknown[]): unknown[] => {
      batches++;
      return points.map(p => call(p));
    };
    expect(timeless(checkGradients(right, { ...options, evidence: 'always', valueBatch }))).toEqual(sync);
    const later = await checkGradients(right, {
      ...options,
      evidence: 'always',
      valueBatch: async ps => valueBatch(ps),
    });
    expect(timeless(later)).toEqual(sync);
    // Values say nothing about second derivatives: there, the gradient is what is sampled.
    expect(batches > 0).toBe(options.order === 1);
  });

  it('names its own form', () => {
    const named = new Set(checkGradients(right, options).derivatives);
    for (const member of Object.keys(right)) {
      if (member === 'value' || (member === 'gradient' && options.order === 2)) continue;
      expect(named).toContain(member === 'valueAndGradient' ? 'gradient' : member);
    }
  });
});

it('checks the gradient of valueAndGradient beside a gradient of its own', () => {
  const both = (p: Curved) => ({ value: curved(p), gradient: double(curvedGradient(p)) });
  const subject = { value: curved, gradient: curvedGradient, valueAndGradient: both };
  expect(said(checkGradients(subject, { at: curvedAt }))).toBe('incorrect');
});

it('holds vjp and jvp against each other without differences', () => {
  // Both wrong in the same way along the values, apart from each other: only the adjoint identity needs no samples.
  const subject = { value, vjp, jvp: (p: Point, t: Point) => jvp(p, t).map(v => v * 1.001) };
  expect(said(checkGradients(subject, { at }))).toBe('incorrect');
});

it('keeps the methods and the private state of a class', () => {
  class Product {
    readonly #factor = 2;
    valueAndGradient([x, y]: number[]): { value: number; gradient: number[] } {
      return { value: this.#factor * x! * y!, gradient: [this.#factor * y!, this.#factor * x!] };
    }
    jvp([x, y]: number[], [s, t]: number[]): number {
      return this.#factor * (y! * s! + x! * t!);
    }
  }
  const check = checkGradients(new Product(), { at: [1.5, 2] });
  expect([check.verdict, check.derivatives]).toEqual(['correct', ['gradient', 'jvp']]);
});

it('reads outputs and derivatives by name, in whatever order their keys stand', () => {
  const subject = {
    value: ({ b }: Point) => ({ product: b[0]! * b[1]!, first: [b[0]!] }),
    jvp: ({ b }: Point, t: Point) => ({ first: [t.b[0]!], product: t.b[0]! * b[1]! + b[0]! * t.b[1]! }),
    vjp: ({ W, b }: Point, c: { product: number; first: number[] }) => ({
      b: [c.product * b[1]! + c.first[0]!, c.product * b[0]!],
      W: W.map(row => row.map(() => 0)),
    }),
  };
  expect(checkGradients(subject, { at, wrt: ['b'] }).verdict).toBe('correct');
});

it('reads tuples of equal shapes as what the point says they are', () => {
  const value2 = ([x, y]: number[][]): number => x![0]! * y![1]! * x![1]! + y![0]! ** 2;
  const tuple = {
    value: value2,
    gradient: ([x, y]: number[][]) => [
      [y![1]! * x![1]!, x![0]! * y![1]!],
      [2 * y![0]!, x![0]! * x![1]!],
    ],
  };
  const vectors = [Float64Array.of(1, 2), Float64Array.of(3, 0.4)];
  const check = checkGradients(tuple as Subject, { at: vectors });
  expect([check.verdict, check.parameters.map(({ path }) => path)]).toEqual(['correct', ['0', '1']]);
});

it('accepts rows in typed arrays for a nested parameter', () => {
  const W = at.W;
  const subject = {
    value: (p: number[][]) => p[0]![0]! * p[1]![1]!,
    gradient: (p: number[][]) => [Float64Array.of(p[1]![1]!, 0), Float64Array.of(0, p[0]![0]!)],
  };
  expect(checkGradients(subject, { at: W }).verdict).toBe('correct');
});
