import { matrix, numbers } from '../model.ts';
import type { Case } from './networks.ts';

const next = numbers(31);
const [ROWS, COLUMNS] = [4, 10];
const cotangent = Float32Array.from(matrix(next, ROWS, COLUMNS).flat());
const f = Math.fround;

/** Every operation rounds to float32, as on a GPU; a sum is rounded term by term. */
function total(values: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum = f(sum + f(values[k]! * cotangent[k % cotangent.length]!));
  return sum;
}

type Input = { x: Float32Array };

const elementwise = (
  title: string,
  line: number,
  op: (x: number) => number,
  slope: (x: number) => number,
  low: number,
  high: number,
): Case => ({
  title,
  line,
  subject: {
    value: ({ x }: Input) => total(x.map(v => f(op(v)))),
    gradient: ({ x }: Input) => ({ x: x.map((v, k) => f(cotangent[k]! * f(slope(v)))) }),
  },
  at: { x: Float32Array.from({ length: ROWS * COLUMNS }, () => low + ((next() + 1) / 2) * (high - low)) },
});

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function softmaxRows(x: Float32Array): Float32Array {
  const y = new Float32Array(x.length);
  for (let i = 0; i < ROWS; i++) {
    let sum = 0;
    for (let j = 0; j < COLUMNS; j++) sum = f(sum + f(Math.exp(x[i * COLUMNS + j]!)));
    for (let j = 0; j < COLUMNS; j++) y[i * COLUMNS + j] = f(Math.exp(x[i * COLUMNS + j]!)) / sum;
  }
  return y;
}

const logits = Float32Array.from(matrix(next, ROWS, COLUMNS, 1.2).flat());
const right = Float32Array.from(matrix(next, COLUMNS, 3).flat());

const product = (x: Float32Array): Float32Array => {
  const y = new Float32Array(ROWS * 3);
  for (let i = 0; i < ROWS; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < COLUMNS; k++) y[i * 3 + j] = f(y[i * 3 + j]! + f(x[i * COLUMNS + k]! * right[k * 3 + j]!));
  return y;
};

export const FLOAT32_OPS: readonly Case[] = [
  {
    title: 'tf.matMul',
    line: 14,
    subject: {
      value: ({ x }: Input) => total(product(x)),
      gradient: () => ({
        x: Float32Array.from({ length: ROWS * COLUMNS }, (_, k) => {
          let sum = 0;
          for (let j = 0; j < 3; j++)
            sum = f(sum + f(right[(k % COLUMNS) * 3 + j]! * cotangent[Math.floor(k / COLUMNS) * 3 + j]!));
          return sum;
        }),
      }),
    },
    at: { x: logits },
  },
  {
    title: 'tf.add with broadcasting',
    line: 22,
    subject: {
      value: ({ a, b }: { a: Float32Array; b: Float32Array }) => total(a.map((v, k) => f(v + b[k % COLUMNS]!))),
      gradient: () => ({
        a: cotangent.slice(),
        b: Float32Array.from({ length: COLUMNS }, (_, j) => {
          let sum = 0;
          for (let i = 0; i < ROWS; i++) sum = f(sum + cotangent[i * COLUMNS + j]!);
          return sum;
        }),
      }),
    },
    at: { a: logits, b: Float32Array.from(matrix(next, 1, COLUMNS).flat()) },
  },
  elementwise('tf.exp', 31, Math.exp, Math.exp, -1, 1),
  elementwise('tf.log1p', 38, Math.log1p, x => 1 / (1 + x), 0.2, 3),
  elementwise('tf.sqrt', 45, Math.sqrt, x => 0.5 / Math.sqrt(x), 0.5, 4),
  elementwise('tf.tanh', 52, Math.tanh, x => 1 - Math.tanh(x) ** 2, -1.5, 1.5),
  elementwise('tf.sigmoid', 59, sigmoid, x => sigmoid(x) * (1 - sigmoid(x)), -2, 2),
  elementwise('tf.softplus', 66, x => Math.log1p(Math.exp(x)), sigmoid, -2, 2),
  elementwise(
    'tf.elu',
    73,
    x => (x > 0 ? x : Math.expm1(x)),
    x => (x > 0 ? 1 : Math.exp(x)),
    -2,
    2,
  ),
  elementwise(
    'tf.reciprocal',
    80,
    x => 1 / x,
    x => -1 / (x * x),
    0.6,
    2,
  ),
  elementwise(
    'tf.square',
    87,
    x => x * x,
    x => 2 * x,
    -2,
    2,
  ),
  {
    title: 'tf.softmax',
    line: 118,
    subject: {
      value: ({ logits: x }: { logits: { data: Float32Array } }) => total(softmaxRows(x.data)),
      gradient: ({ logits: x }: { logits: { data: Float32Array } }) => {
        const y = softmaxRows(x.data);
        return {
          logits: y.map((p, k) => {
            const row = Math.floor(k / COLUMNS) * COLUMNS;
            let inner = 0;
            for (let j = 0; j < COLUMNS; j++) inner = f(inner + f(y[row + j]! * cotangent[row + j]!));
            return f(p * f(cotangent[k]! - inner));
          }),
        };
      },
    },
    at: { logits: { data: logits, shape: [ROWS, COLUMNS] } },
  },
  {
    title: 'tf.logSumExp',
    line: 131,
    subject: {
      value: ({ x }: Input) => f(Math.log(x.reduce((sum, v) => f(sum + f(Math.exp(v))), 0))),
      gradient: ({ x }: Input) => {
        const sum = x.reduce((all, v) => f(all + f(Math.exp(v))), 0);
        return { x: x.map(v => f(Math.exp(v)) / sum) };
      },
    },
    at: { x: logits },
  },
  {
    title: 'tf.mean over axis 0',
    line: 140,
    subject: {
      value: ({ x }: Input) => {
        const means = new Float32Array(COLUMNS);
        for (let k = 0; k < x.length; k++) means[k % COLUMNS] = f(means[k % COLUMNS]! + x[k]!);
        return total(means.map(v => f(v / ROWS)));
      },
      gradient: () => ({ x: logits.map((_, k) => f(cotangent[k % COLUMNS]! / ROWS)) }),
    },
    at: { x: logits },
  },
  {
    title: 'tf.norm, euclidean',
    line: 149,
    subject: {
      value: ({ x }: Input) => f(Math.sqrt(x.reduce((sum, v) => f(sum + f(v * v)), 0))),
      gradient: ({ x }: Input) => {
        const norm = f(Math.sqrt(x.reduce((sum, v) => f(sum + f(v * v)), 0)));
        return { x: x.map(v => f(v / norm)) };
      },
    },
    at: { x: logits },
  },
];
