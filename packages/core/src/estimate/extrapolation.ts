/** A difference quotient at one step: numeric minus analytic slope, per unit of t. */
export interface Quotient {
  /** The step really taken. */
  readonly t: number;
  /** Discrepancy. */
  readonly q: number;
  /** Standard deviation of `q` from the noise of the function. */
  readonly noise: number;
  /** Forward and backward halves, for central differences. */
  readonly forward?: number;
  readonly backward?: number;
}

export interface Extrapolation {
  readonly q: number;
  readonly noise: number;
  /** Estimated truncation error. */
  readonly truncation: number;
  /** 4 noise + truncation. */
  readonly error: number;
  /** Levels combined, less one. */
  readonly order: number;
  /** Position of the finest level used. */
  readonly finest: number;
  /** Largest contradiction by a finer level, in its standard deviations. */
  readonly contradiction: number;
}

const ratio = (levels: readonly Quotient[], k: number): number => levels[k - 1]!.t / levels[k]!.t;

/** A step pair across a kink: there the one-sided slopes change by twice as much as the central one. */
export function isRough(fine: Quotient, coarse: Quotient): boolean {
  if (fine.forward === undefined || coarse.forward === undefined) return false;
  const change = Math.abs(coarse.q - fine.q);
  const wider = coarse.t / fine.t;
  const gapChange = Math.abs(coarse.forward - coarse.backward! - (fine.forward - fine.backward!) * wider);
  return change > 6 * fine.noise && gapChange > 0.6 * change + 12 * fine.noise * wider;
}

/**
 * Value at zero step of the polynomial in x through levels i … j (Lagrange's form of it), and its noise.
 * @param x - abscissa of every level
 */
function atZero(levels: readonly Quotient[], x: readonly number[], i: number, j: number): { q: number; noise: number } {
  let q = 0;
  let variance = 0;
  for (let k = i; k <= j; k++) {
    let weight = 1;
    for (let m = i; m <= j; m++) {
      if (m !== k) weight *= x[m]! / (x[m]! - x[k]!);
    }
    q += weight * levels[k]!.q;
    variance += (weight * levels[k]!.noise) ** 2;
  }
  return { q, noise: Math.sqrt(variance) };
}

/** @param values - at zero step, by finest level and by order, as far as they have been worked out */
function truncationOf(
  levels: readonly Quotient[],
  values: readonly (readonly number[])[],
  j: number,
  order: number,
  power: number,
  rough: boolean,
): number {
  if (order === 0) {
    if (j === 0) return Number.POSITIVE_INFINITY;
    const r = ratio(levels, j);
    // First order in t for central differences, so that a kink between the steps is covered.
    const shrink = rough || r > 40 ? 1 : Math.max(1, r ** (power === 2 ? 1 : 0.5) - 1);
    return Math.abs(levels[j]!.q - levels[j - 1]!.q) / shrink;
  }
  const here = values[j]![order]!;
  const withoutCoarsest = values[j]![order - 1]!;
  let truncation = 0.5 * Math.abs(here - withoutCoarsest);
  if (order > 1) {
    const withoutFinest = values[j - 1]![order - 1]!;
    truncation = Math.max(truncation, (0.25 * Math.abs(here - withoutFinest)) / ratio(levels, j));
  }
  return truncation;
}

/**
 * Best value at zero step from several levels: Richardson extrapolation over every window of at most four consecutive
 * levels, the one with the smallest error bound wins. Finer levels must not contradict it beyond their own noise.
 * @param levels - coarsest step first
 * @param power - 2 for central differences (even error expansion), 1 for one-sided ones
 * @see C. J. F. Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Softw. 4 (1982), for extrapolation
 *   with a built-in estimate; the noise term and the contradiction test are ours
 */
export function extrapolate(levels: readonly Quotient[], power: 1 | 2 = 2): Extrapolation {
  const rough = levels.map((level, k) => k > 0 && power === 2 && isRough(level, levels[k - 1]!));
  const x = levels.map(({ t }) => t ** power);
  const values: number[][] = [];
  let best: Extrapolation | undefined;
  for (let j = 0; j < levels.length; j++) {
    const ofLevel: number[] = [];
    values.push(ofLevel);
    for (let order = 0; order <= Math.min(3, j); order++) {
      // A wider window would span the same kink.
      if (order > 0 && rough[j - order + 1]) break;
      const { q, noise } = atZero(levels, x, j - order, j);
      ofLevel.push(q);
      let truncation = truncationOf(levels, values, j, order, power, rough[j]!);
      let contradiction = 0;
      for (let k = j + 1; k < levels.length; k++) {
        const finer = levels[k]!;
        const apart = Math.abs(q - finer.q);
        contradiction = Math.max(contradiction, apart / finer.noise);
        truncation = Math.max(truncation, apart - 4 * finer.noise);
      }
      const error = 4 * noise + truncation;
      if (!best || error < best.error) best = { q, noise, truncation, error, order, finest: j, contradiction };
    }
  }
  const found = best!;
  if (found.truncation !== Number.POSITIVE_INFINITY) return found;
  const truncation = Math.abs(found.q);
  return { ...found, truncation, error: 4 * found.noise + truncation };
}
