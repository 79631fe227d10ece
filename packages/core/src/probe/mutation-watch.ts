import type { FloatArray, Point, Workspace } from '../parameters/types.ts';
import { LateMutation } from './interruption.ts';

/** Points up to this size are copied for every call: that costs nothing beside the call. */
const ALWAYS_FRESH = 256;
/** Points up to this size are copied at least for the calls at the point itself; larger ones would not fit beside the others. */
const FRESH_AT_POINT = 2 ** 16;

/** Notices functions of the user that write to their argument, and keeps copies from them once they do. */
export class MutationWatch<P> {
  /** Paths that were seen to be written to. */
  readonly mutated: Set<string>;
  /** Whether calls at perturbed points get copies. */
  fresh: boolean;
  readonly #size: number;
  readonly #pristine: readonly FloatArray[];

  /** @param known - paths known to be written to: every call gets copies */
  constructor({ size, leaves }: Point<P>, known: readonly string[]) {
    this.mutated = new Set(known);
    this.fresh = known.length > 0 || size <= ALWAYS_FRESH;
    this.#size = size;
    this.#pristine = leaves.map(leaf => leaf.values);
  }

  /** Whether calls at the point itself get copies. */
  get freshAtPoint(): boolean {
    return this.fresh || this.#size <= FRESH_AT_POINT;
  }

  /** After a call at the point itself. */
  inspect(workspace: Workspace<P>, tree: P): void {
    for (const path of workspace.mutated(tree, this.#pristine)) {
      this.mutated.add(path);
      this.fresh = true;
    }
  }

  /**
   * Whether to look after this call at a perturbed point: after the 2nd, 4th, 8th …, and after each where that costs nothing. A
   * mutation that only some points provoke is found at a cost that vanishes.
   */
  isDue(fresh: boolean, calls: number): boolean {
    return (calls & (calls - 1)) === 0 || (fresh && this.#size <= ALWAYS_FRESH);
  }

  /**
   * After a call at a perturbed point.
   * @param restore - writes the original bits back to what was moved
   * @throws LateMutation when what was written to was not a copy
   */
  look(workspace: Workspace<P>, tree: P, fresh: boolean, restore: () => void): void {
    // Copies still hold the sample's point, storage that is shared the original one.
    const paths = workspace.mutated(tree, workspace.data);
    if (fresh) {
      // On a copy, writing does no harm.
      for (const path of paths) this.mutated.add(path);
      return;
    }
    restore();
    paths.push(...workspace.overwritten(this.#pristine));
    if (paths.length > 0) throw new LateMutation(paths);
  }
}
