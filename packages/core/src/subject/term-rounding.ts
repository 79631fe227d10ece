import { isFloat32, ulpOf } from '../parameters/float-array.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';

/** Splits a number of float32 in two of twelve bits. */
const SPLITTER = 2 ** 12 + 1;

type Terms = Pick<TreeLeaf, 'values' | 'dtype'>;

/**
 * How the terms of a contraction were rounded when the outputs at the point were stored. A large one may stand still where the
 * point moves a little: a short line shows nothing of it.
 */
export class TermRounding {
  #size: number | undefined;

  /** √Σ(wᵢuᵢyᵢ)², u being the roundoff; 0 before anything was seen. */
  get size(): number {
    return this.#size ?? 0;
  }

  /**
   * @param leaves - of an output; the first, which is that at the point, counts
   * @param weights - as long as all of them
   */
  look(leaves: readonly Terms[], weights: Float64Array): void {
    this.#size ??= sizeOf(leaves, weights);
  }
}

function sizeOf(leaves: readonly Terms[], weights: Float64Array): number {
  let sum = 0;
  let offset = 0;
  for (const leaf of leaves) {
    const { values } = leaf;
    const roundoff = roundoffOf(leaf);
    for (let i = 0; i < values.length; i++) sum += (weights[offset + i]! * roundoff * values[i]!) ** 2;
    offset += values.length;
  }
  return Math.sqrt(sum);
}

/** Relative rounding of the numbers: of plain arrays, which often hold what was computed in float32, by their numbers. */
function roundoffOf({ values, dtype }: Terms): number {
  if (dtype === 'float16' || dtype === 'float32') return ulpOf[dtype] / 2;
  let hasManyBits = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!isFloat32(value)) return ulpOf.float64 / 2;
    hasManyBits ||= upperHalf(value) !== value;
  }
  // A half or a thousand is none the less a number of float64.
  return ulpOf[hasManyBits ? 'float32' : 'float64'] / 2;
}

/**
 * Upper twelve bits of a number of float32.
 * @see T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18 (1971), section 5, after
 *   G. W. Veltkamp
 */
function upperHalf(value: number): number {
  const scaled = Math.fround(SPLITTER * value);
  return Math.fround(scaled - Math.fround(scaled - value));
}
