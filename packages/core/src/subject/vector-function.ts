import { type GradcheckError, misuse } from '../errors.ts';
import { coordinateLabel, shapeText } from '../parameters/paths.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, readTree, structureOf, type Tree } from '../parameters/tree.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import type { TermRounding } from './term-rounding.ts';
import { callUser } from './user-call.ts';

/** Structure of an output, learned from its first value; the value itself is let go. */
export interface OutputForm {
  readonly tree: Tree;
  readonly size: number;
}

export function outputForm(output: unknown, adapters: readonly TensorAdapter[], of: string): OutputForm {
  const tree = structureOf(readTree(output, adapters, 'ERR_VALUE_TYPE', of));
  return { tree, size: sizeOf(leavesOf(tree)) };
}

const sizeOf = (leaves: readonly TreeLeaf[]): number => leaves.reduce((sum, leaf) => sum + leaf.size, 0);

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

/** Leaves in the order of the wanted ones; undefined when they are others. */
function ordered(found: readonly TreeLeaf[], wanted: readonly TreeLeaf[]): TreeLeaf[] | undefined {
  if (found.length !== wanted.length) return undefined;
  const leaves: TreeLeaf[] = [];
  for (const [k, { path, size }] of wanted.entries()) {
    const leaf = found[k]!.path === path ? found[k] : found.find(candidate => candidate.path === path);
    if (leaf?.size !== size) return undefined;
    leaves.push(leaf);
  }
  return leaves;
}

/** Numbers of leaves in the order of the wanted ones, copied at once; undefined when they are others. */
export function inOrder(found: readonly TreeLeaf[], wanted: readonly TreeLeaf[]): Float64Array | undefined {
  const leaves = ordered(found, wanted);
  return leaves && flatOf(leaves);
}

function flatOf(leaves: readonly TreeLeaf[]): Float64Array {
  const flat = new Float64Array(sizeOf(leaves));
  let offset = 0;
  for (const { values, size } of leaves) {
    for (let i = 0; i < size; i++) flat[offset + i] = values[i]!;
    offset += size;
  }
  return flat;
}

/** How outputs become flat numbers. */
export interface OutputReader {
  readonly size: number;
  /** @throws GradcheckError when an output is not like the first */
  read(output: unknown): Float64Array;
  /** <weights, output>, nothing copied; throws as `read` does. */
  contract(output: unknown, weights: Float64Array, rounding?: TermRounding): number;
  /** Name of an entry as code would reach it: `y[3]`. */
  label(entry: number): string;
  /** The arrays that it has, as a sentence would name them. */
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Reads outputs of `value`: all must look like the first. */
export function valueReader(form: OutputForm, adapters: readonly TensorAdapter[]): OutputReader {
  const wanted = leavesOf(form.tree);
  const leavesIn = (output: unknown): TreeLeaf[] => {
    const found = leavesOf(readTree(output, adapters, 'ERR_VALUE_TYPE', 'value()'));
    const leaves = ordered(found, wanted);
    if (!leaves) throw changed('value()', wanted, found);
    return leaves;
  };
  return {
    size: form.size,
    label: entry => outputLabel(form, entry),
    arrays: wanted.map(({ path, shape }) => ({ name: path ? `the output ${path}` : 'the output', shape })),
    read: output => flatOf(leavesIn(output)),
    contract(output, weights, rounding) {
      const leaves = leavesIn(output);
      rounding?.look(leaves, weights);
      return contractParts(
        leaves.map(({ values }) => values),
        weights,
      );
    },
  };
}

/**
 * Σ aᵢbᵢ with the error of rounding carried along (Neumaier), so that a contraction adds no noise to speak of.
 * @param a - as long as b
 */
export function contract(a: ArrayLike<number>, b: Float64Array): number {
  return contractParts([a], b);
}

/** @param parts - one after the other as long as `weights` */
function contractParts(parts: readonly ArrayLike<number>[], weights: Float64Array): number {
  let sum = 0;
  let lost = 0;
  let offset = 0;
  for (let k = 0; k < parts.length; k++) {
    const a = parts[k]!;
    const { length } = a;
    const b = weights.subarray(offset);
    // Two at a time, in the same order as one by one: every other sum stays in a register, where a loop would store each.
    for (let i = 0; i < length; i += 2) {
      const term = a[i]! * b[i]!;
      const other = i + 1 < length ? a[i + 1]! * b[i + 1]! : 0;
      const half = sum + term;
      const next = half + other;
      lost = lost + lostIn(sum, term, half) + lostIn(half, other, next);
      sum = next;
    }
    offset += length;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

/** What rounding took from a + b = sum, exactly (Knuth's TwoSum: no branch that a processor could guess wrong). */
function lostIn(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/** A function of the user with an output of any structure, as flat numbers; notices an output array that is used again. */
export class VectorFunction<P> {
  readonly outputs: OutputReader;
  reusesBuffer = false;
  readonly #name: string;
  readonly #call: (point: P) => unknown;
  /** Holds the previous output. No WeakRef: that would keep all outputs alive until a synchronous check has ended. */
  #previous = new WeakSet<object>();

  constructor(name: string, call: (point: P) => unknown, outputs: OutputReader) {
    this.#name = name;
    this.#call = call;
    this.outputs = outputs;
  }

  at(point: P): Float64Array | PromiseLike<Float64Array> {
    return this.#called(point, output => this.outputs.read(output));
  }

  /** <weights, f(point)>. */
  contracted(point: P, weights: Float64Array, rounding: TermRounding): number | PromiseLike<number> {
    return this.#called(point, output => this.outputs.contract(output, weights, rounding));
  }

  #called<R>(point: P, read: (output: unknown) => R): R | PromiseLike<R> {
    return callUser(this.#name, this.#call, point, output => {
      this.#note(output);
      return read(output);
    });
  }

  #note(output: unknown): void {
    if (typeof output !== 'object' || output === null) return;
    if (this.#previous.has(output)) this.reusesBuffer = true;
    else this.#previous = new WeakSet([output]);
  }
}
