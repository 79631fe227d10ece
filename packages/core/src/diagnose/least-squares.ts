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

/** Coefficients of one basis vector, or two, that come nearest to `target`, and what they leave; 0 where a vector is zero. */
export function solve(
  target: readonly number[],
  first: readonly number[],
  second?: readonly number[],
): { coefficients: number[]; left: number[] } {
  if (!second) {
    const c = coefficientOf(target, first) || 0;
    return { coefficients: [c], left: less(target, first, c) };
  }
  const apart = less(first, second, coefficientOf(first, second) || 0);
  const c = coefficientOf(target, apart) || 0;
  const rest = solve(less(target, first, c), second);
  return { coefficients: [c, ...rest.coefficients], left: rest.left };
}
