import { misuse } from '../errors.ts';
import { listed } from '../listed.ts';
import { nearestName } from '../nearest.ts';
import type { ResolvedOptions } from '../options.ts';
import { matchDerivative } from './derivative-shape.ts';
import { allocate, rounderOf, ulpOf } from './float-array.ts';
import { coordinateLabel, selects, shapeText } from './paths.ts';
import { shares } from './storage.ts';
import { tangentsOf } from './structure.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import { blueprint, leavesOf, readTree, type Tree, visitLeaves } from './tree.ts';
import type { TreeLeaf } from './tree-leaf.ts';
import type { FloatArray, Leaf, Point, Workspace } from './types.ts';

/** Paths and coordinates named in a text before the others are only counted. */
const NAMED = 12;

/** A lone parameter has no path of its own. */
const nameOf = (path: string): string => path || 'x';

function rejectUnknownPaths(option: string, selectors: readonly string[], paths: readonly string[]): void {
  const unknown = selectors.filter(selector => !paths.some(path => selects(selector, path)));
  if (unknown.length === 0) return;
  throw misuse('ERR_OPTION', {
    what: `\`${option}\` names ${unknown.map(path => `'${path}'`).join(', ')}, not in the point`,
    table: unknown.flatMap(selector => {
      const near = nearestName(selector, paths);
      return near === undefined ? [] : [[selector, `did you mean '${near}'?`]];
    }),
    advice: [`The point has ${listed(paths, NAMED)}.`],
  });
}

function copyOf(leaf: TreeLeaf): FloatArray {
  const values = allocate(leaf.dtype, leaf.size);
  for (let i = 0; i < leaf.size; i++) values[i] = leaf.values[i]!;
  return values;
}

/** @throws GradcheckError ERR_PARAMETER_NOT_FINITE, naming the coordinates */
function requireFinite(leaves: readonly TreeLeaf[]): void {
  const found: string[][] = [];
  let count = 0;
  for (const { path, shape, size, values } of leaves) {
    for (let i = 0; i < size; i++) {
      if (Number.isFinite(values[i]!)) continue;
      count++;
      if (found.length < NAMED) found.push([coordinateLabel(nameOf(path), i, shape), String(values[i])]);
    }
  }
  if (count === 0) return;
  const [[label, value]] = found as [[string, string]];
  throw misuse('ERR_PARAMETER_NOT_FINITE', {
    what: `${label} in \`at\` is ${value}`,
    table: [['coordinate', 'found'], ...found, ...(count > found.length ? [[`and ${count - found.length} more`]] : [])],
    advice: [
      'There is no derivative at a point that is not finite: move the point, or look where the value comes from.',
    ],
  });
}

function aliasesOf(leaves: readonly TreeLeaf[]): [string, string][] {
  return leaves.flatMap(({ path, storage }, k): [string, string][] => {
    if (!storage) return [];
    const earlier = leaves.slice(0, k).find(other => other.storage && shares(other.storage, storage));
    return earlier ? [[nameOf(earlier.path), nameOf(path)]] : [];
  });
}

/** What an option says about a path: its longest selector that holds the path. */
function closest<T>(option: Readonly<Record<string, T>>, path: string): T | undefined {
  const fitting = Object.keys(option).filter(selector => selects(selector, path));
  return option[fitting.reduce((longest, selector) => (selector.length > longest.length ? selector : longest), '')];
}

/** @throws GradcheckError ERR_OPTION */
function requireInside(leaf: TreeLeaf, path: string, [lower, upper]: readonly [number, number]): void {
  for (let i = 0; i < leaf.size; i++) {
    const value = leaf.values[i]!;
    if (value >= lower && value <= upper) continue;
    const label = coordinateLabel(path, i, leaf.shape);
    throw misuse('ERR_OPTION', {
      what: `the point itself is outside \`bounds\`: ${label} is ${value}`,
      table: [
        ['found', String(value)],
        ['expected', `${lower} to ${upper}`],
      ],
      advice: ['Move the point, or widen the bounds.'],
    });
  }
}

/**
 * Takes a private copy of the user's point, whatever it is made of.
 * @throws GradcheckError ERR_EMPTY_POINT, ERR_PARAMETER_TYPE, ERR_PARAMETER_NOT_FINITE, ERR_OPTION
 */
