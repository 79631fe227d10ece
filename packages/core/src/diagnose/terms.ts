import { type Fit, fitOf } from './fit.ts';
import { dot, less, solve } from './least-squares.ts';
import type { ComparedParameter } from './types.ts';

/** What may have been left out of the claim for a flat index. */
export type Term = (parameter: ComparedParameter, i: number) => number;

/** The claim once more: a factor. */
export const claim: Term = ({ claimed }, i) => claimed[i]!;

/** A claim with some multiple of each term added. */
export interface Completed {
  readonly fit: Fit;
  /** Of each term, by line. */
  readonly coefficients: readonly (readonly number[])[];
  /** Coordinates beyond as many as there are coefficients. */
  readonly surplus: number;
  /** The first term takes the error away, not only below a bound that would hide it. */
  readonly isWeighty: boolean;
}

/** Share of the error (in squares) that the first term may leave: noise alone would fit a small one. */
const LEFT = 1e-3;
/** Share of the derivative (in squares) that it must have. */
const TINY = 1e-14;

/**
 * Terms added to the claim by least squares.
 * @param lines - positions of measured coordinates; each line has coefficients of its own
 * @param terms - one, or two
 */
export function complete(
  parameter: ComparedParameter,
  lines: readonly (readonly number[])[],
  terms: readonly [Term, Term?],
): Completed {
  const { indices, numeric, claimed } = parameter;
  const corrected = new Map<number, number>();
  const coefficients: number[][] = [];
  let [before, after, added, all, surplus] = [0, 0, 0, 0, 0];
  for (const line of lines) {
    const entries = line.map(j => indices[j]!);
    const measured = line.map(j => numeric[j]!);
    const error = line.map((j, k) => numeric[j]! - claimed[entries[k]!]!);
    const [first, second] = terms.map(term => entries.map(i => term!(parameter, i)));
    const { coefficients: own, left } = solve(error, first!, second);
    const without = less(left, first!, -own[0]!);
    before += dot(without, without);
    after += dot(left, left);
    added += own[0]! ** 2 * dot(first!, first!);
    all += dot(measured, measured);
    surplus += line.length - terms.length;
    coefficients.push(own);
    for (const [k, i] of entries.entries()) corrected.set(i, measured[k]! - left[k]!);
  }
  return {
    fit: fitOf(parameter, i => corrected.get(i)!),
    coefficients,
    surplus,
    isWeighty: after <= LEFT * before && added > TINY * all,
  };
}
