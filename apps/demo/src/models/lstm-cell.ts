/** One step of an LSTM cell, differentiated with respect to everything; the loss is a weighted sum of h and c. */
export interface Cell {
  /** 4·n × (inputs + n): rows of the gates i, f, o and the candidate g. */
  W: Float64Array;
  /** 4·n */
  b: Float64Array;
  /** inputs */
  x: Float64Array;
  /** n */
  h: Float64Array;
  /** n */
  c: Float64Array;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function gates({ W, b, x, h }: Cell) {
  const n = h.length;
  const input = [...x, ...h];
  const z = Float64Array.from(b, (bias, r) => input.reduce((sum, v, j) => sum + W[r * input.length + j]! * v, bias));
  return {
    input,
    i: z.slice(0, n).map(sigmoid),
    f: z.slice(n, 2 * n).map(sigmoid),
    o: z.slice(2 * n, 3 * n).map(sigmoid),
    g: z.slice(3 * n).map(Math.tanh),
  };
}

/** Both outputs: h′ and c′. */
export function step(cell: Cell): { h: Float64Array; c: Float64Array } {
  const { i, f, o, g } = gates(cell);
  const c = cell.c.map((old, k) => f[k]! * old + i[k]! * g[k]!);
  return { h: c.map((value, k) => o[k]! * Math.tanh(value)), c };
}

/** Vector-Jacobian product: cotangents of h′ and c′ in, gradients of the cell out. */
export function stepBackward(cell: Cell, dy: { h: Float64Array; c: Float64Array }): Cell {
  const n = cell.h.length;
  const { input, i, f, o, g } = gates(cell);
  const c = step(cell).c;
  const dz = new Float64Array(4 * n);
  const dc = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const t = Math.tanh(c[k]!);
    dc[k] = dy.c[k]! + dy.h[k]! * o[k]! * (1 - t * t);
    dz[k] = dc[k]! * g[k]! * i[k]! * (1 - i[k]!);
    dz[n + k] = dc[k]! * cell.c[k]! * f[k]! * (1 - f[k]!);
    dz[2 * n + k] = dy.h[k]! * t * o[k]! * (1 - o[k]!);
    dz[3 * n + k] = dc[k]! * i[k]! * (1 - g[k]! ** 2);
  }
  const W = new Float64Array(cell.W.length);
  const dInput = new Float64Array(input.length);
  for (let r = 0; r < 4 * n; r++) {
    for (let j = 0; j < input.length; j++) {
      W[r * input.length + j] = dz[r]! * input[j]!;
      dInput[j]! += cell.W[r * input.length + j]! * dz[r]!;
    }
  }
  return {
    W,
    b: dz,
    x: dInput.slice(0, cell.x.length),
    h: dInput.slice(cell.x.length),
    c: dc.map((d, k) => d * f[k]!),
  };
}
