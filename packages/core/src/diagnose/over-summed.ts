import { axisName, startOfLine } from './axes.ts';
import { agreement, asClaimed, type Claim, type Fit, fitOf, joinFits, named } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Largest |difference| between claims that are the same number, relative to the largest. */
const SAME = 1e-6;

interface Reduced {
  readonly where: string;
  readonly mean: boolean;
  readonly fit: Fit;
}

/** Groups of entries that are equal in the claim: along one axis, or all. */
function reductions({ shape, claimed }: ComparedParameter): { where: string; group: Claim }[] {
  const found: { where: string; group: Claim }[] = [...shape.keys()]
    .filter(axis => shape[axis]! > 1)
    .map(axis => ({ where: axisName(axis, shape), group: startOfLine(shape, axis) }));
  if (shape.length > 1) found.push({ where: 'all its axes', group: () => 0 });
  return found.filter(({ group }) => {
    for (let i = 0; i < claimed.length; i++)
      if (Math.abs(claimed[i]! - claimed[group(i)]!) > SAME * Math.abs(claimed[i]!)) return false;
    return true;
  });
}

/** The claim is, in every entry of a group, the sum (or mean) of the true values of the whole group. */
function reduced(parameter: ComparedParameter): Reduced | undefined {
  const { claimed, numeric, bound, indices } = parameter;
  // Sums need every term.
  if (indices.length !== claimed.length || claimed.length < 3 || fitOf(parameter, asClaimed(parameter)).agrees)
    return undefined;
  for (const { where, group } of reductions(parameter)) {
    const sums = new Map<number, { sum: number; bound: number; count: number }>();
    for (let i = 0; i < claimed.length; i++) {
      const known = sums.get(group(i)) ?? { sum: 0, bound: 0, count: 0 };
      sums.set(group(i), { sum: known.sum + numeric[i]!, bound: known.bound + bound[i]!, count: known.count + 1 });
    }
    const all = Array.from(claimed, (_, i) => sums.get(group(i))!);
    for (const mean of [false, true]) {
      const totals: ComparedParameter = {
        ...parameter,
        numeric: all.map(({ sum, count }) => sum / (mean ? count : 1)),
        bound: all.map(one => one.bound),
        status: all.map(() => 0),
      };
      const fit = fitOf(totals, i => claimed[i]!);
      if (fit.agrees) return { where, mean, fit };
    }
  }
  return undefined;
}

/** Summed (or averaged) over an axis that the parameter has itself, and spread over it again. */
export const overSummed: Pattern = ({ wrong }) => {
  const found = wrong.map(reduced);
  const [first] = found;
  if (!first || !found.every(one => one !== undefined)) return undefined;
  const fit = joinFits(found.map(one => one.fit));
  const what = first.mean ? 'averaged' : 'summed';
  return named(
    'over-summed',
    wrong,
    fit,
    `it looks ${what} over ${first.where}`,
    `Along ${first.where} its entries are the same, the ${first.mean ? 'mean' : 'sum'} of the numeric ones: ${agreement(fit)}.`,
    'Sum only over the axes that the parameter is broadcast along, and keep its own.',
  );
};