export function readPoint<P>(
  at: P,
  options: Pick<ResolvedOptions<P>, 'wrt' | 'bounds' | 'structure'>,
  adapters: readonly TensorAdapter[] = [],
): Point<P> {
  const tree = readTree(at, adapters, 'ERR_PARAMETER_TYPE', '`at`');
  const found = leavesOf(tree);
  const size = found.reduce((sum, leaf) => sum + leaf.size, 0);
  const paths = found.map(({ path }) => nameOf(path));
  const { wrt, bounds, structure } = options;
  rejectUnknownPaths('wrt', wrt ?? [], paths);
  rejectUnknownPaths('bounds', Object.keys(bounds), paths);
  rejectUnknownPaths('structure', Object.keys(structure), paths);
  const selected = ({ path }: TreeLeaf): boolean => !wrt || wrt.some(selector => selects(selector, nameOf(path)));
  if (!found.some(leaf => leaf.size > 0 && selected(leaf))) {
    throw misuse('ERR_EMPTY_POINT', {
      what: 'there is no number in `at` to differentiate with respect to',
      table: found.map(({ path, shape }) => [nameOf(path), shapeText(shape)]),
      advice: ['Pass at least one parameter: { at: { W, b } }.'],
    });
  }
  requireFinite(found);
  let offset = 0;
  const leaves = found.map((leaf): Leaf => {
    const path = nameOf(leaf.path);
    const bound = closest(bounds, path);
    const constraint = closest(structure, path);
    if (bound) requireInside(leaf, path, bound);
    const described: Leaf = {
      path,
      shape: leaf.shape,
      size: leaf.size,
      dtype: leaf.dtype,
      offset,
      values: copyOf(leaf),
      round: rounderOf(leaf.dtype),
      ulp: ulpOf[leaf.dtype],
      checked: leaf.size > 0 && selected(leaf),
      lower: bound?.[0] ?? Number.NEGATIVE_INFINITY,
      upper: bound?.[1] ?? Number.POSITIVE_INFINITY,
      ...(constraint ? { tangents: tangentsOf(path, leaf.shape, constraint) } : {}),
    };
    offset += leaf.size;
    return described;
  });
  return {
    leaves,
    tree,
    size,
    aliases: aliasesOf(found),
    workspace: () => createWorkspace<P>(tree, found, leaves),
    readDerivative(derivative, of, borrow = false) {
      const wanted = found.map(({ path, shape, size }, k) => ({ path, shape, size, checked: leaves[k]!.checked }));
      return matchDerivative(wanted, tree, derivative, adapters, of).map((leaf, k) => {
        if (!leaf) return new Float64Array(found[k]!.size);
        const { values, dtype } = leaf;
        const ready = borrow && ArrayBuffer.isView(values) && (dtype === 'float64' || dtype === 'float32');
        return ready ? (values as unknown as FloatArray) : copyOf(leaf);
      });
    },
  };
}

function createWorkspace<P>(tree: Tree, found: readonly TreeLeaf[], leaves: readonly Leaf[]): Workspace<P> {
  const data = leaves.map(({ values }) => values.slice());
  const build = blueprint<boolean>(tree, (leaf, position) => {
    const values = data[position]!;
    return fresh => leaf.make(values, !fresh);
  });
  const disposes = found.some(({ dispose }) => dispose);
  return {
    data,
    tree: fresh => build(fresh) as P,
    mutated(made, expected) {
      const paths: string[] = [];
      visitLeaves(tree, made, (leaf, value, position) => {
        const before = expected[position]!;
        const own = data[position]!;
        const after = leaf.dispose ? own : readBack(leaf, value);
        if (isSame(after, before) && isSame(own, before)) return;
        paths.push(nameOf(found[position]!.path));
        own.set(before);
      });
      return paths;
    },
    overwritten(expected) {
      const paths: string[] = [];
      for (const [k, own] of data.entries()) {
        if (isSame(own, expected[k]!)) continue;
        own.set(expected[k]!);
        paths.push(leaves[k]!.path);
      }
      return paths;
    },
    release(made) {
      if (disposes) visitLeaves(tree, made, (leaf, value) => leaf.dispose?.(value));
    },
  };
}

/** The same numbers, bit for bit. */
function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) {
    const x = a[i];
    // Several times as fast as Object.is for each: the two differ for zeros and NaN alone.
    if ((x !== b[i] || x === 0) && !Object.is(x, b[i])) return false;
  }
  return true;
}

/** A function may have left anything where its argument was. */
function readBack(leaf: TreeLeaf, value: unknown): ArrayLike<number> {
  try {
    return leaf.read(value);
  } catch {
    return [];
  }
}
