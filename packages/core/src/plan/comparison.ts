import { type Landscape, SHARE } from '../compare/landscape.ts';
import type { LineClaim } from '../compare/line.ts';
import type { FloatArray, Leaf } from '../parameters/types.ts';
import { alongCoordinate, alongRange, coordinateCount } from './direction.ts';
import type { Direction } from './sample.ts';

/** Median of the non-zero magnitudes; a sample stands for very long arrays. */
function medianOf(count: number, magnitude: (k: number) => number): number {
  const stride = Math.max(1, Math.floor(count / 4096));
  const found: number[] = [];
  for (let k = 0; k < count; k += stride) {
    const value = magnitude(k);
    if (value > 0) found.push(value);
  }
  found.sort((a, b) => a - b);
  return found[found.length >> 1] ?? 0;
}

/** ‖v‖₂ without overflow. */
export function normOf(count: number, entry: (k: number) => number): number {
  let largest = 0;
  for (let k = 0; k < count; k++) largest = Math.max(largest, Math.abs(entry(k)));
  if (!(largest > 0)) return 0;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += (entry(k) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** One leaf of a claim: its claimed slopes per natural length, and the scales that follow from them. */
export class ComparedLeaf {
  readonly leaf: Leaf;
  /** Position among all leaves. */
  readonly position: number;
  /** Coordinates that can vary on their own. */
  readonly count: number;
  /** Claimed derivative by entry, user's units. */
  readonly claimed: FloatArray;
  /** Root mean square of the claimed slopes per natural length. */
  readonly rms: number;
  readonly median: number;
  /** The step that worked near the point, remembered for the coordinates that follow. */
  hint: { exponent: number; length: number } | undefined;
  readonly #scale: number;
  readonly #length: (leaf: number, entry: number) => number;

  constructor(
    leaf: Leaf,
    position: number,
    claimed: FloatArray,
    scale: number,
    length: (leaf: number, entry: number) => number,
  ) {
    this.leaf = leaf;
    this.position = position;
    this.claimed = claimed;
    this.count = coordinateCount(leaf);
    this.#scale = scale;
    this.#length = length;
    this.rms = normOf(this.count, k => this.slopeOf(k)) / Math.sqrt(Math.max(1, this.count));
    this.median = medianOf(this.count, k => Math.abs(this.slopeOf(k)));
  }

  /** Natural length of coordinate k, units of the parameter. */
  lengthOf(k: number): number {
    const tangent = this.leaf.tangents?.[k];
    return this.#length(this.position, tangent ? tangent.indices[0]! : k);
  }

  /** Claimed derivative of coordinate k, user's units. */
  claimOf(k: number): number {
    const tangent = this.leaf.tangents?.[k];
    if (!tangent) return this.claimed[k]!;
    let sum = 0;
    for (let j = 0; j < tangent.indices.length; j++) sum += tangent.weights[j]! * this.claimed[tangent.indices[j]!]!;
    return sum;
  }

  /** Claimed change of the value (probe's scale) per natural length of coordinate k. */
  slopeOf(k: number): number {
    return this.claimOf(k) * this.#scale * this.lengthOf(k);
  }

  /** From change per natural length to the user's units. */
  toUser(k: number, slope: number): number {
    return slope / this.lengthOf(k) / this.#scale;
  }

  coordinate(k: number): LineClaim {
    const slope = this.slopeOf(k);
    const length = this.lengthOf(k);
    const direction = alongCoordinate(this.leaf, this.position, k, length);
    const near = this.hint;
    const usable = near !== undefined && near.length <= 8 * length && length <= 8 * near.length;
    return {
      direction,
      slope,
      reference: Math.max(Math.abs(slope), SHARE * this.rms, 1e-300),
      roundingReference: Math.max(Math.abs(slope), Math.min(this.rms, 30 * this.median)),
      smallest: this.smallestStep(direction),
      ...(usable ? { hint: near.exponent } : {}),
    };
  }

  /** Coordinates from … to − 1 together, each by its natural length times `component`. */
  range(from: number, to: number, component: (k: number) => number): LineClaim {
    const part = alongRange(this.leaf, this.position, from, to, k => component(k) * this.lengthOf(k));
    let slope = 0;
    let sum = 0;
    for (let k = from; k < to; k++) {
      const term = this.slopeOf(k) * component(k);
      slope += term;
      sum += term * term;
    }
    const direction = { parts: [part] };
    const reference = Math.max(Math.abs(slope), Math.sqrt(sum), 1e-300);
    return { direction, slope, reference, roundingReference: reference, smallest: this.smallestStep(direction) };
  }

  /** log2 of the step at which every entry moves by at least four units in its last place. */
  smallestStep(direction: Direction): number {
    let smallest = -1020;
    for (const part of direction.parts) {
      for (let k = 0; k < part.count; k++) {
        const spacing = Math.abs(this.leaf.values[part.index(k)]!) * this.leaf.ulp;
        const component = Math.abs(part.component(k));
        if (spacing > 0 && component > 0) {
          smallest = Math.max(smallest, Math.ceil(Math.log2((4 * spacing) / component)));
        }
      }
    }
    return smallest;
  }
}

/** Everything a plan needs to know about one claim. */
export interface Comparison {
  readonly landscape: Landscape;
  /** Leaves that are checked. */
  readonly leaves: readonly ComparedLeaf[];
}
