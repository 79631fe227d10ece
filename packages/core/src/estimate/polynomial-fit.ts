function subtractProjections(vector: number[], basis: readonly number[][]): void {
  // Twice: one pass of Gram–Schmidt leaves what rounding brought back.
  for (let pass = 0; pass < 2; pass++) {
    for (const q of basis) {
      let product = 0;
      for (let i = 0; i < vector.length; i++) product += q[i]! * vector[i]!;
      for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - product * q[i]!;
    }
  }
}

/** Residual standard deviation of the least-squares polynomial of a degree through (t, y), with t of the order of 1. */
export function fitResidual(t: readonly number[], y: readonly number[], degree = 3): number {
  const basis: number[][] = [];
  for (let power = 0; power <= degree; power++) {
    const column = t.map(x => x ** power);
    subtractProjections(column, basis);
    const norm = Math.hypot(...column);
    basis.push(column.map(x => x / norm));
  }
  // Measured from the first value: a large constant would drown the residual in its own rounding.
  const residual = y.map(value => value - y[0]!);
  subtractProjections(residual, basis);
  return Math.hypot(...residual) / Math.sqrt(t.length - degree - 1);
}
