import { type ErrorCode, misuse } from '../errors.ts';
import { floatType, typedArrayName } from './float-array.ts';
import { isNdArray, layoutOf } from './ndarray.ts';
import { arrayKind, TUPLE } from './nested-array.ts';
import { childPath } from './paths.ts';
import { type Problem, problemOf } from './problem.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import { ndLeaf, nestedLeaf, scalarLeaf, type TreeLeaf, tensorLeaf, typedLeaf } from './tree-leaf.ts';
import type { FloatArray } from './types.ts';

/** Problems shown before the others are only counted. */
const SHOWN = 8;

/** Any nesting of objects and tuples over leaves. */
export type Tree =
  | { readonly kind: 'leaf'; readonly leaf: TreeLeaf }
  | { readonly kind: 'object'; readonly keys: readonly string[]; readonly children: readonly Tree[] }
  | { readonly kind: 'tuple'; readonly children: readonly Tree[] };

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype is as plain as ours: it has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

/** A structure with everything in it that is no number: those parts are missing from the tree. */
export interface Survey {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** Rows in typed arrays of one length, as nested arrays; undefined for anything else. */
function rowsOf(part: readonly unknown[]): unknown[][] | undefined {
  const rows = part.map(row => (floatType(row) ? Array.from(row as FloatArray) : undefined));
  const length = rows[0]?.length;
  return length !== undefined && rows.every(row => row?.length === length) ? (rows as unknown[][]) : undefined;
}

/**
 * Reads a user's structure as far as it can be read.
 * @param like - the structure that it should have: decides whether arrays in an array are its rows or a tuple
 */
export function surveyTree(value: unknown, adapters: readonly TensorAdapter[], like?: Tree): Survey {
  const problems: Problem[] = [];
  const nothing: Tree = { kind: 'tuple', children: [] };
  const reject = (problem: Problem): Tree => {
    problems.push(problem);
    return nothing;
  };
  const visit = (part: unknown, path: string, ancestors: readonly unknown[], like: Tree | undefined): Tree => {
    if (typeof part === 'number') return { kind: 'leaf', leaf: scalarLeaf(path, part) };
    const adapter = adapters.find(candidate => candidate.is(part));
    if (adapter) {
      const leaf = tensorLeaf(path, part, adapter);
      return 'problem' in leaf ? reject(leaf.problem) : { kind: 'leaf', leaf };
    }
    if (typeof part !== 'object' || part === null) return reject(problemOf(path, part));
    const type = floatType(part);
    if (type) return { kind: 'leaf', leaf: typedLeaf(path, part as unknown as FloatArray, type) };
    if (typedArrayName(part) || ArrayBuffer.isView(part)) return reject(problemOf(path, part));
    if (ancestors.includes(part)) {
      return reject({ path, found: 'a cycle: it contains itself', advice: 'A point must end somewhere.' });
    }
    const within = [...ancestors, part];
    if (Array.isArray(part)) {
      const members = like?.kind === 'tuple' && like.children.length === part.length ? like.children : undefined;
      const array = (like?.kind === 'leaf' && rowsOf(part)) || part;
      const kind = members ? TUPLE : arrayKind(array);
      if (kind.kind === 'problem') return reject({ path, found: kind.problem, advice: kind.advice });
      if (kind.kind === 'numbers') return { kind: 'leaf', leaf: nestedLeaf(path, array, kind.shape) };
      return {
        kind: 'tuple',
        children: part.map((entry, k) => visit(entry, childPath(path, k), within, members?.[k])),
      };
    }
    if (isNdArray(part)) {
      const layout = layoutOf(part);
      if (!('problem' in layout)) return { kind: 'leaf', leaf: ndLeaf(path, part, layout) };
      return reject({
        path,
        found: layout.problem,
        advice: 'Copy it into a contiguous array of floats, as many as its shape holds.',
      });
    }
    if (!isPlainObject(part)) return reject(problemOf(path, part));
    const entries = Object.entries(part);
    return {
      kind: 'object',
      keys: entries.map(([key]) => key),
      children: entries.map(([key, child]) => {
        const position = like?.kind === 'object' ? like.keys.indexOf(key) : -1;
        const counterpart = like?.kind === 'object' ? like.children[position] : undefined;
        return visit(child, childPath(path, key), within, counterpart);
      }),
    };
  };
  return { tree: visit(value, '', [], like), problems };
}

/**
 * Reads a user's structure.
 * @param of - how the text calls it: `at`, `value()`
 * @throws GradcheckError with the given code, naming every path at which there is no number
 */
export function readTree(value: unknown, adapters: readonly TensorAdapter[], code: ErrorCode, of: string): Tree {
  const { tree, problems } = surveyTree(value, adapters);
  if (problems.length === 0) return tree;
  const [{ path, found }] = problems as [Problem];
  const others = problems.length - SHOWN;
  throw misuse(code, {
    what: `${path === '' ? of : `${path} in ${of}`} is ${found}`,
    table: [
      ['path', 'found'],
      ...problems.slice(0, SHOWN).map(problem => [problem.path || 'all of it', problem.found]),
      ...(others > 0 ? [[`and ${others} more`]] : []),
    ],
    advice: [
      ...new Set(problems.slice(0, SHOWN).map(({ advice }) => advice)),
      'Expected numbers, nested arrays of numbers, Float64Array, Float32Array, { data, shape } arrays or tensors, in any nesting of plain objects and tuples.',
    ],
  });
}

/** The structure alone: without the numbers that it was read from. */
export function structureOf(tree: Tree): Tree {
  if (tree.kind === 'leaf') return { kind: 'leaf', leaf: { ...tree.leaf, values: [], storage: undefined } };
  return { ...tree, children: tree.children.map(structureOf) };
}

/** Leaves in order. */
export function leavesOf(tree: Tree): TreeLeaf[] {
  return tree.kind === 'leaf' ? [tree.leaf] : tree.children.flatMap(leavesOf);
}

/** The same structure over what `of` gives for each leaf, in order. */
export function rebuild(tree: Tree, of: (leaf: TreeLeaf, position: number) => unknown): unknown {
  return blueprint(tree, (leaf, position) => () => of(leaf, position))(undefined);
}

/**
 * Builds the same structure again and again: one call of the user's function, one structure, so that it costs no walk.
 * @param maker - what makes the value of a leaf, from what the build is called with
 */
export function blueprint<T>(
  tree: Tree,
  maker: (leaf: TreeLeaf, position: number) => (given: T) => unknown,
): (given: T) => unknown {
  let position = 0;
  const plan = (part: Tree): ((given: T) => unknown) => {
    if (part.kind === 'leaf') return maker(part.leaf, position++);
    const makers = part.children.map(plan);
    if (part.kind === 'tuple') {
      return given => {
        const made = new Array<unknown>(makers.length);
        for (let k = 0; k < makers.length; k++) made[k] = makers[k]!(given);
        return made;
      };
    }
    const { keys } = part;
    return given => {
      const made: Record<string, unknown> = {};
      for (let k = 0; k < keys.length; k++) {
        const key = keys[k]!;
        const value = makers[k]!(given);
        // One name would set the prototype instead.
        if (key === '__proto__')
          Object.defineProperty(made, key, { value, enumerable: true, writable: true, configurable: true });
        else made[key] = value;
      }
      return made;
    };
  };
  return plan(tree);
}

/** What stands at each leaf of a structure that `rebuild` made. */
export function visitLeaves(
  tree: Tree,
  built: unknown,
  visit: (leaf: TreeLeaf, made: unknown, position: number) => void,
): void {
  let position = 0;
  const walk = (part: Tree, value: unknown): void => {
    if (part.kind === 'leaf') {
      visit(part.leaf, value, position++);
      return;
    }
    for (let k = 0; k < part.children.length; k++) {
      const key = part.kind === 'tuple' ? k : part.keys[k]!;
      walk(part.children[k]!, (value as Record<string | number, unknown>)?.[key]);
    }
  };
  walk(tree, built);
}
