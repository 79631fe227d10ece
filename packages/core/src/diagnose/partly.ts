import { counted, named } from './fit.ts';
import { placed } from './placed.ts';
import { slicesOf } from './slices.ts';
import { factorThere, inWords, isClear, split } from './split.ts';
import type { Pattern } from './types.ts';

const ADVICE = 'Look for what sets these apart: a branch, a mask, a head, an index.';

/** Wrong in some rows or columns alone: no name of its own, but a place to look. */
export const slices: Pattern = placed('unknown', ADVICE, (parameter, parts) => {
  const found = slicesOf(parameter, parts);
  return found && `in ${found.name}`;
});

/** A flipped sign, or zero, shows in this many coordinates; any other factor needs one more. */
const FEW = 2;

/** One factor wherever it is wrong. */
export const partly: Pattern = ({ wrong }) => {
  const [factor, ...others] = wrong.map(factorThere);
  if (factor === undefined || others.some(other => other !== factor) || !wrong.every(isClear)) return undefined;
  const parts = wrong.map(split);
  const differ = parts.flatMap(part => part.wrong).length;
  const agree = parts.flatMap(part => part.right).length;
  if (agree === 0 || differ < ([0, -1, Infinity].includes(factor) ? FEW : FEW + 1)) return undefined;
  return named(
    'unknown',
    wrong,
    counted(differ),
    `${inWords(factor)} there`,
    `That is so at all ${differ} coordinates that differ; the other ${agree} agree.`,
    ADVICE,
  );
};
