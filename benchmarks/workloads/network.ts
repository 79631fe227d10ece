import { uniform } from './random.ts';
import { type FloatArray, type Parameters, type Precision, type Workload, zeros } from './types.ts';

export interface NetworkShape {
  readonly inputs: number;
  readonly hidden: number;
  /** Rows of the batch; a multiple of four. */
  readonly batch: number;
  readonly activation: 'tanh' | 'relu';
  readonly precision: Precision;
}

type Layer = (W: FloatArray, b: FloatArray, X: FloatArray, z: FloatArray) => void;

/** z[j, s] = b[j] + Σ W[j, k] X[s, k]; four rows of the batch share one pass over the weights. */
function layer64({ inputs: d, hidden: h, batch: B }: NetworkShape): Layer {
  return (W, b, X, z) => {
    for (let j = 0; j < h; j++) {
      for (let s = 0; s < B; s += 4) {
        const x0 = s * d;
        const x1 = x0 + d;
        const x2 = x1 + d;
        const x3 = x2 + d;
        let t0 = b[j]!;
        let t1 = t0;
        let t2 = t0;
        let t3 = t0;
        for (let k = 0; k < d; k++) {
          const w = W[j * d + k]!;
          t0 += w * X[x0 + k]!;
          t1 += w * X[x1 + k]!;
          t2 += w * X[x2 + k]!;
          t3 += w * X[x3 + k]!;
        }
        z[j * B + s] = t0;
        z[j * B + s + 1] = t1;
        z[j * B + s + 2] = t2;
        z[j * B + s + 3] = t3;
      }
    }
  };
}

/** The same, every operation rounded to float32. */
function layer32({ inputs: d, hidden: h, batch: B }: NetworkShape): Layer {
  const r = Math.fround;
  return (W, b, X, z) => {
    for (let j = 0; j < h; j++) {
      for (let s = 0; s < B; s += 4) {
        const x0 = s * d;
        const x1 = x0 + d;
        const x2 = x1 + d;
        const x3 = x2 + d;
        let t0 = b[j]!;
        let t1 = t0;
        let t2 = t0;
        let t3 = t0;
        for (let k = 0; k < d; k++) {
          const w = W[j * d + k]!;
          t0 = r(t0 + r(w * X[x0 + k]!));
          t1 = r(t1 + r(w * X[x1 + k]!));
          t2 = r(t2 + r(w * X[x2 + k]!));
          t3 = r(t3 + r(w * X[x3 + k]!));
        }
        z[j * B + s] = t0;
        z[j * B + s + 1] = t1;
        z[j * B + s + 2] = t2;
        z[j * B + s + 3] = t3;
      }
    }
  };
}

/** A two-layer network with sigmoid output under the mean cross-entropy. */
export function network(shape: NetworkShape): Workload {
  const { inputs: d, hidden: h, batch: B, activation, precision } = shape;
  const r = precision === 'float32' ? Math.fround : (v: number): number => v;
  const relu = activation === 'relu';
  const X = uniform(15, B * d, -1, 1, precision);
  const Y = uniform(16, B, 0, 1, precision).map(v => (v > 0.5 ? 1 : 0));
  const a1 = zeros(precision, h * B);
  const a2 = zeros(precision, B);
  const dz1 = zeros(precision, B);
  const dz2 = zeros(precision, B);
  const layer = precision === 'float32' ? layer32(shape) : layer64(shape);
  const forward = ({ W1, b1, W2, b2 }: Parameters): void => {
    layer(W1!, b1!, X, a1);
    for (let k = 0; k < h * B; k++) a1[k] = relu ? Math.max(0, a1[k]!) : Math.tanh(a1[k]!);
    for (let s = 0; s < B; s++) {
      let z = b2![0]!;
      for (let j = 0; j < h; j++) z = r(z + r(W2![j]! * a1[j * B + s]!));
      a2[s] = r(1 / r(1 + r(Math.exp(-z))));
    }
  };
  return {
    n: h * d + h + h + 1,
    precision,
    at: {
      W1: uniform(11, h * d, -Math.sqrt(3 / d), Math.sqrt(3 / d), precision),
      b1: uniform(12, h, -0.1, 0.1, precision),
      W2: uniform(13, h, -Math.sqrt(3 / h), Math.sqrt(3 / h), precision),
      b2: uniform(14, 1, -0.1, 0.1, precision),
    },
    value(p) {
      forward(p);
      let loss = 0;
      for (let s = 0; s < B; s++)
        loss = r(loss - r(r(Y[s]! * r(Math.log(a2[s]!))) + r(r(1 - Y[s]!) * r(Math.log(r(1 - a2[s]!))))));
      return r(loss / B);
    },
    gradient(p) {
      forward(p);
      const [W1, b1, W2, b2] = [h * d, h, h, 1].map(size => zeros(precision, size)) as [
        FloatArray,
        FloatArray,
        FloatArray,
        FloatArray,
      ];
      for (let s = 0; s < B; s++) {
        dz2[s] = (a2[s]! - Y[s]!) / B;
        b2[0] = b2[0]! + dz2[s]!;
      }
      for (let j = 0; j < h; j++) {
        const w2 = p.W2![j]!;
        for (let s = 0; s < B; s++) {
          const a = a1[j * B + s]!;
          W2[j] = W2[j]! + dz2[s]! * a;
          dz1[s] = dz2[s]! * w2 * (relu ? (a > 0 ? 1 : 0) : 1 - a * a);
          b1[j] = b1[j]! + dz1[s]!;
        }
        for (let s = 0; s < B; s++) {
          const g = dz1[s]!;
          for (let k = 0; k < d; k++) W1[j * d + k] = W1[j * d + k]! + g * X[s * d + k]!;
        }
      }
      return { W1, b1, W2, b2 };
    },
  };
}
