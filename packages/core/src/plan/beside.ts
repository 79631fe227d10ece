import type { EntryLengths } from '../estimate/lengths.ts';
import { hash32 } from '../random.ts';
import { type Part, type Sample, sampleAt } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { alongCoordinate, RandomWeights, type Weights } from './direction.ts';
import { inward } from './inward.ts';

/** The first draws, on which coordinates keep their order. */
export const ORDERED = 2;

/** Where samples beside the point are taken for one coordinate. */
export interface Beside {
  /** Different ones break ties in different ways. */
  readonly draw: number;
  /** How far the coordinates are moved, in natural lengths. */
  readonly distance: number;
  /** How far all are moved besides, in the user's units. */
  readonly shift?: number;
  /** Where the coordinate itself is instead, in its natural lengths. */
  readonly own?: number;
}

/**
 * Every coordinate that can vary freely is moved away from the point. On the first two draws those before this one go to one side
 * and those after it to the other, as the choice among ties does that takes the first or the last; on others each goes at random.
 */
export function sampleBeside(
  { leaves }: Comparison,
  leaf: ComparedLeaf,
  k: number,
  { draw, distance, shift = 0, own }: Beside,
): Sample {
  const ordered = (position: number): Weights => ({
    fill: (out, from, to) => {
      const order = position - leaf.position;
      for (let j = from; j < to; j++) out[j - from] = Math.sign(order || j - k) * (draw ? -1 : 1);
    },
  });
  const parts = leaves
    .filter(other => !other.leaf.tangents)
    .map((other): Part => {
      const { position, count } = other;
      const lengths: Pick<EntryLengths, 'at'> = { at: (_, j) => other.lengthOf(j) };
      const free = draw < ORDERED ? ordered(position) : new RandomWeights(hash32(draw, position));
      const weights = inward(free, other.leaf, position, lengths);
      return {
        leaf: position,
        count,
        first: 0,
        fill: (out, from, to) => {
          weights.fill(out, from, to);
          for (let j = from; j < to; j++) out[j - from] = out[j - from]! * distance * other.lengthOf(j) + shift;
        },
      };
    });
  // Of two parts that move the same entry the last one counts.
  if (own !== undefined) parts.push(alongCoordinate(leaf.leaf, leaf.position, k, leaf.lengthOf(k) * own));
  return sampleAt({ parts, length: 1 }, 1);
}

/** Slope between two samples less the claimed one. */
export function slopeBetween(one: Sample, other: Sample, distance: number): number {
  return (other.value - one.value - (other.linear - one.linear)) / distance;
}
