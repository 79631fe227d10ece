import { type Floats, filled, type Matrix, zeros } from './matrix.ts';

/** Lower triangular L with L·Lᵀ = K, for a symmetric positive definite K. */
export function cholesky(K: Matrix): Matrix {
  const n = K.shape[0];
  const L = filled(n, n, K.data, () => 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = K.data[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L.data[i * n + k]! * L.data[j * n + k]!;
      L.data[i * n + j] = i === j ? Math.sqrt(sum) : sum / L.data[j * n + j]!;
    }
  }
  return L;
}

/** K⁻¹·y from the factor L of K, by one substitution forwards and one backwards. */
export function solve(L: Matrix, y: ArrayLike<number>): Floats {
  const n = L.shape[0];
  const x = zeros(n, L.data);
  for (let i = 0; i < n; i++) {
    let sum = y[i]!;
    for (let k = 0; k < i; k++) sum -= L.data[i * n + k]! * x[k]!;
    x[i] = sum / L.data[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= L.data[k * n + i]! * x[k]!;
    x[i] = sum / L.data[i * n + i]!;
  }
  return x;
}
