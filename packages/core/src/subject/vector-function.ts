import { type GradcheckError, misuse } from '../errors.ts';
import { coordinateLabel, shapeText } from '../parameters/paths.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, readTree, type Tree } from '../parameters/tree.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import { callUser } from './user-call.ts';

/** Structure of an output, learned from its first value. */
export interface OutputForm {
  readonly tree: Tree;
  readonly size: number;
}

export function outputForm(output: unknown, adapters: readonly TensorAdapter[], of: string): OutputForm {
  const tree = readTree(output, adapters, 'ERR_VALUE_TYPE', of);
  return { tree, size: leavesOf(tree).reduce((sum, leaf) => sum + leaf.size, 0) };
}

/** Name of a flat output entry as code would reach it. */
function outputLabel({ tree }: OutputForm, entry: number): string {
  let rest = entry;
  for (const leaf of leavesOf(tree)) {
    if (rest < leaf.size) return coordinateLabel(leaf.path ? `y.${leaf.path}` : 'y', rest, leaf.shape);
    rest -= leaf.size;
  }
  return 'y';
}

function changed(of: string, first: readonly TreeLeaf[], now: readonly TreeLeaf[]): GradcheckError {
  const paths = [...new Set([...first, ...now].map(({ path }) => path))];
  const shapeIn = (leaves: readonly TreeLeaf[], path: string): string => {
    const leaf = leaves.find(candidate => candidate.path === path);
    return leaf ? shapeText(leaf.shape) : 'not there';
  };
  return misuse('ERR_VALUE_SHAPE_CHANGED', {
    what: `${of} returns outputs of different shapes`,
    table: [
      ['output', 'at first', 'later'],
      ...paths
        .map(path => [path ? `y.${path}` : 'y', shapeIn(first, path), shapeIn(now, path)])
        .filter(([, before, after]) => before !== after),
    ],
    advice: ['The output must have one shape at every point near `at`: a derivative is taken entry by entry.'],
  });
}

/** Numbers of leaves in the order of the wanted ones, copied at once; undefined when they are others. */
export function inOrder(found: readonly TreeLeaf[], wanted: readonly TreeLeaf[]): Float64Array | undefined {
  const ordered = wanted.map(({ path }, k) =>
    found[k]?.path === path ? found[k] : found.find(leaf => leaf.path === path),
  );
  if (found.length !== wanted.length || ordered.some((leaf, k) => leaf?.size !== wanted[k]!.size)) return undefined;
  const flat = new Float64Array(wanted.reduce((sum, leaf) => sum + leaf.size, 0));
  let offset = 0;
  for (const leaf of ordered as TreeLeaf[]) {
    for (let i = 0; i < leaf.size; i++) flat[offset + i] = leaf.values[i]!;
    offset += leaf.size;
  }
  return flat;
}

/** How outputs become flat numbers. */
export interface OutputReader {
  readonly size: number;
  /** @throws GradcheckError when an output is not like the first */
  read(output: unknown): Float64Array;
  /** Name of an entry as code would reach it: `y[3]`. */
  label(entry: number): string;
  /** The arrays that it has, as a sentence would name them. */
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Reads outputs of `value`: all must look like the first. */
export function valueReader(form: OutputForm, adapters: readonly TensorAdapter[]): OutputReader {
  const wanted = leavesOf(form.tree);
  return {
    size: form.size,
    label: entry => outputLabel(form, entry),
    arrays: wanted.map(({ path, shape }) => ({ name: path ? `the output ${path}` : 'the output', shape })),
    read(output) {
      const found = leavesOf(readTree(output, adapters, 'ERR_VALUE_TYPE', 'value()'));
      const flat = inOrder(found, wanted);
      if (!flat) throw changed('value()', wanted, found);
      return flat;
    },
  };
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
  readonly outputs: OutputReader;
  reusesBuffer = false;
  readonly #name: string;
  readonly #call: (point: P) => unknown;
  #previous: WeakRef<object> | undefined;

  constructor(name: string, call: (point: P) => unknown, outputs: OutputReader) {
    this.#name = name;
    this.#call = call;
    this.outputs = outputs;
  }

  at(point: P): Float64Array | PromiseLike<Float64Array> {
    return callUser(
      this.#name,
      () => this.#call(point),
      output => this.#read(output),
    );
  }

  #read(output: unknown): Float64Array {
    if (typeof output === 'object' && output !== null) {
      if (this.#previous?.deref() === output) this.reusesBuffer = true;
      else this.#previous = new WeakRef(output);
    }
    return this.outputs.read(output);
  }
}
