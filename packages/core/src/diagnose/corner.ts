import { counted, named } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Measured indices that differ, by position. */
const wrongIn = ({ indices, status }: ComparedParameter): number[] =>
  Array.from(indices, (_, j) => j).filter(j => status[j] === 1);

/** Wrong only where the function has no derivative: no single number is missed there, and none explains it. */
export const corner: Pattern = ({ wrong }) => {
  const isAtCorner = (parameter: ComparedParameter): boolean => {
    const { indices, claimed, numeric, bound, corner: corners = [] } = parameter;
    const differing = wrongIn(parameter);
    // Each alone may be within the slopes, and all together not: that is another mistake.
    const isOutside = (j: number): boolean => Math.abs(claimed[indices[j]!]! - numeric[j]!) > bound[j]!;
    return differing.length > 0 && differing.every(j => corners[j]) && differing.some(isOutside);
  };
  if (wrong.length === 0 || !wrong.every(isAtCorner)) return undefined;
  const many = wrong.reduce((sum, parameter) => sum + wrongIn(parameter).length, 0);
  return {
    ...named('unknown', wrong, counted(0)),
    phrase: 'it is no subgradient',
    hint: `${wrong[0]!.path}: no subgradient`,
    evidence: `${many === 1 ? 'The function has a corner there: any value between its one-sided slopes would do, and this one is outside' : `The function has corners there: any values between its one-sided slopes would do, and these ${many} are not`}.`,
    advice: 'Take the slope of one side (of the branch that the function takes), or a value between the two.',
  };
};
