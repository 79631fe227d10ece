import type { Leaf } from '../parameters/types.ts';
import type { Direction, Part } from './sample.ts';

/** Coordinates of a leaf that can vary on their own: its entries, or the tangents of its structure. */
export function coordinateCount(leaf: Leaf): number {
  return leaf.tangents ? leaf.tangents.length : leaf.size;
}

/** Coordinate k of a leaf, one unit of t being `length`. */
export function alongCoordinate(leaf: Leaf, position: number, k: number, length: number): Direction {
  const tangent = leaf.tangents?.[k];
  const part: Part = tangent
    ? {
        leaf: position,
        count: tangent.indices.length,
        index: j => tangent.indices[j]!,
        component: j => tangent.weights[j]! * length,
      }
    : { leaf: position, count: 1, index: () => k, component: () => length };
  return { parts: [part] };
}

/**
 * Coordinates `from … to − 1` of a leaf together, each by its own component.
 * @param component - displacement of coordinate k per unit of t
 */
export function alongRange(
  leaf: Leaf,
  position: number,
  from: number,
  to: number,
  component: (k: number) => number,
): Part {
  const { tangents } = leaf;
  if (!tangents) return { leaf: position, count: to - from, index: k => from + k, component: k => component(from + k) };
  // Tangents may overlap, so their sum is spelled out entry by entry.
  const sum = new Map<number, number>();
  for (let k = from; k < to; k++) {
    const { indices, weights } = tangents[k]!;
    for (let j = 0; j < indices.length; j++) {
      sum.set(indices[j]!, (sum.get(indices[j]!) ?? 0) + weights[j]! * component(k));
    }
  }
  const entries = [...sum.keys()].sort((a, b) => a - b);
  return {
    leaf: position,
    count: entries.length,
    index: k => entries[k]!,
    component: k => sum.get(entries[k]!)!,
  };
}

/** Σ |component| over the direction. */
export function totalLength(direction: Direction): number {
  let sum = 0;
  for (const part of direction.parts) for (let k = 0; k < part.count; k++) sum += Math.abs(part.component(k));
  return sum;
}
