import { counted, named } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

const isZero = ({ claimed, indices }: ComparedParameter): boolean =>
  indices.length > 0 && Array.from(indices).every(i => claimed[i] === 0);

/** Zero where the function is not flat: the path to the parameter is cut. */
export const detached: Pattern = ({ wrong }) => {
  if (wrong.length === 0 || !wrong.every(isZero)) return undefined;
  // One coordinate of many, found by bisection, says nothing of the others.
  if (wrong.every(({ claimed, indices }) => claimed.length > 1 && indices.length === 1)) return undefined;
  const compared = wrong.reduce((sum, { indices }) => sum + indices.length, 0);
  return named(
    'detached',
    wrong,
    counted(compared),
    'it is zero',
    compared === 1
      ? 'The analytic value is exactly 0, the numeric one is not.'
      : `All ${compared} analytic values compared are exactly 0, the numeric ones are not.`,
    'Look for a value cut from the graph (a copy, a detach) or a gradient never written back.',
  );
};
