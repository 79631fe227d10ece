import { uniform } from './random.ts';
import { type FloatArray, type Parameters, type Precision, type Workload, zeros } from './types.ts';

/** A vector-valued operation under a fixed cotangent. */
function operation(
  at: Parameters,
  outputs: number,
  precision: Precision,
  vector: Omit<NonNullable<Workload['vector']>, 'cotangent'>,
): Workload {
  const cotangent = uniform(32, outputs, -1, 1, precision);
  return {
    n: Object.values(at).reduce((sum, { length }) => sum + length, 0),
    precision,
    at,
    value(p) {
      const y = vector.value(p);
      let sum = 0;
      for (let i = 0; i < outputs; i++) sum += cotangent[i]! * y[i]!;
      return sum;
    },
    gradient: p => vector.vjp(p, cotangent),
    vector: { ...vector, cotangent },
  };
}

/** y = x · sigmoid(x), entry by entry. */
export function silu(n: number, precision: Precision): Workload {
  return operation({ x: uniform(21, n, -3, 3, precision) }, n, precision, {
    value({ x }) {
      const y = zeros(precision, n);
      for (let i = 0; i < n; i++) y[i] = x![i]! / (1 + Math.exp(-x![i]!));
      return y;
    },
    vjp({ x }, c) {
      const g = zeros(precision, n);
      for (let i = 0; i < n; i++) {
        const s = 1 / (1 + Math.exp(-x![i]!));
        g[i] = c[i]! * (s + x![i]! * s * (1 - s));
      }
      return { x: g };
    },
  });
}

/** C = A B for square matrices, row-major. */
export function matrixProduct(k: number): Workload {
  const at = { A: uniform(31, k * k, -1, 1, 'float64'), B: uniform(33, k * k, -1, 1, 'float64') };
  return operation(at, k * k, 'float64', {
    value({ A, B }) {
      const C = new Float64Array(k * k);
      for (let i = 0; i < k; i++)
        for (let p = 0; p < k; p++) {
          const a = A![i * k + p]!;
          for (let j = 0; j < k; j++) C[i * k + j] = C[i * k + j]! + a * B![p * k + j]!;
        }
      return C;
    },
    vjp({ A, B }, c) {
      const dA = new Float64Array(k * k);
      const dB = new Float64Array(k * k);
      for (let i = 0; i < k; i++)
        for (let p = 0; p < k; p++) {
          let sum = 0;
          const a = A![i * k + p]!;
          for (let j = 0; j < k; j++) {
            sum += c[i * k + j]! * B![p * k + j]!;
            dB[p * k + j] = dB[p * k + j]! + a * c[i * k + j]!;
          }
          dA[i * k + p] = sum;
        }
      return { A: dA, B: dB };
    },
  });
}

/** One image, `filters` kernels of 3 × 3, stride 1, zero padding. */
export function convolution(channels: number, side: number, filters: number): Workload {
  const at = {
    input: uniform(41, channels * side * side, -1, 1, 'float64'),
    weight: uniform(42, filters * channels * 9, -1, 1, 'float64'),
  };
  /** Calls `each(output, input, weight)` for every product in the sum. */
  const products = (each: (o: number, i: number, w: number) => void): void => {
    for (let f = 0; f < filters; f++)
      for (let c = 0; c < channels; c++)
        for (let u = 0; u < 3; u++)
          for (let v = 0; v < 3; v++) {
            const w = ((f * channels + c) * 3 + u) * 3 + v;
            for (let i = Math.max(0, 1 - u); i < Math.min(side, side + 1 - u); i++)
              for (let j = Math.max(0, 1 - v); j < Math.min(side, side + 1 - v); j++)
                each((f * side + i) * side + j, (c * side + i + u - 1) * side + j + v - 1, w);
          }
  };
  return operation(at, filters * side * side, 'float64', {
    value({ input, weight }) {
      const y = new Float64Array(filters * side * side);
      products((o, i, w) => {
        y[o] = y[o]! + weight![w]! * input![i]!;
      });
      return y;
    },
    vjp({ input, weight }, c) {
      const di = new Float64Array(input!.length);
      const dw = new Float64Array(weight!.length);
      products((o, i, w) => {
        di[i] = di[i]! + c[o]! * weight![w]!;
        dw[w] = dw[w]! + c[o]! * input![i]!;
      });
      return { input: di, weight: dw };
    },
  });
}

/** Softmax of every row. */
export function softmax(rows: number, columns: number): Workload {
  const forward = (x: FloatArray): Float64Array => {
    const y = new Float64Array(rows * columns);
    for (let r = 0; r < rows; r++) {
      const from = r * columns;
      let top = x[from]!;
      for (let c = 1; c < columns; c++) top = Math.max(top, x[from + c]!);
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += y[from + c] = Math.exp(x[from + c]! - top);
      for (let c = 0; c < columns; c++) y[from + c] = y[from + c]! / sum;
    }
    return y;
  };
  return operation({ logits: uniform(51, rows * columns, -2, 2, 'float64') }, rows * columns, 'float64', {
    value: ({ logits }) => forward(logits!),
    vjp({ logits }, g) {
      const y = forward(logits!);
      for (let r = 0; r < rows; r++) {
        let mean = 0;
        for (let k = r * columns; k < (r + 1) * columns; k++) mean += g[k]! * y[k]!;
        for (let k = r * columns; k < (r + 1) * columns; k++) y[k] = y[k]! * (g[k]! - mean);
      }
      return { logits: y };
    },
  });
}
