import { coordinateLabel } from '../parameters/paths.ts';
import type { FloatArray, Leaf, Point, Workspace } from '../parameters/types.ts';
import { CHUNK, type Part, type Sample } from '../sample.ts';
import type { Displacement, Place } from '../user-function-error.ts';

/** Coordinates named when a function throws; the others are only counted. */
const NAMED = 6;

/** Puts workspaces where a sample says, and back: in place, entry by entry, nothing allocated. */
export class Placement<P> {
  /** Power of two that values and claimed changes are multiplied by. */
  scale = 1;
  /** Claimed derivative, one array per leaf, in the user's units. */
  claimed: readonly FloatArray[] = [];

  readonly #leaves: readonly Leaf[];
  readonly #components: Float64Array;

  constructor({ leaves, size }: Point<P>) {
    this.#leaves = leaves;
    this.#components = new Float64Array(Math.min(CHUNK, size));
  }

  /**
   * Writes the sample's point, and to the sample how far it lies from the point and what the claim says that this changes.
   * @returns false when the point would leave the bounds
   */
  displace(workspace: Workspace<P>, sample: Sample): boolean {
    const { parts, length } = sample.direction;
    sample.linear = 0;
    sample.width = 0;
    let inside = true;
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!;
      for (let from = 0; from < part.count; from += CHUNK) {
        const to = Math.min(part.count, from + CHUNK);
        part.fill(this.#components, from, to);
        if (!this.#displaceChunk(workspace, part, from, to, sample)) inside = false;
      }
    }
    sample.linear *= this.scale;
    sample.width /= length;
    return inside;
  }

  #displaceChunk(workspace: Workspace<P>, part: Part, from: number, to: number, sample: Sample): boolean {
    const leaf = this.#leaves[part.leaf]!;
    const data = workspace.data[part.leaf]!;
    const claimed = this.claimed[part.leaf]!;
    const { values, lower, upper } = leaf;
    const { first, indices } = part;
    const { t } = sample;
    const components = this.#components;
    const rounds = leaf.dtype === 'float16';
    let linear = 0;
    let width = 0;
    let inside = true;
    for (let k = from; k < to; k++) {
      const index = indices ? indices[k]! : first + k;
      const original = values[index]!;
      const wanted = original + t * components[k - from]!;
      data[index] = rounds ? leaf.round(wanted) : wanted;
      const moved = data[index]!;
      if (moved < lower || moved > upper) inside = false;
      linear += claimed[index]! * (moved - original);
      width += Math.abs(moved - original);
    }
    sample.linear += linear;
    sample.width += width;
    return inside;
  }

  /** Writes the original bits back to the entries that the sample moved. */
  restore(workspace: Workspace<P>, { direction: { parts } }: Sample): void {
    for (let p = 0; p < parts.length; p++) {
      const { leaf, first, count, indices } = parts[p]!;
      const data = workspace.data[leaf]!;
      const { values } = this.#leaves[leaf]!;
      // Assigned, not shifted back: (x + h) − h need not equal x.
      if (indices) for (let k = 0; k < count; k++) data[indices[k]!] = values[indices[k]!]!;
      else if (count === 1) data[first] = values[first]!;
      else data.set(values.subarray(first, first + count), first);
    }
  }

  /** Where a sample lies, in words for the user. */
  placeOf({ t, direction }: Sample): Place {
    const moved: Displacement[] = [];
    let count = 0;
    for (const part of direction.parts) {
      const { path, shape, values } = this.#leaves[part.leaf]!;
      count += part.count;
      const named = Math.min(part.count, NAMED - moved.length);
      part.fill(this.#components, 0, named);
      for (let k = 0; k < named; k++) {
        const index = part.indices ? part.indices[k]! : part.first + k;
        moved.push({ label: coordinateLabel(path, index, shape), from: values[index]!, by: t * this.#components[k]! });
      }
    }
    return { name: 'a perturbed point', moved, others: count - moved.length };
  }
}
