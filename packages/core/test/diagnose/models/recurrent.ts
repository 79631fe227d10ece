import { type Matrix, map, matrix, vector } from './matrix.ts';

/** hₜ = tanh(uₜ + hₜ₋₁·W + b) over seven steps of three units; all hₜ are the output. */
export interface Recurrent {
  u: Matrix;
  W: Matrix;
  b: number[];
  h0: number[];
}

export const at: Recurrent = {
  u: matrix(7, 3, 11),
  W: matrix(3, 3, 12, 0.6),
  b: vector(3, 13, 0.4),
  h0: vector(3, 14),
};

export function value({ u, W, b, h0 }: Recurrent): Matrix {
  let h = h0;
  return u.map(row => {
    const previous = h;
    h = row.map((v, j) => Math.tanh(v + b[j]! + previous.reduce((sum, x, k) => sum + x * W[k]![j]!, 0)));
    return h;
  });
}

export function vjp(p: Recurrent, dy: Matrix): Recurrent {
  const h = value(p);
  const g: Recurrent = { u: map(p.u, () => 0), W: map(p.W, () => 0), b: p.b.map(() => 0), h0: p.h0.map(() => 0) };
  let carried = p.h0.map(() => 0);
  for (let t = h.length - 1; t >= 0; t--) {
    const dz = h[t]!.map((v, j) => (dy[t]![j]! + carried[j]!) * (1 - v * v));
    const previous = t > 0 ? h[t - 1]! : p.h0;
    g.u[t] = dz;
    g.b = g.b.map((v, j) => v + dz[j]!);
    g.W = map(g.W, (v, k, j) => v + previous[k]! * dz[j]!);
    carried = previous.map((_, k) => dz.reduce((sum, d, j) => sum + d * p.W[k]![j]!, 0));
  }
  return { ...g, h0: carried };
}
