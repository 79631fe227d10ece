import { GradcheckError } from '../errors.ts';
import { shapeText } from '../parameters/paths.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, readTree } from '../parameters/tree.ts';
import type { FloatArray, Point } from '../parameters/types.ts';

/** A dense derivative: `rows` outputs by all coordinates of the point. */
export interface DenseDerivative {
  /** Row r, one array per leaf. */
  row(r: number): FloatArray[];
  /** Gradient of <weights, f>. */
  contracted(weights: Float64Array): FloatArray[];
}

function mismatch(of: string, wanted: string, found: string): never {
  throw new GradcheckError(
    'ERR_DERIVATIVE_SHAPE',
    `${of} does not have the shape of the derivative: expected ${wanted}, got ${found}. Nothing was compared.`,
  );
}

/**
 * Reads a Jacobian: the structure of the point, each parameter with the output's shape followed by its own.
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE
 */
export function readJacobian<P>(
  jacobian: unknown,
  rows: number,
  point: Point<P>,
  adapters: readonly TensorAdapter[],
): DenseDerivative {
  const found = leavesOf(readTree(jacobian, adapters, 'ERR_DERIVATIVE_SHAPE'));
  const wanted = point.leaves.map(({ path, shape }) => `${path}: ${rows} outputs × ${shapeText(shape)}`).join(', ');
  const got = found.map(({ path, shape }) => `${path || 'x'}: ${shapeText(shape)}`).join(', ');
  const ordered = point.leaves.map(leaf => found.find(({ path }) => (path || 'x') === leaf.path));
  const fits = ordered.every((leaf, k) => leaf !== undefined && leaf.size === rows * point.leaves[k]!.size);
  if (!fits || found.length !== point.leaves.length) return mismatch('jacobian()', wanted, got);
  const entries = ordered.map(leaf => Float64Array.from(leaf!.values));
  return {
    row: r => point.leaves.map(({ size }, k) => entries[k]!.slice(r * size, (r + 1) * size)),
    contracted: weights =>
      point.leaves.map(({ size }, k) => {
        const sum = new Float64Array(size);
        for (let r = 0; r < rows; r++)
          for (let i = 0; i < size; i++) sum[i]! += weights[r]! * entries[k]![r * size + i]!;
        return sum;
      }),
  };
}

/**
 * Reads a Hessian: for one parameter its shape twice; for several an entry per pair, `H.W.b` being ∂²f/∂W∂b.
 * @throws GradcheckError ERR_DERIVATIVE_SHAPE
 */
export function readHessian<P>(hessian: unknown, point: Point<P>, adapters: readonly TensorAdapter[]): DenseDerivative {
  const found = leavesOf(readTree(hessian, adapters, 'ERR_DERIVATIVE_SHAPE'));
  const { leaves, size } = point;
  const flat = new Float64Array(size * size);
  const lone = leaves.length === 1;
  const got = found.map(({ path, shape }) => `${path || 'x'}: ${shapeText(shape)}`).join(', ');
  for (const a of leaves) {
    for (const b of leaves) {
      const block = lone ? found[0] : found.find(({ path }) => path === `${a.path}.${b.path}`);
      if (block?.size !== a.size * b.size)
        return mismatch('hessian()', `${size} × ${size} entries, by pair of parameters`, got);
      for (let i = 0; i < a.size; i++) {
        for (let j = 0; j < b.size; j++) flat[(a.offset + i) * size + b.offset + j] = block.values[i * b.size + j]!;
      }
    }
  }
  const slice = (row: ArrayLike<number>): FloatArray[] =>
    leaves.map(leaf => Float64Array.from({ length: leaf.size }, (_, i) => row[leaf.offset + i]!));
  return {
    row: r => slice(flat.subarray(r * size, (r + 1) * size)),
    contracted: weights => {
      const sum = new Float64Array(size);
      for (let r = 0; r < size; r++) for (let i = 0; i < size; i++) sum[i]! += weights[r]! * flat[r * size + i]!;
      return slice(sum);
    },
  };
}
