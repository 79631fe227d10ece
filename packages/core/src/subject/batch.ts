import { misuse } from '../errors.ts';
import type { ResolvedOptions } from '../options.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, surveyTree } from '../parameters/tree.ts';
import type { Claim } from './types.ts';
import { callUser } from './user-call.ts';

/** Outputs of a batch, one per point: entries of an array, or rows of one tensor whose first axis is the point. */
function outputsOf(batch: unknown, adapters: readonly TensorAdapter[]): ArrayLike<unknown> {
  if (Array.isArray(batch) || ArrayBuffer.isView(batch)) return batch as unknown as ArrayLike<unknown>;
  const { tree } = surveyTree(batch, adapters);
  const [leaf] = tree.kind === 'leaf' ? leavesOf(tree) : [];
  const [rows = 0] = leaf?.shape ?? [];
  if (!leaf || rows === 0) {
    throw misuse('ERR_VALUE_TYPE', {
      what: 'valueBatch() did not return a list of values',
      table: [
        ['found', batch === null ? 'null' : typeof batch],
        ['expected', 'an array with the value at each point, in their order'],
      ],
    });
  }
  const width = leaf.size / rows;
  return Array.from({ length: rows }, (_, r) => {
    const row = Float64Array.from({ length: width }, (_, i) => leaf.values[r * width + i]!);
    return leaf.shape.length === 1 ? row[0] : row;
  });
}

/**
 * The part of a claim that evaluates many points in one call, when the user gave `valueBatch`.
 * @throws GradcheckError ERR_VALUE_TYPE when the values are not as many as the points
 */
export function batchOf<P>(
  { valueBatch }: ResolvedOptions<P>,
  adapters: readonly TensorAdapter[],
  scalar: (output: unknown) => number,
): Pick<Claim<P>, 'valueBatch'> {
  if (!valueBatch) return {};
  return {
    valueBatch: points =>
      callUser(
        'valueBatch',
        valueBatch as (points: readonly P[]) => unknown,
        points,
        batch => {
          const values = Array.from(outputsOf(batch, adapters), scalar);
          if (values.length === points.length) return values;
          throw misuse('ERR_VALUE_TYPE', {
            what: `valueBatch() returned ${values.length} values for ${points.length} points`,
            advice: ['Return one value per point, in their order.'],
          });
        },
        { name: `a batch of ${points.length} points` },
      ),
  };
}
