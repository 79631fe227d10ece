import type { ClaimResult, LeafResult } from '../claim/claim-result.ts';
import type { Leaf } from '../parameters/types.ts';
import type { Verdict } from '../types.ts';

/** The comparison of a leaf that says most: of all claims, the worst verdict; among equals the first full one. */
export interface WorstOfLeaf<P> {
  readonly leaf: Leaf;
  readonly claim: ClaimResult<P>;
  readonly result: LeafResult;
}

const SEVERITY: Record<Verdict, number> = { incorrect: 3, inconclusive: 2, correct: 1 };

/** A vanishing derivative says least: of one output, say, while others depend on the parameter. */
const severityOf = ({ verdict, vacuous }: LeafResult): number => (vacuous ? 0 : SEVERITY[verdict]);

/** One comparison per checked leaf. */
export function worstPerLeaf<P>(claims: readonly ClaimResult<P>[]): WorstOfLeaf<P>[] {
  const worst = new Map<number, WorstOfLeaf<P>>();
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
    }
  }
  return [...worst.values()].sort((a, b) => a.result.leaf.position - b.result.leaf.position);
}
