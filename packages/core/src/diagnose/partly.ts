import { counted, named } from './fit.ts';
import { placed } from './placed.ts';
import { slicesOf } from './slices.ts';
import { factorThere, inWords, soleWrong, split } from './split.ts';
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
export const partly: Pattern = scene => {
  const parameter = soleWrong(scene);
  if (!parameter) return undefined;
  const { wrong, right } = split(parameter);
  const factor = factorThere(parameter);
  if (factor === undefined || right.length === 0) return undefined;
  if (wrong.length < (factor === 0 || factor === -1 ? FEW : FEW + 1)) return undefined;
  return named(
    'unknown',
    scene.wrong,
    counted(wrong.length),
    `${inWords(factor)} there`,
    `That is so at all ${wrong.length} coordinates that differ; the other ${right.length} agree.`,
    ADVICE,
  );
};
