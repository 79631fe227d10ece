import { matchDerivative, type WantedPart } from '../parameters/derivative-shape.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, type Tree } from '../parameters/tree.ts';
import type { FloatArray, Leaf, Point } from '../parameters/types.ts';
import type { OutputForm } from './vector-function.ts';

/** A dense derivative: `rows` outputs by all coordinates of the point. */
export interface DenseDerivative {
  /** Row r, one array per leaf. */
  row(r: number): FloatArray[];
  /** Gradient of <weights, f>. */
  contracted(weights: Float64Array): FloatArray[];
}

/** A block of a dense derivative: `rows` outputs by the coordinates of one leaf, row-major. */
type Block = ArrayLike<number>;

function denseOf(leaves: readonly Leaf[], rows: number, blocks: readonly Block[]): DenseDerivative {
  return {
    row: r => leaves.map(({ size }, k) => Float64Array.from({ length: size }, (_, i) => blocks[k]![r * size + i]!)),
    contracted: weights =>
      leaves.map(({ size }, k) => {
        const sum = new Float64Array(size);
        for (let r = 0; r < rows; r++)
          for (let i = 0; i < size; i++) sum[i]! += weights[r]! * blocks[k]![r * size + i]!;
        return sum;
      }),
  };
}

const withoutOnes = (shape: readonly number[]): number[] => shape.filter(n => n !== 1);

/** Output shape followed by input shape; axes of length 1 may be left out, and each side may be flat. */
function blockPart(path: string, output: readonly number[], rows: number, leaf: Leaf): WantedPart {
  const shape = [...output, ...leaf.shape];
  const matrix = [rows, leaf.size];
  const flat = [rows * leaf.size];
  return {
    path,
    shape,
    size: rows * leaf.size,
    alsoAs: [shape, matrix, [rows, ...leaf.shape]].flatMap(full => [full, withoutOnes(full)]).concat([flat]),
    checked: leaf.checked,
  };
}

/**
 * Reads a Jacobian: the structure of the point, each parameter with the output's shape followed by its own. Of an output with
 * several parts, all entries count as one axis.
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE
 */
export function readJacobian<P>(
  jacobian: unknown,
  { tree, size: rows }: OutputForm,
  point: Point<P>,
  adapters: readonly TensorAdapter[],
): DenseDerivative {
  const output = tree.kind === 'leaf' ? tree.leaf.shape : [rows];
  const wanted = point.leaves.map((leaf, k) => blockPart(leavesOf(point.tree)[k]!.path, output, rows, leaf));
  const found = matchDerivative(wanted, point.tree, jacobian, adapters, {
    of: 'jacobian()',
    like: 'the shape of a Jacobian',
    heading: 'output × at',
    lone: 'x',
    expected: "Expected one block per parameter: the output's shape followed by the parameter's.",
  });
  return denseOf(
    point.leaves,
    rows,
    found.map((leaf, k) => leaf?.values ?? new Float64Array(wanted[k]!.size)),
  );
}

/** The structure of the point with the whole point in the place of each parameter. */
function squared(tree: Tree, whole: Tree): Tree {
  if (tree.kind === 'leaf') return whole;
  return { ...tree, children: tree.children.map(child => squared(child, whole)) };
}

const joined = (a: string, b: string): string => (a === '' || b === '' || b.startsWith('[') ? a + b : `${a}.${b}`);

/**
 * Reads a Hessian: for one parameter its shape twice; for several a block per pair, `H.W.b` being ∂²f/∂W∂b.
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE
 */
export function readHessian<P>(hessian: unknown, point: Point<P>, adapters: readonly TensorAdapter[]): DenseDerivative {
  const { leaves, size, tree } = point;
  const paths = leavesOf(tree).map(({ path }) => path);
  const lone = tree.kind === 'leaf';
  const wanted = leaves.flatMap((a, i) =>
    leaves.map((b, j) => ({
      ...blockPart(lone ? '' : joined(paths[i]!, paths[j]!), a.shape, a.size, b),
      checked: a.checked && b.checked,
    })),
  );
  const found = matchDerivative(wanted, squared(tree, tree), hessian, adapters, {
    of: 'hessian()',
    like: 'the shape of a Hessian',
    heading: 'at × at',
    lone: 'x',
    expected: 'Expected one block per pair of parameters, H.W.b for ∂²f/∂W∂b: the shape of W followed by that of b.',
  });
  const flat = leaves.map(leaf => new Float64Array(size * leaf.size));
  for (const [i, a] of leaves.entries()) {
    for (const [j, b] of leaves.entries()) {
      const block = found[i * leaves.length + j]?.values;
      if (block) flat[j]!.set(Float64Array.from(block), a.offset * b.size);
    }
  }
  return denseOf(leaves, size, flat);
}
