import { misuse } from '../errors.ts';
import { shapeText } from '../parameters/paths.ts';
import { problemOf } from '../parameters/problem.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import { leavesOf, surveyTree } from '../parameters/tree.ts';
import type { Claim } from './types.ts';
import { callUser } from './user-call.ts';

/**
 * A number, or an output that holds exactly one.
 * @param of - how the text calls what was returned: `value()`
 * @throws GradcheckError ERR_VALUE_TYPE
 */
export function asScalar(output: unknown, of: string, adapters: readonly TensorAdapter[] = []): number {
  if (typeof output === 'number') return output;
  const { tree, problems } = surveyTree(output, adapters);
  const leaves = problems.length === 0 ? leavesOf(tree) : [];
  const [leaf] = leaves;
  const [problem] = problems;
  if (leaf && leaves.length === 1 && leaf.size === 1) return leaf.values[0]!;
  const shapes = leaves.map(({ path, shape }) => `${path ? `${path} ` : 'numbers '}of shape ${shapeText(shape)}`);
  throw misuse('ERR_VALUE_TYPE', {
    what: `${of} did not return a number`,
    table: [
      ['found', problem ? problemOf('', output).found : shapes.join(', ') || 'no number'],
      ['expected', 'a number'],
    ],
    advice: [
      leaves.length > 0
        ? 'A gradient belongs to a scalar function: state a vjp, jvp or jacobian for other outputs.'
        : output === undefined || !problem
          ? 'Return the value of the function; is there a `return`?'
          : problem.advice,
    ],
  });
}

/** A scalar function that nothing is claimed about. */
export function scalarClaim<P>(value: (point: P) => unknown, adapters: readonly TensorAdapter[] = []): Claim<P> {
  return {
    form: 'gradient',
    effort: 'full',
    value: point => callUser('value', value, point, output => asScalar(output, 'value()', adapters)),
    derivative: () => [],
  };
}
