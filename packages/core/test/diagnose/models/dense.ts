import { type Matrix, map, matrix, multiply, sumRows, transpose, vector, zip } from './matrix.ts';

/** y = tanh(X·W1 + b1)·W2 + b2: five examples, four features in every layer. */
export interface Dense {
  X: Matrix;
  W1: Matrix;
  b1: number[];
  W2: Matrix;
  b2: number[];
}

export const at: Dense = {
  X: matrix(5, 4, 1),
  W1: matrix(4, 4, 2, 0.6),
  b1: vector(4, 3, 0.4),
  W2: matrix(4, 4, 4, 0.7),
  b2: vector(4, 5, 0.3),
};

const hidden = ({ X, W1, b1 }: Dense): Matrix => map(multiply(X, W1), (v, _, j) => Math.tanh(v + b1[j]!));

export const value = (p: Dense): Matrix => map(multiply(hidden(p), p.W2), (v, _, j) => v + p.b2[j]!);

export function vjp(p: Dense, dy: Matrix): Dense {
  const H = hidden(p);
  const dZ = zip(multiply(dy, transpose(p.W2)), H, (d, h) => d * (1 - h * h));
  return {
    X: multiply(dZ, transpose(p.W1)),
    W1: multiply(transpose(p.X), dZ),
    b1: sumRows(dZ),
    W2: multiply(transpose(H), dy),
    b2: sumRows(dy),
  };
}

const target = matrix(5, 4, 9);

/** Half the mean over the examples of |y − target|², with `decay`/2 |W1|². */
export const loss = (p: Dense, decay = 0): number =>
  zip(value(p), target, (y, t) => (y - t) ** 2 / 10)
    .flat()
    .reduce((sum, v) => sum + v, 0) +
  (decay / 2) * p.W1.flat().reduce((sum, w) => sum + w * w, 0);

export function gradient(p: Dense, decay = 0): Dense {
  const g = vjp(
    p,
    zip(value(p), target, (y, t) => (y - t) / 5),
  );
  return { ...g, W1: zip(g.W1, p.W1, (d, w) => d + decay * w) };
}
