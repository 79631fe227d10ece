/** Where numbers are kept: what is stored is rounded to this type, so Float32Array makes a float32 model. */
export type Floats = Float64Array | Float32Array;
export type Storage = Float64ArrayConstructor | Float32ArrayConstructor;

/** rows × columns, row-major. `data` and `shape` are all that gradcheck needs to take it as a parameter. */
export interface Matrix {
  readonly data: Floats;
  readonly shape: readonly [rows: number, columns: number];
}

/** Zeros in the storage of another array. */
export function zeros(length: number, like: Floats): Floats {
  return new (like.constructor as Storage)(length);
}

export function filled(rows: number, columns: number, like: Floats, entry: (r: number, c: number) => number): Matrix {
  const data = zeros(rows * columns, like);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) data[r * columns + c] = entry(r, c);
  return { data, shape: [rows, columns] };
}

/** Entry by entry: f(A[r,c], r, c). */
export function map({ data, shape: [rows, columns] }: Matrix, f: (a: number, r: number, c: number) => number): Matrix {
  return filled(rows, columns, data, (r, c) => f(data[r * columns + c]!, r, c));
}

/** Entry by entry of two matrices of equal shape: f(A[r,c], B[r,c]). */
export function zip(A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix {
  return map(A, (a, r, c) => f(a, B.data[r * B.shape[1] + c]!));
}

export const add = (A: Matrix, B: Matrix): Matrix => zip(A, B, (a, b) => a + b);
export const times = (A: Matrix, factor: number): Matrix => map(A, a => a * factor);

/** (n × k)·(k × m) = n × m; stored as A is. */
export function dot(A: Matrix, B: Matrix): Matrix {
  const [n, k] = A.shape;
  const [inner, m] = B.shape;
  if (k !== inner) throw new RangeError(`expected ${k} rows on the right of a product, got ${inner}`);
  return filled(n, m, A.data, (r, c) => {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += A.data[r * k + j]! * B.data[j * m + c]!;
    return sum;
  });
}

export function transpose({ data, shape: [rows, columns] }: Matrix): Matrix {
  return filled(columns, rows, data, (r, c) => data[c * columns + r]!);
}

/** Sum over the columns: one number per row. */
export function sumColumns({ data, shape: [rows, columns] }: Matrix): Floats {
  const sums = zeros(rows, data);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += data[r * columns + c]!;
    sums[r] = sum;
  }
  return sums;
}

/** Sum over the rows: one number per column. */
export const sumRows = (A: Matrix): Floats => sumColumns(transpose(A));

/** Softmax of every column, shifted by its largest entry so that no exponential overflows. */
export function softmaxColumns(Z: Matrix): Matrix {
  const columns = transpose(Z);
  return transpose(softmaxRows(columns));
}

/** Softmax of every row. */
export function softmaxRows({ data, shape }: Matrix): Matrix {
  const [rows, columns] = shape;
  const P = zeros(data.length, data);
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * columns, (r + 1) * columns);
    const largest = Math.max(...row);
    let total = 0;
    for (const z of row) total += Math.exp(z - largest);
    for (let c = 0; c < columns; c++) P[r * columns + c] = Math.exp(row[c]! - largest) / total;
  }
  return { data: P, shape };
}

/** Cross-entropy of probabilities P against one-hot targets Y, both classes × m, averaged over the m columns. */
export function crossEntropy(P: Matrix, Y: Matrix): number {
  let sum = 0;
  for (let i = 0; i < P.data.length; i++) if (Y.data[i] === 1) sum -= Math.log(P.data[i]!);
  return sum / P.shape[1];
}
