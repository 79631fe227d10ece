import type { Lengths } from '../estimate/lengths.ts';
import type { Point } from '../parameters/types.ts';
import { ComparedLeaf } from '../plan/comparison.ts';
import type { Behaviour } from '../probe/behaviour.ts';

/**
 * The checked leaves of a claim, or some of them by their position.
 * @param scale - from the user's values to those of the probe
 */
export function comparedLeaves<P>(
  { leaves }: Point<P>,
  { claimed }: Behaviour,
  lengths: Lengths,
  scale: number,
  isWanted: (position: number) => boolean,
): ComparedLeaf[] {
  return leaves.flatMap((leaf, position) =>
    leaf.checked && isWanted(position) ? [new ComparedLeaf(leaf, position, claimed[position]!, scale, lengths)] : [],
  );
}
