import { cholesky, solve } from '../cholesky.ts';
import { type Floats, filled, type Matrix } from '../matrix.ts';

/** Gaussian-process regression, squared-exponential kernel with a length scale per feature. */
export interface Hyperparameters {
  /** features */
  lengthScales: Floats;
  /** Standard deviation of the function. */
  signal: number;
  /** Standard deviation of the measurement. */
  noise: number;
}

export interface Measurements {
  /** n × features */
  readonly X: Matrix;
  /** n */
  readonly y: Floats;
}

/** ((x_i − x_j)/ℓ)² of one feature. */
function squaredDistance(X: Matrix, i: number, j: number, feature: number, lengthScale: number): number {
  const d = X.data[i * X.shape[1] + feature]! - X.data[j * X.shape[1] + feature]!;
  return (d / lengthScale) ** 2;
}

/** Covariance without the noise, n × n. */
function covariance({ lengthScales, signal }: Hyperparameters, X: Matrix): Matrix {
  return filled(X.shape[0], X.shape[0], lengthScales, (i, j) => {
    let exponent = 0;
    for (const [feature, scale] of lengthScales.entries()) exponent += squaredDistance(X, i, j, feature, scale) / 2;
    return signal ** 2 * Math.exp(-exponent);
  });
}

function factorise(parameters: Hyperparameters, { X, y }: Measurements) {
  const C = covariance(parameters, X);
  const n = y.length;
  const K = filled(n, n, C.data, (i, j) => C.data[i * n + j]! + (i === j ? parameters.noise ** 2 : 0));
  const L = cholesky(K);
  return { C, L, alpha: solve(L, y) };
}

/** log p(y | X) = −½·yᵀK⁻¹y − ½·log det K − n/2·log 2π, where log det K = 2·Σ log L_ii. */
export function logLikelihood(parameters: Hyperparameters, measurements: Measurements): number {
  const { y } = measurements;
  const { L, alpha } = factorise(parameters, measurements);
  const n = y.length;
  let sum = (-n / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) sum -= 0.5 * y[i]! * alpha[i]! + Math.log(L.data[i * n + i]!);
  return sum;
}

/** ∂/∂θ = ½·tr((ααᵀ − K⁻¹)·∂K/∂θ) with α = K⁻¹y: Rasmussen and Williams (2006), equation 5.9. */
export function gradient(parameters: Hyperparameters, measurements: Measurements): Hyperparameters {
  const { lengthScales, signal, noise } = parameters;
  const { X, y } = measurements;
  const { C, L, alpha } = factorise(parameters, measurements);
  const n = y.length;
  const dLengthScales = lengthScales.map(() => 0);
  let dSignal = 0;
  let dNoise = 0;
  for (let j = 0; j < n; j++) {
    const column = solve(
      L,
      Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
    ); // of K⁻¹
    for (let i = 0; i < n; i++) {
      const dK = (alpha[i]! * alpha[j]! - column[i]!) / 2;
      const c = C.data[i * n + j]!;
      for (const [feature, scale] of lengthScales.entries()) {
        dLengthScales[feature]! += (dK * c * squaredDistance(X, i, j, feature, scale)) / scale;
      }
      dSignal += (dK * 2 * c) / signal;
      if (i === j) dNoise += dK * 2 * noise;
    }
  }
  return { lengthScales: dLengthScales, signal: dSignal, noise: dNoise };
}
