import type { EntryLengths } from '../estimate/lengths.ts';
import type { Leaf } from '../parameters/types.ts';
import type { Weights } from './direction.ts';

/** Natural lengths from a bound within which an entry moves away from it: steps along many entries are no larger. */
const NEAR = 2 ** -6;

/**
 * Entries at a bound of their parameter, or close to one, move inwards, so that one side of the line stays within the bounds.
 * The others move as they would.
 */
class InwardWeights implements Weights {
  readonly #weights: Weights;
  readonly #leaf: Leaf;
  readonly #lengthOf: (k: number) => number;

  constructor(weights: Weights, leaf: Leaf, lengthOf: (k: number) => number) {
    this.#weights = weights;
    this.#leaf = leaf;
    this.#lengthOf = lengthOf;
  }

  fill(out: Float64Array, from: number, to: number): void {
    this.#weights.fill(out, from, to);
    const { values, lower, upper } = this.#leaf;
    for (let k = from; k < to; k++) {
      const below = values[k]! - lower;
      const above = upper - values[k]!;
      if (Math.min(below, above) > NEAR * this.#lengthOf(k)) continue;
      out[k - from] = Math.abs(out[k - from]!) * (below <= above ? 1 : -1);
    }
  }
}

/** Weights that keep one side of the line within the bounds of a leaf; the same ones where it has none. */
export function inward(weights: Weights, leaf: Leaf, position: number, lengths: Pick<EntryLengths, 'at'>): Weights {
  const isBounded = Number.isFinite(leaf.lower) || Number.isFinite(leaf.upper);
  // What a structure moves has no side.
  if (!isBounded || leaf.tangents) return weights;
  return new InwardWeights(weights, leaf, k => lengths.at(position, k));
}
