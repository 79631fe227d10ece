import { agreement, counted, type Fit, joinFits, named } from './fit.ts';
import { isClear, split } from './split.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Chance that a random value would have found a partner as near as it did, above which partners prove nothing. */
const BY_CHANCE = 0.02;

/**
 * Whether every measured value is somewhere in the claim. All measured: value for value in order of size. A sample: each has a
 * partner, far closer than chance would have it.
 */
function matches(parameter: ComparedParameter): Fit | undefined {
  const { indices, claimed, numeric, bound } = parameter;
  const all = indices.length === claimed.length;
  const few = split(parameter).wrong.length < 3;
  if (indices.length < (all ? 4 : 8) || (few && !all) || !isClear(parameter)) return undefined;
  const sorted = Float64Array.from(claimed).sort();
  const order = Array.from(indices, (_, j) => j).sort((a, b) => numeric[a]! - numeric[b]!);
  const scale = Math.max(Math.abs(numeric[order[0]!]!), Math.abs(numeric[order.at(-1)!]!)) || 1;
  const width = sorted[sorted.length - 1]! - sorted[0]!;
  const distinct = new Set<string>();
  let [largest, near] = [0, 0];
  for (const [rank, j] of order.entries()) {
    const value = numeric[j]!;
    const allowed = 4 * bound[j]! + 1e-8 * scale;
    while (sorted[near]! < value) near++;
    const candidates = all ? [sorted[rank]!] : [sorted[near - 1], sorted[near]];
    const difference = Math.min(...candidates.map(x => Math.abs((x ?? Infinity) - value)));
    if (!(difference <= allowed)) return undefined;
    if ((few || !all) && (2 * allowed * candidates.length * (all ? 1 : claimed.length / 2)) / width > BY_CHANCE)
      return undefined;
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
  return named(
    'permuted',
    wrong,
    fit,
    'it looks permuted',
    `Whatever their place, analytic and numeric values are the same: ${agreement(fit)}.`,
    'Look at reshapes and at the order of gates, heads or channels.',
  );
};
