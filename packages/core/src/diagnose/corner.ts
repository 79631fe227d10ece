import { counted, named } from './fit.ts';
import { differing, isWithin } from './split.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Wrong only where the function has no derivative: no single number is missed there, and none explains it. */
export const corner: Pattern = ({ wrong }) => {
  const isAtCorner = (parameter: ComparedParameter): boolean => {
    const { corner: corners = [] } = parameter;
    // Each alone may be within the slopes, and all together not: that is another mistake.
    return differing(parameter).every(j => corners[j]) && !isWithin(parameter);
  };
  if (wrong.length === 0 || !wrong.every(isAtCorner)) return undefined;
  const many = wrong.reduce((sum, parameter) => sum + differing(parameter).length, 0);
  return named(
    'unknown',
    wrong,
    counted(0),
    'it is no subgradient',
    `The function has ${many === 1 ? 'a corner' : `${many} corners`} there: any value between its one-sided slopes would do, but not this.`,
    'Take the slope of the branch that the function takes.',
  );
};
