import { type Landscape, SHARE } from '../compare/landscape.ts';
import type { LineClaim } from '../compare/line-outcome.ts';
import type { EntryLengths, Lengths } from '../estimate/lengths.ts';
import type { NoiseLine } from '../estimate/nearby-values.ts';
import { largestOf } from '../parameters/largest.ts';
import type { FloatArray, Leaf } from '../parameters/types.ts';
import { CHUNK, type Part } from '../sample.ts';
import {
  alongCoordinate,
  alongListed,
  alongRange,
  coordinateCount,
  RandomWeights,
  scaleByLength,
  type Weights,
} from './direction.ts';
import { inward } from './inward.ts';

/** Median of the non-zero magnitudes; a sample stands for very long arrays. */
function medianOf(count: number, magnitude: (k: number) => number): number {
  const stride = Math.max(1, Math.floor(count / 4096));
  const found: number[] = [];
  for (let k = 0; k < count; k += stride) {
    const value = magnitude(k);
    if (value > 0) found.push(value);
  }
  return Float64Array.from(found).sort()[found.length >> 1] ?? 0;
}

/** ‖v‖₂ without overflow. */
export function normOf(count: number, entry: (k: number) => number): number {
  let largest = 0;
  for (let k = 0; k < count; k++) largest = Math.max(largest, Math.abs(entry(k)));
  if (!(largest > 0) || largest === Number.POSITIVE_INFINITY) return largest;
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
  /** Norm of the claimed slopes per natural length, and their root mean square. */
  readonly norm: number;
  readonly rms: number;
  readonly median: number;
  /** Coordinate with the steepest claimed slope per natural length. */
  readonly steepest: number;
  /** The step that worked near the point, remembered for the coordinates that follow. */
  hint: { exponent: number; length: number } | undefined;
  /** The side on which every claimed slope rises. */
  readonly uphill: Weights = {
    fill: (out, from, to) => {
      this.#fillSlopes(out, from, to, this.#lengths);
      for (let j = 0; j < to - from; j++) out[j] = out[j]! < 0 ? -1 : 1;
    },
  };
  /** Largest claimed derivative, probe's scale per unit of the parameter. */
  readonly #largest: number;
  readonly #scale: number;
  readonly #lengths: Lengths;
  readonly #slopes: Float64Array;
  readonly #weights: Float64Array;

  constructor(leaf: Leaf, position: number, claimed: FloatArray, scale: number, lengths: Lengths) {
    this.leaf = leaf;
    this.position = position;
    this.claimed = claimed;
    this.count = coordinateCount(leaf);
    this.#scale = scale;
    this.#lengths = lengths;
    const chunk = Math.min(CHUNK, this.count);
    this.#slopes = new Float64Array(chunk);
    this.#weights = new Float64Array(chunk);
    const { steepest, norm } = this.#sizes();
    this.steepest = steepest;
    this.norm = norm;
    this.rms = norm / Math.sqrt(Math.max(1, this.count));
    this.#largest = this.#largestClaim();
    this.median = medianOf(this.count, k => Math.abs(this.slopeOf(k)));
  }

  #sizes(): { steepest: number; norm: number } {
    let steepest = 0;
    let largest = 0;
    this.#eachChunk(0, this.count, (from, size) => {
      for (let j = 0; j < size; j++) {
        const slope = Math.abs(this.#slopes[j]!);
        if (slope > largest) {
          largest = slope;
          steepest = from + j;
        }
      }
    });
    return { steepest, norm: this.#normOf(largest, this.#lengths) };
  }

  /** ‖v‖₂ of the claimed slopes, none of them larger than `largest`. */
  #normOf(largest: number, lengths: EntryLengths): number {
    if (!(largest > 0)) return 0;
    let sum = 0;
    const add = (_: number, size: number): void => {
      for (let j = 0; j < size; j++) sum += (this.#slopes[j]! / largest) ** 2;
    };
    this.#eachChunk(0, this.count, add, lengths);
    return largest * Math.sqrt(sum);
  }

  #largestClaim(): number {
    let largest = 0;
    for (let k = 0; k < this.count; k++) largest = Math.max(largest, Math.abs(this.claimOf(k)));
    return largest * this.#scale;
  }

  /** Calls `use` with the claimed slopes of coordinates from … from + size − 1 in the buffer. */
  #eachChunk(
    from: number,
    to: number,
    use: (from: number, size: number) => void,
    lengths: EntryLengths = this.#lengths,
  ): void {
    for (let start = from; start < to; start += CHUNK) {
      const end = Math.min(to, start + CHUNK);
      this.#fillSlopes(this.#slopes, start, end, lengths);
      use(start, end - start);
    }
  }

  /** Claimed change of the value per length of coordinates from … to − 1. */
  #fillSlopes(out: Float64Array, from: number, to: number, lengths: EntryLengths): void {
    if (this.leaf.tangents) for (let k = from; k < to; k++) out[k - from] = this.claimOf(k) * this.#scale;
    else for (let k = from; k < to; k++) out[k - from] = this.claimed[k]! * this.#scale;
    scaleByLength(out, this.leaf, this.position, from, to, lengths);
  }

  /** Natural length of coordinate k, units of the parameter. */
  lengthOf(k: number): number {
    const tangent = this.leaf.tangents?.[k];
    return this.#lengths.at(this.position, tangent ? tangent.indices[0]! : k);
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
    const length = this.lengthOf(k);
    const slope = this.claimOf(k) * this.#scale * length;
    const part = alongCoordinate(this.leaf, this.position, k, length);
    const extent = this.#extent(part);
    const reference = Math.max(Math.abs(slope), SHARE * this.rms, 1e-300);
    const near = this.hint;
    const usable = near !== undefined && near.length <= 8 * length && length <= 8 * near.length;
    return {
      direction: { parts: [part], length: extent.length },
      slope,
      reference,
      scale: Math.max(reference, Math.min(this.rms, this.#largest * length)),
      roundingReference: Math.max(Math.abs(slope), Math.min(this.rms, 30 * this.median)),
      smallest: extent.smallest,
      hint: usable ? near.exponent : undefined,
    };
  }

  /** Coordinates from … to − 1 together, each by its length times its weight. */
  range(from: number, to: number, free: Weights, lengths: EntryLengths = this.#lengths.together): LineClaim {
    const weights = inward(free, this.leaf, this.position, lengths);
    let slope = 0;
    let squares = 0;
    const add = (start: number, size: number): void => {
      weights.fill(this.#weights, start, start + size);
      let part = 0;
      for (let j = 0; j < size; j++) {
        const term = this.#slopes[j]! * this.#weights[j]!;
        part += term;
        squares += term * term;
      }
      slope += part;
    };
    this.#eachChunk(from, to, add, lengths);
    const part = alongRange(this.leaf, this.position, from, to, weights, lengths);
    return this.#together(part, slope, Math.sqrt(squares));
  }

  /** Scales of directions over the leaf: norm of the claimed slopes per length, shortest length, largest claimed derivative. */
  directionScales(): { norm: number; shortest: number; largest: number } {
    let largestSlope = 0;
    let shortest = Number.POSITIVE_INFINITY;
    const { together } = this.#lengths;
    const look = (start: number, size: number): void => {
      this.#weights.fill(1, 0, size);
      scaleByLength(this.#weights, this.leaf, this.position, start, start + size, together);
      for (let j = 0; j < size; j++) {
        const length = this.#weights[j]!;
        const slope = Math.abs(this.#slopes[j]!);
        if (length < shortest) shortest = length;
        if (slope > largestSlope) largestSlope = slope;
      }
    };
    this.#eachChunk(0, this.count, look, together);
    const norm = this.#normOf(largestSlope, together);
    return { norm, shortest, largest: norm > 0 ? this.#largest : 0 };
  }

  /** What a change of `slope` per natural length of coordinate k adds to the slope of a range with these weights. */
  alongWeights(k: number, slope: number, weights: Weights): number {
    inward(weights, this.leaf, this.position, this.#lengths.together).fill(this.#weights, k, k + 1);
    scaleByLength(this.#weights, this.leaf, this.position, k, k + 1, this.#lengths.together);
    return (slope * this.#weights[0]!) / this.lengthOf(k);
  }

  /** All coordinates together, each by its natural length times its weight. */
  naturalRange(weights: Weights): LineClaim {
    return this.range(0, this.count, weights, this.#lengths);
  }

  /** Whether coordinate k stays within the bounds when it moves by so many of its lengths. */
  reaches(k: number, distance: number): boolean {
    const { values, lower, upper } = this.leaf;
    const moved = values[k]! + distance * this.lengthOf(k);
    return moved >= lower && moved <= upper;
  }

  /** The given coordinates together, each by its natural length times `weight`. */
  listed(coordinates: readonly number[], weight: (j: number) => number): LineClaim {
    let slope = 0;
    let squares = 0;
    for (const [j, k] of coordinates.entries()) {
      const term = this.slopeOf(k) * weight(j);
      slope += term;
      squares += term * term;
    }
    const component = (j: number): number => this.lengthOf(coordinates[j]!) * weight(j);
    return this.#together(alongListed(this.leaf, this.position, coordinates, component), slope, Math.sqrt(squares));
  }

  #together(part: Part, slope: number, size: number): LineClaim {
    const { length, smallest } = this.#extent(part);
    const reference = Math.max(Math.abs(slope), size, 1e-300);
    return {
      direction: { parts: [part], length },
      slope,
      reference,
      scale: reference,
      roundingReference: reference,
      smallest,
    };
  }

  /** Σ |component|, and log2 of the step at which every entry moves by at least four units in its last place. */
  #extent(part: Part): { length: number; smallest: number } {
    const { values, ulp } = this.leaf;
    let length = 0;
    let largest = 0;
    for (let from = 0; from < part.count; from += CHUNK) {
      const to = Math.min(part.count, from + CHUNK);
      // A tangent may move more entries than there are coordinates.
      const components = this.#weights.length < to - from ? new Float64Array(to - from) : this.#weights;
      part.fill(components, from, to);
      for (let k = from; k < to; k++) {
        const component = Math.abs(components[k - from]!);
        if (component === 0) continue;
        length += component;
        largest = Math.max(largest, Math.abs(values[part.indices ? part.indices[k]! : part.first + k]!) / component);
      }
    }
    return { length, smallest: Math.max(-1020, Math.ceil(Math.log2(4 * ulp * largest))) };
  }
}

/** Entries that may be moved alone to measure the noise, one of each of the steepest leaves at least. */
const ALONE = 4;

/** A random direction over every checked leaf: where the noise of the function is measured. */
export function noiseLine(leaves: readonly ComparedLeaf[], seed: number): NoiseLine {
  const isNarrow = leaves.some(({ leaf }) => leaf.ulp > Number.EPSILON);
  const along = (lines: readonly LineClaim[]): NoiseLine => {
    let slope = 0;
    let length = 0;
    let smallest = -1020;
    for (const line of lines) {
      slope += line.slope;
      length += line.direction.length;
      smallest = Math.max(smallest, line.smallest);
    }
    return {
      direction: { parts: lines.flatMap(line => line.direction.parts), length },
      slope,
      resolved: isNarrow ? 2 ** smallest : 0,
    };
  };
  const random = leaves.map(leaf => leaf.naturalRange(new RandomWeights(seed + 17 * leaf.position)));
  // Needed at the edge of a domain only.
  const alone = (): NoiseLine[] => {
    const steepest = [...leaves].sort((a, b) => b.norm - a.norm).slice(0, ALONE);
    const each = Math.ceil(ALONE / steepest.length);
    return steepest.flatMap(leaf => {
      const spread = Array.from({ length: each }, (_, j) => Math.floor((j * leaf.count) / each));
      return [...new Set([leaf.steepest, ...spread])].slice(0, each).map(k => along([leaf.coordinate(k)]));
    });
  };
  return { ...along(random), others: alone };
}

/** What 1 and the largest parameter, or 1 again, are in the scale of the values. */
export const unitsOf = (leaves: readonly Leaf[], scale: number): readonly [one: number, largest: number] => [
  scale,
  scale * Math.max(1, largestOf(leaves.map(({ values }) => values))),
];

/** Everything a plan needs to know about one claim. */
export interface Comparison {
  readonly landscape: Landscape;
  /** Leaves that are checked. */
  readonly leaves: readonly ComparedLeaf[];
}
