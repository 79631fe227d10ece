import { counted, named } from './fit.ts';
import type { Pattern } from './types.ts';

/** The derivative writes to its argument, and is right for what it leaves there. */
export const mutatesInput: Pattern = ({ wrong, observations: { overwritten } }) => {
  if (overwritten.length === 0 || wrong.length === 0) return undefined;
  const what = overwritten.join(' and ');
  return named(
    'mutates-input',
    wrong,
    counted(0),
    `it overwrites ${what} first`,
    `The derivative writes to ${what}, its input, and is right for the values that it leaves there.`,
    'Copy the input before working in place.',
  );
};
