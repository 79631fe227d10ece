import { matrix, mistaken, model, numbers, vector } from '../model.ts';
import { dot, exp, log, mean, relu, type Scalar, softmax, sqrt, sum } from '../tape.ts';
import type { Case } from './networks.ts';

const next = numbers(23);
const targets = vector(next, 32);
const square = (x: Scalar): Scalar => x.mul(x);

const huber = model<{ y: number[] }>(({ y }) =>
  mean(y.map(v => (Math.abs(v.value) < 1 ? square(v).mul(0.5) : v.mul(Math.sign(v.value)).sub(0.5)))),
);

const softplus = (x: Scalar): Scalar => log(exp(x).add(1));
const classes = matrix(next, 6, 5, 1.5);

const cosine = (a: readonly Scalar[], b: readonly Scalar[]): Scalar => dot(a, b).div(sqrt(dot(a, a).mul(dot(b, b))));

export const LOSSES: readonly Case[] = [
  {
    title: 'mean squared error',
    line: 11,
    subject: model<{ y: number[] }>(({ y }) => mean(y.map((v, k) => square(v.sub(targets[k]!))))),
    at: { y: vector(next, 32) },
  },
  {
    title: 'Huber loss, δ = 1',
    line: 25,
    // The ½ of the quadratic branch is forgotten in its derivative.
    subject: mistaken(huber, ({ y }, point) => ({ y: y.map((g, k) => (Math.abs(point.y[k]!) < 1 ? 2 * g : g)) })),
    at: { y: vector(next, 32, 1.35) },
  },
  {
    title: 'binary cross-entropy with logits',
    line: 43,
    subject: model<{ z: number[] }>(({ z }) => mean(z.map((v, k) => softplus(v).sub(v.mul(k % 2))))),
    at: { z: vector(next, 16, 2) },
  },
  {
    title: 'softmax cross-entropy',
    line: 57,
    subject: model<{ z: number[][] }>(({ z }) => mean(z.map((row, k) => log(softmax(row)[k % 5]!).mul(-1)))),
    at: { z: classes },
  },
  {
    title: 'KL divergence',
    line: 72,
    subject: model<{ p: number[]; q: number[] }>(({ p, q }) => {
      const [from, to] = [softmax(p), softmax(q)];
      return sum(from.map((x, k) => x.mul(log(x.div(to[k]!)))));
    }),
    at: { p: vector(next, 8), q: vector(next, 8) },
  },
  {
    title: 'triplet margin loss',
    line: 90,
    subject: model<{ a: number[]; p: number[]; n: number[] }>(({ a, p, n }) => {
      const distance = (x: readonly Scalar[], y: readonly Scalar[]): Scalar =>
        sqrt(sum(x.map((v, k) => square(v.sub(y[k]!)))).add(1e-6));
      return relu(distance(a, p).sub(distance(a, n)).add(2));
    }),
    at: { a: vector(next, 8), p: vector(next, 8), n: vector(next, 8) },
  },
  {
    title: 'cosine similarity',
    line: 108,
    subject: model<{ a: number[]; b: number[] }>(({ a, b }) => cosine(a, b)),
    at: { a: vector(next, 10), b: vector(next, 10) },
  },
];
