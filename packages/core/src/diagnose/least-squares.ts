export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}

/** a − c·b. */
export function less(a: readonly number[], b: readonly number[], c: number): number[] {
  return a.map((x, k) => x - c * b[k]!);
}

/** Coefficient with which `basis` comes nearest to `target`; NaN when all of it is zero. */
export const coefficientOf = (target: readonly number[], basis: readonly number[]): number =>
  dot(target, basis) / dot(basis, basis);
