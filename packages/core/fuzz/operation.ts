/** Rounding of every operation: to float64 (none) or to float32. */
export type Round = (x: number) => number;

export type Vector = Float64Array;

/**
 * One operation of a program: vectors in, a vector out. `forward` rounds every elementary step; `backward` is exact up to
 * float64 and adds to the adjoints of the arguments.
 */
export interface Operation {
  readonly name: string;
  /** Positions of its arguments among the earlier values. */
  readonly args: readonly number[];
  forward(args: readonly Vector[], round: Round): Vector;
  /** @param adjoints - one per argument, added to */
  backward(args: readonly Vector[], out: Vector, adjoint: Vector, adjoints: readonly Vector[]): void;
}

interface Elementwise {
  f(x: number, r: Round): number;
  df(x: number, y: number): number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Functions of one entry. None has a derivative above 10 on ordinary input; kinks are allowed. */
export const ELEMENTWISE: Readonly<Record<string, Elementwise>> = {
  tanh: { f: (x, r) => r(Math.tanh(x)), df: (_, y) => 1 - y * y },
  sin: { f: (x, r) => r(Math.sin(x)), df: x => Math.cos(x) },
  square: { f: (x, r) => r(x * x), df: x => 2 * x },
  sigmoid: { f: (x, r) => r(1 / r(1 + r(Math.exp(-x)))), df: (_, y) => y * (1 - y) },
  softplus: { f: (x, r) => r(Math.log(r(1 + r(Math.exp(x))))), df: sigmoid },
  root: { f: (x, r) => r(Math.sqrt(r(1 + r(x * x)))), df: (x, y) => x / y },
  bell: { f: (x, r) => r(Math.exp(-r(x * x))), df: (x, y) => -2 * x * y },
  rational: { f: (x, r) => r(1 / r(1 + r(x * x))), df: (x, y) => -2 * x * y * y },
  logarithm: { f: (x, r) => r(Math.log(r(1 + r(x * x)))), df: x => (2 * x) / (1 + x * x) },
  relu: { f: x => (x > 0 ? x : 0), df: x => (x > 0 ? 1 : 0) },
  leaky: { f: (x, r) => (x > 0 ? x : r(0.125 * x)), df: x => (x > 0 ? 1 : 0.125) },
  abs: { f: x => Math.abs(x), df: x => Math.sign(x) },
  wave: { f: (x, r) => r(Math.sin(r(40 * x))), df: x => 40 * Math.cos(40 * x) },
};

export function elementwise(name: string, arg: number): Operation {
  const { f, df } = ELEMENTWISE[name]!;
  return {
    name,
    args: [arg],
    forward: ([x], round) => x!.map(v => f(v, round)),
    backward: ([x], out, adjoint, [dx]) => {
      for (let i = 0; i < out.length; i++) dx![i]! += adjoint[i]! * df(x![i]!, out[i]!);
    },
  };
}

interface Binary {
  f(a: number, b: number, r: Round): number;
  da(a: number, b: number): number;
  db(a: number, b: number): number;
}

export const BINARY: Readonly<Record<string, Binary>> = {
  add: { f: (a, b, r) => r(a + b), da: () => 1, db: () => 1 },
  subtract: { f: (a, b, r) => r(a - b), da: () => 1, db: () => -1 },
  multiply: { f: (a, b, r) => r(a * b), da: (_, b) => b, db: a => a },
  divide: {
    f: (a, b, r) => r(a / r(1 + r(b * b))),
    da: (_, b) => 1 / (1 + b * b),
    db: (a, b) => (-2 * a * b) / (1 + b * b) ** 2,
  },
  maximum: { f: (a, b) => (a >= b ? a : b), da: (a, b) => (a >= b ? 1 : 0), db: (a, b) => (a >= b ? 0 : 1) },
};

/** Of two vectors of one length, or of a vector and a vector of length 1, which is broadcast. */
export function binary(name: string, a: number, b: number): Operation {
  const { f, da, db } = BINARY[name]!;
  return {
    name,
    args: [a, b],
    forward: ([x, y], round) => {
      const n = Math.max(x!.length, y!.length);
      return Float64Array.from({ length: n }, (_, i) => f(x![i % x!.length]!, y![i % y!.length]!, round));
    },
    backward: ([x, y], out, adjoint, [dx, dy]) => {
      for (let i = 0; i < out.length; i++) {
        const [j, k] = [i % x!.length, i % y!.length];
        dx![j]! += adjoint[i]! * da(x![j]!, y![k]!);
        dy![k]! += adjoint[i]! * db(x![j]!, y![k]!);
      }
    },
  };
}

/** Matrix (row-major, rows × columns, one of the values) times vector. */
export function matrixVector(matrix: number, vector: number): Operation {
  return {
    name: 'matrixVector',
    args: [matrix, vector],
    forward: ([m, v], round) => {
      const columns = v!.length;
      return Float64Array.from({ length: m!.length / columns }, (_, row) => {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum = round(sum + round(m![row * columns + j]! * v![j]!));
        return sum;
      });
    },
    backward: ([m, v], out, adjoint, [dm, dv]) => {
      const columns = v!.length;
      for (let row = 0; row < out.length; row++) {
        for (let j = 0; j < columns; j++) {
          dm![row * columns + j]! += adjoint[row]! * v![j]!;
          dv![j]! += adjoint[row]! * m![row * columns + j]!;
        }
      }
    },
  };
}

/** Σ xᵢ, or Σ xᵢ ÷ n. */
export function reduction(name: 'sum' | 'mean', arg: number): Operation {
  return {
    name,
    args: [arg],
    forward: ([x], round) => {
      let sum = 0;
      for (const v of x!) sum = round(sum + v);
      return Float64Array.of(name === 'sum' ? sum : round(sum / x!.length));
    },
    backward: ([x], _, adjoint, [dx]) => {
      const share = adjoint[0]! / (name === 'sum' ? 1 : x!.length);
      for (let i = 0; i < x!.length; i++) dx![i]! += share;
    },
  };
}

/** exp(xᵢ − max) ÷ Σ. */
export function softmax(arg: number): Operation {
  return {
    name: 'softmax',
    args: [arg],
    forward: ([x], round) => {
      const largest = Math.max(...x!);
      const e = x!.map(v => round(Math.exp(round(v - largest))));
      let sum = 0;
      for (const v of e) sum = round(sum + v);
      return e.map(v => round(v / sum));
    },
    backward: (_, out, adjoint, [dx]) => {
      let mean = 0;
      for (let i = 0; i < out.length; i++) mean += adjoint[i]! * out[i]!;
      for (let i = 0; i < out.length; i++) dx![i]! += out[i]! * (adjoint[i]! - mean);
    },
  };
}

/** Σ wᵢxᵢ with constant weights. */
export function weighted(arg: number, weights: Vector): Operation {
  return {
    name: 'weighted',
    args: [arg],
    forward: ([x], round) => {
      let sum = 0;
      for (let i = 0; i < x!.length; i++) sum = round(sum + round(weights[i]! * x![i]!));
      return Float64Array.of(sum);
    },
    backward: ([x], _, adjoint, [dx]) => {
      for (let i = 0; i < x!.length; i++) dx![i]! += adjoint[0]! * weights[i]!;
    },
  };
}

/** Σ <weights, x> over several vectors, added up in float64 whatever the program computes in. */
export function contraction(args: readonly number[], weights: readonly Vector[]): Operation {
  return {
    name: 'contraction',
    args,
    forward: vectors =>
      Float64Array.of(vectors.reduce((sum, x, k) => sum + x.reduce((part, v, i) => part + weights[k]![i]! * v, 0), 0)),
    backward: (_, __, adjoint, adjoints) => {
      for (const [k, dx] of adjoints.entries()) {
        for (let i = 0; i < dx.length; i++) dx[i]! += adjoint[0]! * weights[k]![i]!;
      }
    },
  };
}

/** factor · x + offset, both constant. */
export function affine(arg: number, factor: number, offset: number): Operation {
  return {
    name: 'affine',
    args: [arg],
    forward: ([x], round) => x!.map(v => round(round(factor * v) + offset)),
    backward: ([x], _, adjoint, [dx]) => {
      for (let i = 0; i < x!.length; i++) dx![i]! += factor * adjoint[i]!;
    },
  };
}
