import type { Differentiable } from '@gradcheck/core';
import { matrix, mistaken, model, numbers, type Point, vector } from '../model.ts';
import { dot, log, mean, relu, type Scalar, softmax, sum, tanh } from '../tape.ts';

export interface Case {
  readonly title: string;
  readonly line: number;
  // biome-ignore lint/suspicious/noExplicitAny: every model has a point of its own
  readonly subject: Differentiable<any>;
  readonly at: unknown;
}

const next = numbers(7);
const batch = matrix(next, 5, 6);
const targets = matrix(next, 5, 8, 0.6);
const point = {
  W1: matrix(next, 8, 6, 0.5),
  b1: vector(next, 8, 0.2),
  W2: matrix(next, 8, 8, 0.5),
  b2: vector(next, 8, 0.2),
};

type Layers = { W1: Scalar[][]; b1: Scalar[]; W2: Scalar[][]; b2: Scalar[] };

const layer = (W: Scalar[][], b: Scalar[], x: readonly (Scalar | number)[]): Scalar[] =>
  W.map((row, k) => dot(row, x).add(b[k]!));

const output = ({ W1, b1, W2, b2 }: Layers, x: number[]): Scalar[] =>
  layer(W2, b2, layer(W1, b1, x).map(tanh)).map(tanh);

const squares = (parameters: Layers): Scalar =>
  mean(
    batch.flatMap((x, k) =>
      output(parameters, x).map((y, j) => {
        const error = y.sub(targets[k]![j]!);
        return error.mul(error);
      }),
    ),
  );

const transposed =
  <P extends Point>(name: keyof P & string) =>
  (gradient: P): P => ({
    ...gradient,
    [name]: (gradient[name] as number[][]).map((row, i) => row.map((_, j) => (gradient[name] as number[][])[j]![i]!)),
  });

const crossEntropy = (parameters: Layers): Scalar =>
  mean(batch.map((x, k) => log(softmax(output(parameters, x))[k % 8]!).mul(-1)));

const decay = (parameters: Layers): Scalar =>
  squares(parameters).add(sum([...parameters.W1, ...parameters.W2].flat().map(w => w.mul(w))).mul(0.01));

const corner = numbers(3);
const reluPoint = { W: matrix(corner, 6, 8), x: vector(corner, 8) };
// The first pre-activation is exactly zero: its last weight balances the others.
reluPoint.W[0] = [1, 0, 0, 0, 0, 0, 0, 0].map((w, k) => (k === 7 ? 0.5 : w));
reluPoint.x = reluPoint.x.map((x, k) => (k === 0 ? 0.25 : k === 7 ? -0.5 : x));

export const NETWORKS: readonly Case[] = [
  {
    title: 'two-layer MLP, mean squared error',
    line: 41,
    subject: mistaken(model<typeof point>(squares), transposed('W2')),
    at: point,
  },
  { title: 'two-layer MLP, softmax cross-entropy', line: 58, subject: model<typeof point>(crossEntropy), at: point },
  { title: 'two-layer MLP with weight decay', line: 73, subject: model<typeof point>(decay), at: point },
  {
    title: 'dense layer, tanh',
    line: 96,
    subject: model<{ W: number[][]; x: number[] }>(({ W, x }) => mean(W.map(row => tanh(dot(row, x))))),
    at: { W: matrix(next, 6, 8), x: vector(next, 8) },
  },
  {
    title: 'dense layer, ReLU',
    line: 119,
    subject: model<typeof reluPoint>(({ W, x }) => sum(W.map((row, k) => relu(dot(row, x)).mul(0.5 + k / 10)))),
    at: reluPoint,
  },
  {
    title: 'residual block',
    line: 137,
    subject: model<{ W: number[][]; x: number[] }>(({ W, x }) =>
      mean(W.map((row, k) => tanh(dot(row, x)).add(x[k]!)).map(y => y.mul(y))),
    ),
    at: { W: matrix(next, 6, 6), x: vector(next, 6) },
  },
];
