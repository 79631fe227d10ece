import { agreement, counted, type Fit, joinFits, named } from './fit.ts';
import { isClear, split } from './split.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Chance that a random value would have found a partner as near as it did, above which partners prove nothing. */
const BY_CHANCE = 0.02;

/** Position of the first entry of an ascending array that is not below x. */
function lowerBound(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether every measured value is somewhere in the claim. All measured: value for value in order of size. A sample: each has a
 * partner, far closer than chance would have it.
 */
function matches(parameter: ComparedParameter): Fit | undefined {
  const { indices, claimed, numeric, bound } = parameter;
  const all = indices.length === claimed.length;
  if (indices.length < (all ? 4 : 8) || split(parameter).wrong.length < 3 || !isClear(parameter)) return undefined;
  const sorted = Float64Array.from(claimed).sort();
  const order = Array.from(indices, (_, j) => j).sort((a, b) => numeric[a]! - numeric[b]!);
  const scale = Math.max(Math.abs(numeric[order[0]!]!), Math.abs(numeric[order.at(-1)!]!)) || 1;
  const width = sorted[sorted.length - 1]! - sorted[0]!;
  const distinct = new Set<string>();
  let largest = 0;
  for (const [rank, j] of order.entries()) {
    const value = numeric[j]!;
    const allowed = 4 * bound[j]! + 1e-8 * scale;
    const near = all ? rank : lowerBound(sorted, value);
    const candidates = all ? [sorted[near]!] : [sorted[near - 1], sorted[near]];
    const difference = Math.min(...candidates.map(x => (x === undefined ? Infinity : Math.abs(x - value))));
    if (!(difference <= allowed)) return undefined;
    if (!all && (2 * allowed * claimed.length) / width > BY_CHANCE) return undefined;
    largest = Math.max(largest, difference / scale);
    distinct.add(value.toPrecision(6));
  }
  return distinct.size < 4 ? undefined : { ...counted(order.length), largest };
}

/** The right values in the wrong places. */
export const permuted: Pattern = ({ wrong }) => {
  const fits = wrong.map(matches);
  if (fits.length === 0 || !fits.every(fit => fit !== undefined)) return undefined;
  const fit = joinFits(fits);
  return {
    ...named('permuted', wrong, fit),
    phrase: 'its entries look permuted',
    hint: `entries of ${wrong[0]!.path} look permuted`,
    evidence: `Whatever their place, analytic and numeric values are the same: ${agreement(fit)}.`,
    advice: 'Look at reshapes and at the order in which gates, heads or channels are stored.',
  };
};
