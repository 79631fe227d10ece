import type { Quotient } from './extrapolation.ts';

export interface EvenFit {
  /** Value at zero step. */
  readonly q: number;
  /** Its standard deviation. */
  readonly noise: number;
  /** Mean square of the residuals, in the noise of each quotient: about 1 where the model holds. */
  readonly misfit: number;
}

/** Inverse of a small symmetric positive definite matrix, by Gauss–Jordan; undefined when it is singular. */
function invert(matrix: readonly number[][]): number[][] | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    const pivot = rows[i]![i]!;
    if (!(Math.abs(pivot) > 1e-300)) return undefined;
    for (let j = 0; j < 2 * n; j++) rows[i]![j] = rows[i]![j]! / pivot;
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = rows[k]![i]!;
      for (let j = 0; j < 2 * n; j++) rows[k]![j] = rows[k]![j]! - factor * rows[i]![j]!;
    }
  }
  return rows.map(row => row.slice(n));
}

/**
 * Weighted least squares of q(t) = q₀ + c₁t² + … + c_k t^2k: many noisy quotients at different steps are one better quotient.
 * @param degree - k
 */
export function fitEven(quotients: readonly Quotient[], degree: number): EvenFit | undefined {
  const size = degree + 1;
  const top = Math.max(...quotients.map(({ t }) => t));
  const normal = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  for (const { t, q, noise } of quotients) {
    const weight = 1 / noise ** 2;
    for (let i = 0; i < size; i++) {
      const bi = (t / top) ** (2 * i);
      right[i] = right[i]! + weight * bi * q;
      for (let j = 0; j < size; j++) normal[i]![j] = normal[i]![j]! + weight * bi * (t / top) ** (2 * j);
    }
  }
  const inverse = invert(normal);
  if (!inverse || quotients.length <= size) return undefined;
  const coefficients = inverse.map(row => row.reduce((sum, entry, j) => sum + entry * right[j]!, 0));
  let misfit = 0;
  for (const { t, q, noise } of quotients) {
    const model = coefficients.reduce((sum, c, i) => sum + c * (t / top) ** (2 * i), 0);
    misfit += ((q - model) / noise) ** 2;
  }
  return {
    q: coefficients[0]!,
    noise: Math.sqrt(Math.abs(inverse[0]![0]!)),
    misfit: misfit / (quotients.length - size),
  };
}
