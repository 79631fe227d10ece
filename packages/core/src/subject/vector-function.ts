import { GradcheckError } from '../errors.ts';
import { coordinateLabel, shapeText } from '../parameters/paths.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, readTree, rebuild, type Tree } from '../parameters/tree.ts';
import { callUser } from './user-call.ts';

/** Structure of an output, learned from its first value. */
export interface OutputForm {
  readonly tree: Tree;
  readonly size: number;
}

export function outputForm(output: unknown, adapters: readonly TensorAdapter[]): OutputForm {
  const tree = readTree(output, adapters, 'ERR_VALUE_TYPE');
  return { tree, size: leavesOf(tree).reduce((sum, leaf) => sum + leaf.size, 0) };
}

/** Name of a flat output entry as code would reach it. */
export function outputLabel({ tree }: OutputForm, entry: number): string {
  let rest = entry;
  for (const leaf of leavesOf(tree)) {
    if (rest < leaf.size) return coordinateLabel(leaf.path ? `y.${leaf.path}` : 'y', rest, leaf.shape);
    rest -= leaf.size;
  }
  return 'y';
}

/** An output of this form over flat numbers: a cotangent. */
export function asOutput({ tree }: OutputForm, flat: Float64Array): unknown {
  let offset = 0;
  return rebuild(tree, leaf => {
    const values =
      leaf.dtype === 'float32' || leaf.dtype === 'float16' ? new Float32Array(leaf.size) : new Float64Array(leaf.size);
    for (let i = 0; i < leaf.size; i++) values[i] = flat[offset + i]!;
    offset += leaf.size;
    return leaf.make(values, false);
  });
}

/**
 * Numbers of an output, copied at once.
 * @throws GradcheckError ERR_VALUE_SHAPE_CHANGED
 */
function flatOutput(output: unknown, form: OutputForm, adapters: readonly TensorAdapter[], of: string): Float64Array {
  const found = leavesOf(readTree(output, adapters, 'ERR_VALUE_TYPE'));
  const wanted = leavesOf(form.tree);
  const describe = (leaves: readonly { path: string; shape: readonly number[] }[]): string =>
    leaves.map(({ path, shape }) => `${path ? `${path} ` : ''}${shapeText(shape)}`).join(', ');
  const same = found.length === wanted.length && found.every((leaf, k) => leaf.size === wanted[k]!.size);
  if (!same) {
    throw new GradcheckError(
      'ERR_VALUE_SHAPE_CHANGED',
      `${of} returned ${describe(wanted)} first and ${describe(found)} later. Its output must have the same shape at every point.`,
    );
  }
  const flat = new Float64Array(form.size);
  let offset = 0;
  for (const leaf of found) {
    for (let i = 0; i < leaf.size; i++) flat[offset + i] = leaf.values[i]!;
    offset += leaf.size;
  }
  return flat;
}

/** Σ aᵢbᵢ with the error of rounding carried along (Neumaier), so that a contraction adds no noise to speak of. */
export function contract(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < a.length; i++) {
    const term = a[i]! * b[i]!;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

/** A function of the user with an output of any structure, as flat numbers; notices an output array that is used again. */
export class VectorFunction<P> {
  readonly form: OutputForm;
  reusesBuffer = false;
  readonly #name: string;
  readonly #call: (point: P) => unknown;
  readonly #adapters: readonly TensorAdapter[];
  #previous: WeakRef<object> | undefined;

  constructor(name: string, call: (point: P) => unknown, form: OutputForm, adapters: readonly TensorAdapter[]) {
    this.#name = name;
    this.#call = call;
    this.form = form;
    this.#adapters = adapters;
  }

  at(point: P): Float64Array | PromiseLike<Float64Array> {
    return callUser(
      this.#name,
      () => this.#call(point),
      output => this.read(output),
    );
  }

  read(output: unknown): Float64Array {
    if (typeof output === 'object' && output !== null) {
      if (this.#previous?.deref() === output) this.reusesBuffer = true;
      else this.#previous = new WeakRef(output);
    }
    return flatOutput(output, this.form, this.#adapters, `${this.#name}()`);
  }
}
