import { dot, type Floats, type Matrix, sumColumns, transpose, zeros } from '../matrix.ts';

/** One step of an LSTM cell with n units, differentiated with respect to everything. */
export interface Cell {
  /** 4n × (inputs + n): rows of the gates i, f, o and of the candidate g */
  W: Matrix;
  /** 4n */
  b: Floats;
  /** inputs */
  x: Floats;
  /** n: hidden state of the step before */
  h: Floats;
  /** n: cell state of the step before */
  c: Floats;
}

export interface State {
  h: Floats;
  c: Floats;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function column(...parts: Floats[]): Matrix {
  const data = zeros(
    parts.reduce((length, part) => length + part.length, 0),
    parts[0]!,
  );
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { data, shape: [data.length, 1] };
}

function gates({ W, b, x, h }: Cell) {
  const n = h.length;
  const input = column(x, h); // (inputs + n) × 1
  const z = dot(W, input).data.map((v, r) => v + b[r]!); // 4n
  return {
    input,
    i: z.slice(0, n).map(sigmoid),
    f: z.slice(n, 2 * n).map(sigmoid),
    o: z.slice(2 * n, 3 * n).map(sigmoid),
    g: z.slice(3 * n).map(Math.tanh),
  };
}

/** Both outputs: h′ and c′. */
export function step(cell: Cell): State {
  const { i, f, o, g } = gates(cell);
  const c = cell.c.map((old, k) => f[k]! * old + i[k]! * g[k]!);
  return { h: c.map((value, k) => o[k]! * Math.tanh(value)), c };
}

/** Vector-Jacobian product: gradients with respect to h′ and c′ in, with respect to the whole cell out. */
export function stepBackward(cell: Cell, dy: State): Cell {
  const n = cell.h.length;
  const { input, i, f, o, g } = gates(cell);
  const { c } = step(cell);
  const dz = zeros(4 * n, cell.b);
  const dc = zeros(n, cell.c);
  for (let k = 0; k < n; k++) {
    const t = Math.tanh(c[k]!);
    dc[k] = dy.c[k]! + dy.h[k]! * o[k]! * (1 - t * t); // c′ is an output, and goes into h′
    dz[k] = dc[k]! * g[k]! * i[k]! * (1 - i[k]!);
    dz[n + k] = dc[k]! * cell.c[k]! * f[k]! * (1 - f[k]!);
    dz[2 * n + k] = dy.h[k]! * t * o[k]! * (1 - o[k]!);
    dz[3 * n + k] = dc[k]! * i[k]! * (1 - g[k]! ** 2);
  }
  const dInput = sumColumns(dot(transpose(cell.W), column(dz)));
  return {
    W: dot(column(dz), transpose(input)),
    b: dz,
    x: dInput.slice(0, cell.x.length),
    h: dInput.slice(cell.x.length),
    c: dc.map((d, k) => d * f[k]!),
  };
}
