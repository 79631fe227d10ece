import type { EntryLengths } from '../estimate/lengths.ts';
import type { Leaf } from '../parameters/types.ts';
import { signedComponent } from '../random.ts';
import { CHUNK, type Direction, type Part } from '../sample.ts';

/** Coordinates of a leaf that can vary on their own: its entries, or the tangents of its structure. */
export function coordinateCount(leaf: Leaf): number {
  return leaf.tangents ? leaf.tangents.length : leaf.size;
}

/** How far each coordinate moves, in its lengths. */
export interface Weights {
  /** Writes the weights of coordinates from … to − 1 to out[0] onwards. */
  fill(out: Float64Array, from: number, to: number): void;
}

/** ±U[½, 3/2] for every coordinate, the same for the same seed. */
export class RandomWeights implements Weights {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  fill(out: Float64Array, from: number, to: number): void {
    for (let k = from; k < to; k++) out[k - from] = signedComponent(k, this.#seed);
  }
}

/** Lengths of a leaf's coordinates: of its entries, or of the first entry that each tangent moves. */
export function scaleByLength(
  out: Float64Array,
  leaf: Leaf,
  position: number,
  from: number,
  to: number,
  lengths: EntryLengths,
): void {
  const { tangents } = leaf;
  if (!tangents) lengths.scale(out, position, from, to);
  else for (let k = from; k < to; k++) out[k - from] = out[k - from]! * lengths.at(position, tangents[k]!.indices[0]!);
}

class SingleEntry implements Part {
  readonly leaf: number;
  readonly count = 1;
  readonly first: number;
  readonly #component: number;

  constructor(leaf: number, entry: number, component: number) {
    this.leaf = leaf;
    this.first = entry;
    this.#component = component;
  }

  fill(out: Float64Array): void {
    out[0] = this.#component;
  }
}

/** Entries named one by one. */
class ListedEntries implements Part {
  readonly leaf: number;
  readonly count: number;
  readonly first: number;
  readonly indices: ArrayLike<number>;
  readonly #components: ArrayLike<number>;

  constructor(leaf: number, indices: ArrayLike<number>, components: ArrayLike<number>) {
    this.leaf = leaf;
    this.count = indices.length;
    this.first = indices[0] ?? 0;
    this.indices = indices;
    this.#components = components;
  }

  fill(out: Float64Array, from: number, to: number): void {
    for (let k = from; k < to; k++) out[k - from] = this.#components[k]!;
  }
}

class EntryRange implements Part {
  readonly leaf: number;
  readonly count: number;
  readonly first: number;
  readonly #weights: Weights;
  readonly #lengths: EntryLengths;

  constructor(leaf: number, from: number, to: number, weights: Weights, lengths: EntryLengths) {
    this.leaf = leaf;
    this.first = from;
    this.count = to - from;
    this.#weights = weights;
    this.#lengths = lengths;
  }

  fill(out: Float64Array, from: number, to: number): void {
    this.#weights.fill(out, this.first + from, this.first + to);
    this.#lengths.scale(out, this.leaf, this.first + from, this.first + to);
  }
}

/** Several parts as one line. */
export function directionOf(parts: readonly Part[]): Direction {
  let length = 0;
  const components = new Float64Array(CHUNK);
  for (const part of parts) {
    for (let from = 0; from < part.count; from += CHUNK) {
      const to = Math.min(part.count, from + CHUNK);
      part.fill(components, from, to);
      for (let k = 0; k < to - from; k++) length += Math.abs(components[k]!);
    }
  }
  return { parts, length };
}

/** Coordinate k of a leaf, one unit of t being `length`. */
export function alongCoordinate(leaf: Leaf, position: number, k: number, length: number): Part {
  const tangent = leaf.tangents?.[k];
  if (!tangent) return new SingleEntry(position, k, length);
  return new ListedEntries(
    position,
    tangent.indices,
    tangent.weights.map(weight => weight * length),
  );
}

/** Coordinates of a leaf together, each by its own component; tangents that overlap are added up entry by entry. */
export function alongListed(
  leaf: Leaf,
  position: number,
  coordinates: readonly number[],
  component: (j: number) => number,
): Part {
  const { tangents } = leaf;
  const sum = new Map<number, number>();
  for (const [j, k] of coordinates.entries()) {
    const { indices, weights } = tangents?.[k] ?? { indices: [k], weights: [1] };
    for (let i = 0; i < indices.length; i++) {
      sum.set(indices[i]!, (sum.get(indices[i]!) ?? 0) + weights[i]! * component(j));
    }
  }
  const entries = [...sum.keys()].sort((a, b) => a - b);
  return new ListedEntries(
    position,
    entries,
    entries.map(entry => sum.get(entry)!),
  );
}

/** Coordinates `from … to − 1` of a leaf together, each by its length times its weight. */
export function alongRange(
  leaf: Leaf,
  position: number,
  from: number,
  to: number,
  weights: Weights,
  lengths: EntryLengths,
): Part {
  if (!leaf.tangents) return new EntryRange(position, from, to, weights, lengths);
  const components = new Float64Array(to - from);
  weights.fill(components, from, to);
  scaleByLength(components, leaf, position, from, to, lengths);
  const coordinates = Array.from({ length: to - from }, (_, j) => from + j);
  return alongListed(leaf, position, coordinates, j => components[j]!);
}
