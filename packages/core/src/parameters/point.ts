import { GradcheckError } from '../errors.ts';
import { nearestName } from '../nearest.ts';
import type { ResolvedOptions } from '../options.ts';
import { matchDerivative } from './derivative-shape.ts';
import { allocate, rounderOf, ulpOf } from './float-array.ts';
import { coordinateLabel, selects } from './paths.ts';
import { tangentsOf } from './structure.ts';
import type { TensorAdapter } from './tensor-adapter.ts';
import { leavesOf, readTree, rebuild, type Tree, type TreeLeaf, visitLeaves } from './tree.ts';
import type { FloatArray, Leaf, Point, Workspace } from './types.ts';

/** A lone parameter has no path of its own. */
const nameOf = (path: string): string => path || 'x';

function rejectUnknownPaths(option: string, selectors: readonly string[], paths: readonly string[]): void {
  for (const selector of selectors) {
    if (paths.some(path => selects(selector, path))) continue;
    const near = nearestName(selector, paths);
    const hint = near ? ` Did you mean '${near}'?` : ` It has ${paths.slice(0, 12).join(', ')}.`;
    throw new GradcheckError('ERR_OPTION', `\`${option}\` names '${selector}', which is not in the point.${hint}`);
  }
}

function finiteCopy(leaf: TreeLeaf): FloatArray {
  const values = allocate(leaf.dtype, leaf.size);
  for (let i = 0; i < leaf.size; i++) {
    const value = leaf.values[i]!;
    if (!Number.isFinite(value)) {
      const label = coordinateLabel(nameOf(leaf.path), i, leaf.shape);
      throw new GradcheckError(
        'ERR_PARAMETER_NOT_FINITE',
        `${label} is ${value}. A derivative needs a finite point: replace it in \`at\`.`,
      );
    }
    values[i] = value;
  }
  return values;
}

function aliasesOf(leaves: readonly TreeLeaf[]): [string, string][] {
  const aliases: [string, string][] = [];
  for (const [k, later] of leaves.entries()) {
    const earlier = leaves.slice(0, k).find(({ buffer }) => buffer !== undefined && buffer === later.buffer);
    if (!earlier) continue;
    const a = earlier.values as FloatArray;
    const b = later.values as FloatArray;
    const overlaps =
      !ArrayBuffer.isView(a) ||
      !ArrayBuffer.isView(b) ||
      (a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength);
    if (overlaps) aliases.push([nameOf(earlier.path), nameOf(later.path)]);
  }
  return aliases;
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
  const tree = readTree(at, adapters, 'ERR_PARAMETER_TYPE');
  const found = leavesOf(tree);
  const size = found.reduce((sum, leaf) => sum + leaf.size, 0);
  if (size === 0) {
    throw new GradcheckError('ERR_EMPTY_POINT', 'there is no number in `at` to differentiate with respect to.');
  }
  const paths = found.map(({ path }) => nameOf(path));
  const { wrt, bounds, structure } = options;
  rejectUnknownPaths('wrt', wrt ?? [], paths);
  rejectUnknownPaths('bounds', Object.keys(bounds), paths);
  rejectUnknownPaths('structure', Object.keys(structure), paths);
  let offset = 0;
  const leaves = found.map((leaf): Leaf => {
    const path = nameOf(leaf.path);
    const bound = Object.entries(bounds).find(([selector]) => selects(selector, path))?.[1];
    const constraint = Object.entries(structure).find(([selector]) => selects(selector, path))?.[1];
    const described: Leaf = {
      path,
      shape: leaf.shape,
      size: leaf.size,
      dtype: leaf.dtype,
      offset,
      values: finiteCopy(leaf),
      round: rounderOf(leaf.dtype),
      ulp: ulpOf[leaf.dtype],
      checked: wrt === undefined || wrt.some(selector => selects(selector, path)),
      lower: bound?.[0] ?? Number.NEGATIVE_INFINITY,
      upper: bound?.[1] ?? Number.POSITIVE_INFINITY,
      ...(constraint ? { tangents: tangentsOf(path, leaf.shape, constraint) } : {}),
    };
    offset += leaf.size;
    return described;
  });
  return {
    leaves,
    size,
    aliases: aliasesOf(found),
    workspace: () => createWorkspace<P>(tree, found, leaves),
    readDerivative(derivative, of) {
      return matchDerivative(found, derivative, adapters, of).map(leaf => {
        const values = allocate(leaf.dtype, leaf.size);
        for (let i = 0; i < leaf.size; i++) values[i] = leaf.values[i]!;
        return values;
      });
    },
  };
}

function createWorkspace<P>(tree: Tree, found: readonly TreeLeaf[], leaves: readonly Leaf[]): Workspace<P> {
  const data = leaves.map(({ values }) => values.slice());
  return {
    data,
    touch() {},
    tree: fresh => rebuild(tree, (leaf, position) => leaf.make(data[position]!, !fresh)) as P,
    mutated(made, expected) {
      const paths: string[] = [];
      visitLeaves(tree, made, (leaf, value, position) => {
        const before = expected[position]!;
        const after = leaf.dispose ? undefined : readBack(leaf, value);
        const own = data[position]!;
        let changed = after !== undefined && after.length !== before.length;
        for (let i = 0; i < before.length && !changed; i++) {
          changed = (after !== undefined && !Object.is(after[i], before[i])) || !Object.is(own[i], before[i]);
        }
        if (!changed) return;
        paths.push(nameOf(found[position]!.path));
        own.set(before);
      });
      return paths;
    },
    release(made) {
      visitLeaves(tree, made, (leaf, value) => leaf.dispose?.(value));
    },
  };
}

/** A function may have left anything where its argument was. */
function readBack(leaf: TreeLeaf, value: unknown): ArrayLike<number> {
  try {
    return leaf.read(value);
  } catch {
    return [];
  }
}
