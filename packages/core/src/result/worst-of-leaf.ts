import type { ClaimResult, LeafResult } from '../claim/claim-result.ts';
import { largestOf } from '../parameters/largest.ts';
import type { Leaf } from '../parameters/types.ts';
import { normOf } from '../plan/comparison.ts';
import type { Verdict } from '../types.ts';

/** The comparison of a leaf that says most: of all claims, the worst verdict; among equals the first full one. */
export interface WorstOfLeaf<P> {
  readonly leaf: Leaf;
  readonly claim: ClaimResult<P>;
  readonly result: LeafResult;
  /** Outputs in which the derivative of the leaf is lost, when that is what bounds the resolution. */
  readonly lostIn?: readonly string[];
}

const SEVERITY: Record<Verdict, number> = { incorrect: 3, inconclusive: 2, correct: 1 };

/** A vanishing derivative says least: of one output, say, while others depend on the parameter. */
const severityOf = ({ verdict, vacuous }: LeafResult): number => (vacuous ? 0 : SEVERITY[verdict]);

/** One comparison per checked leaf. */
export function worstPerLeaf<P>(claims: readonly ClaimResult<P>[]): WorstOfLeaf<P>[] {
  const worst = new Map<number, WorstOfLeaf<P>>();
  const all = new Map<number, Omit<WorstOfLeaf<P>, 'leaf'>[]>();
  for (const claim of claims) {
    for (const result of claim.leaves) {
      const { position } = result.leaf;
      const known = worst.get(position);
      const isWorse = known && severityOf(result) > severityOf(known.result);
      const isCoarser =
        known !== undefined &&
        severityOf(result) === severityOf(known.result) &&
        claim.claim.effort === 'full' &&
        Math.max(result.single, result.spread) > Math.max(known.result.single, known.result.spread);
      if (!known || isWorse || isCoarser) worst.set(position, { leaf: result.leaf.leaf, claim, result });
      if (claim.claim.effort === 'full') all.set(position, [...(all.get(position) ?? []), { claim, result }]);
    }
  }
  return [...worst.values()]
    .sort((a, b) => a.result.leaf.position - b.result.leaf.position)
    .map(one => blurred(one, all.get(one.result.leaf.position) ?? []));
}

/** What might hide in the coordinates of a leaf, user's units. */
function errorsOf({ leaf, measurements }: LeafResult): number[] {
  return measurements.coordinates.map((k, row) => leaf.toUser(k, measurements.error[row]!));
}

/** Nothing is claimed and nothing moved: an output that does not depend on the parameter. */
const isZero = ({ leaf, measurements }: LeafResult): boolean => leaf.norm === 0 && measurements.q.every(q => q === 0);

/**
 * Where the derivative of one output is lost in rounding, an error may hide there: it counts as a share of what the others show.
 * @param all - comparisons of the leaf, one for each output
 */
function blurred<P>(worst: WorstOfLeaf<P>, all: readonly Omit<WorstOfLeaf<P>, 'leaf'>[]): WorstOfLeaf<P> {
  const { result } = worst;
  const lost = all.filter(one => one.result.vacuous && !isZero(one.result));
  if (result.vacuous || result.verdict !== 'correct' || lost.length === 0) return worst;
  const telling = all.filter(one => !one.result.vacuous).map(one => one.result.leaf.claimed);
  const errors = lost.map(one => errorsOf(one.result));
  const normsOf = (arrays: readonly ArrayLike<number>[]): number[] =>
    arrays.map(values => normOf(values.length, i => values[i]!));
  const single = largestOf(errors) / largestOf(telling);
  const spread = largestOf([normsOf(errors)]) / largestOf([normsOf(telling)]);
  if (!(single > result.single || spread > result.spread)) return worst;
  return {
    ...worst,
    lostIn: lost.flatMap(({ claim }) => claim.claim.output ?? []),
    result: { ...result, single: Math.max(single, result.single), spread: Math.max(spread, result.spread) },
  };
}
