import { counted, named, scaleOf } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Formats by the bits of their significand. */
const FORMATS = [
  { name: 'bfloat16', bits: 8 },
  { name: 'float16', bits: 11 },
  { name: 'float32', bits: 24 },
] as const;

/** Error of a float32 calculation, relative to the largest entry. */
const LIKE_FLOAT32 = 2e-6;

function hasBits(x: number, bits: number): boolean {
  return x === 0 || Number.isInteger(x * 2 ** (bits - 1 - Math.floor(Math.log2(Math.abs(x)))));
}

/** Calls back for every measured coordinate that was decided. */
function every(
  wrong: readonly ComparedParameter[],
  holds: (claimed: number, numeric: number, bound: number, parameter: ComparedParameter) => boolean,
): boolean {
  return wrong.every(parameter => {
    const { indices, claimed, numeric, bound, status } = parameter;
    for (let j = 0; j < indices.length; j++)
      if (status[j]! < 2 && !holds(claimed[indices[j]!]!, numeric[j]!, bound[j]!, parameter)) return false;
    return true;
  });
}

const ADVICE = 'Look for a narrow array, a Math.fround, a constant typed with few digits';

/** A coarser format is rounded to: its few bits, and errors of half a unit in the last of them. */
export const lowPrecision: Pattern = ({ wrong, observations }) => {
  const compared = wrong.reduce((sum, { indices }) => sum + indices.length, 0);
  if (compared < 2) return undefined;
  let largest = 0;
  let visible = false;
  every(wrong, (c, n, bound, parameter) => {
    largest = Math.max(largest, Math.abs(c - n) / scaleOf(parameter));
    visible ||= Math.abs(c - n) > bound;
    return true;
  });
  if (!visible) return undefined;
  for (const { name, bits } of FORMATS) {
    if (bits === 24 && observations.precision === 'float32') continue;
    const rounded = every(
      wrong,
      (c, n, bound) => hasBits(c, bits) && Math.abs(c - n) <= 1.01 * 2 ** -bits * Math.abs(n) + 4 * bound,
    );
    const alike =
      bits === 24 &&
      compared >= 3 &&
      every(wrong, (c, n, bound, parameter) => {
        return Math.abs(c - n) <= LIKE_FLOAT32 * Math.min(scaleOf(parameter), 1e3 * Math.abs(n)) + bound;
      });
    if (!rounded && !alike) continue;
    return named(
      'low-precision',
      wrong,
      { ...counted(compared), largest },
      `its error is that of ${name}`,
      rounded
        ? `All ${compared} analytic values have ${bits} significant bits, like ${name}, and are right to that (${largest.toExponential(1)}).`
        : `All ${compared} agree to ${largest.toExponential(1)}, the precision of ${name}, in a float64 function.`,
      `${ADVICE}.`,
    );
  }
  return undefined;
};

/** Relative error up to which a value is roughly right. */
const ROUGHLY = 2e-2;

/** Right to a few digits everywhere, now too large and now too small: not the mark of a wrong formula. */
export const approximate: Pattern = ({ wrong }) => {
  let largest = 0;
  let [above, below] = [0, 0];
  let squares = 0;
  const rough = every(wrong, (c, n, bound) => {
    const difference = c - n;
    if (Math.abs(n) <= 8 * bound) return Math.abs(difference) <= 4 * bound;
    const relative = difference / n;
    if (relative > 0) above++;
    else below++;
    largest = Math.max(largest, Math.abs(relative));
    squares += relative * relative;
    return Math.abs(relative) <= ROUGHLY;
  });
  const compared = above + below;
  if (!rough || compared < 3 || Math.min(above, below) === 0) return undefined;
  // One that is far less right than the others is another mistake.
  if (Math.sqrt(squares / compared) < largest / 4) return undefined;
  const digits = Math.max(1, Math.round(-Math.log10(largest)));
  return named(
    'low-precision',
    wrong,
    { ...counted(compared), largest },
    `it is right to ${digits} digits only`,
    `All ${compared} agree to ${largest.toExponential(1)} of their own size, ${above} above and ${below} below.`,
    `${ADVICE}, a finite difference, or a small term left out.`,
  );
};
