import type { LabelledCase, Parameters } from './labelled-case.ts';

/** A function of one vector `x`, generic over the rounding of its arithmetic. */
interface Base {
  readonly id: string;
  readonly x: readonly number[];
  value(x: ArrayLike<number>, round: (v: number) => number): number;
  gradient(x: ArrayLike<number>): number[];
}

const spread = (n: number, size = 1): number[] =>
  Array.from({ length: n }, (_, i) => size * Math.sin(12.9898 * (i + 1)));

const sum = (x: ArrayLike<number>, round: (v: number) => number, term: (v: number, i: number) => number): number => {
  let total = 0;
  for (let i = 0; i < x.length; i++) total = round(total + round(term(x[i]!, i)));
  return total;
};

const bases: readonly Base[] = [
  {
    id: 'tanh',
    x: spread(7),
    value: (x, r) => sum(x, r, (v, i) => (i + 1) * Math.tanh(v)),
    gradient: x => Array.from(x, (v, i) => (i + 1) * (1 - Math.tanh(v) ** 2)),
  },
  { id: 'exp', x: spread(5), value: (x, r) => sum(x, r, Math.exp), gradient: x => Array.from(x, Math.exp) },
  {
    id: 'log',
    x: spread(6).map(v => 1.5 + v),
    value: (x, r) => sum(x, r, Math.log),
    gradient: x => Array.from(x, v => 1 / v),
  },
  {
    id: 'offset',
    x: spread(4),
    value: (x, r) => r(1e4 + sum(x, r, v => v ** 3)),
    gradient: x => Array.from(x, v => 3 * v * v),
  },
  {
    id: 'relu near its corner',
    x: [1e-3, -1e-3, 0.5, -0.7],
    value: (x, r) => sum(x, r, (v, i) => (i + 1) * Math.max(0, v)),
    gradient: x => Array.from(x, (v, i) => (v > 0 ? i + 1 : 0)),
  },
  {
    id: 'oscillating',
    x: spread(3, 0.1),
    value: (x, r) => sum(x, r, v => Math.sin(300 * v)),
    gradient: x => Array.from(x, v => 300 * Math.cos(300 * v)),
  },
  {
    id: 'tiny scale',
    x: spread(5),
    value: (x, r) => sum(x, r, v => 1e-20 * v ** 2),
    gradient: x => Array.from(x, v => 2e-20 * v),
  },
  {
    id: 'mixed sizes',
    x: [1e-6, 1, 1e6],
    value: (x, r) => r(r(1e6 * x[0]!) + r(x[1]! ** 2) + r(1e-6 * x[2]!)),
    gradient: x => [1e6, 2 * x[1]!, 1e-6],
  },
];

/** Mistakes planted in a right gradient. */
const mistakes: readonly { readonly id: string; readonly spoil: (g: number[]) => number[] }[] = [
  { id: 'right', spoil: g => g },
  { id: 'sign', spoil: g => g.map(v => -v) },
  { id: 'twice', spoil: g => g.map(v => 2 * v) },
  { id: 'last forgotten', spoil: g => g.map((v, i) => (i === g.length - 1 ? 0 : v)) },
  { id: 'reversed', spoil: g => [...g].reverse() },
  { id: 'one per cent', spoil: g => g.map(v => 1.01 * v) },
  { id: 'one in ten thousand', spoil: g => g.map(v => 1.0001 * v) },
];

function build(base: Base, mistake: (typeof mistakes)[number], dtype: 'f64' | 'f32'): LabelledCase[] {
  const round = dtype === 'f32' ? Math.fround : (v: number) => v;
  const Type = dtype === 'f32' ? Float32Array : Float64Array;
  const right = base.gradient(Type.from(base.x));
  const spoiled = mistake.spoil(right);
  const error = Math.hypot(...spoiled.map((v, i) => v - right[i]!)) / Math.hypot(...right);
  if (mistake.id !== 'right' && error === 0) return [];
  return [
    {
      id: `${base.id}/${dtype}/${mistake.id}`,
      dtype,
      value: (p: Parameters) => round(base.value(p.x as Float64Array, round)),
      gradient: (p: Parameters) => ({ x: Type.from(mistake.spoil(base.gradient(p.x as Float64Array))) }),
      at: { x: Type.from(base.x) },
      truth: mistake.id === 'right' ? 'correct' : 'incorrect',
      bugSize: error,
      // Errors below the rounding of float32 values are left to what the verdict states.
      snr: dtype === 'f32' && error < 0.05 ? 1 : 100,
    },
  ];
}

export const cases: readonly LabelledCase[] = bases.flatMap(base =>
  mistakes.flatMap(mistake => [...build(base, mistake, 'f64'), ...build(base, mistake, 'f32')]),
);
