/** A polynomial of the basis: its values at the points and its slope at zero, transformed together. */
interface Member {
  readonly values: number[];
  slope: number;
}

function subtractProjections(member: Member, basis: readonly Member[]): void {
  // Twice: one pass of Gram–Schmidt leaves what rounding brought back.
  for (let pass = 0; pass < 2; pass++) {
    for (const { values, slope } of basis) {
      let product = 0;
      for (let i = 0; i < values.length; i++) product += values[i]! * member.values[i]!;
      for (let i = 0; i < values.length; i++) member.values[i] = member.values[i]! - product * values[i]!;
      member.slope -= product * slope;
    }
  }
}

export interface PolynomialFit {
  /** Standard deviation of the residuals. */
  readonly residual: number;
  /** Slope of the fitted polynomial at zero. */
  readonly slope: number;
  /** Standard deviation of `slope` per standard deviation of one value. */
  readonly amplification: number;
}

/** Least-squares polynomial of a degree through (t, y); t of any order of magnitude whose power of that degree is a number. */
export function fitPolynomial(t: readonly number[], y: readonly number[], degree = 3): PolynomialFit {
  const basis: Member[] = [];
  for (let power = 0; power <= degree; power++) {
    const member: Member = { values: t.map(x => x ** power), slope: power === 1 ? 1 : 0 };
    subtractProjections(member, basis);
    const norm = Math.hypot(...member.values);
    basis.push({ values: member.values.map(x => x / norm), slope: member.slope / norm });
  }
  // Measured from the first value: a large constant would drown the residual in its own rounding.
  const rest: Member = { values: y.map(value => value - y[0]!), slope: 0 };
  subtractProjections(rest, basis);
  return {
    residual: Math.hypot(...rest.values) / Math.sqrt(t.length - degree - 1),
    slope: -rest.slope,
    amplification: Math.hypot(...basis.map(({ slope }) => slope)),
  };
}
