import { type Matrix, map, matrix, multiply, transpose, zip } from './matrix.ts';

/** y = softmax(Q·Kᵀ/√3)·V of five tokens. */
export interface Attention {
  Q: Matrix;
  K: Matrix;
  V: Matrix;
}

export const at: Attention = { Q: matrix(5, 3, 21), K: matrix(5, 3, 22), V: matrix(5, 3, 23) };

const weights = ({ Q, K }: Attention): Matrix =>
  map(multiply(Q, transpose(K)), v => Math.exp(v / Math.sqrt(3))).map(row => {
    const sum = row.reduce((all, v) => all + v, 0);
    return row.map(v => v / sum);
  });

export const value = (p: Attention): Matrix => multiply(weights(p), p.V);

export function vjp(p: Attention, dy: Matrix): Attention {
  const A = weights(p);
  const dA = multiply(dy, transpose(p.V));
  const dS = zip(A, dA, (a, d) => a * d).map((row, i) => {
    const sum = row.reduce((all, v) => all + v, 0);
    return row.map((v, j) => (v - A[i]![j]! * sum) / Math.sqrt(3));
  });
  return { Q: multiply(dS, p.K), K: multiply(transpose(dS), p.Q), V: multiply(transpose(A), dy) };
}
