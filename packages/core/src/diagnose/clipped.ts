import { counted, named } from './fit.ts';
import { differing, split } from './split.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Magnitude at which a claim is cut off: that of every wrong entry, and of none that is right; undefined when there is none. */
function ceilingOf(parameter: ComparedParameter): number | undefined {
  const { claimed, indices, numeric } = parameter;
  const { wrong, right } = split(parameter);
  const ceiling = Math.abs(claimed[wrong[0] ?? 0]!);
  if (wrong.length === 0 || !(ceiling > 0) || right.some(i => Math.abs(claimed[i]!) > ceiling)) return undefined;
  const cut = differing(parameter).every(j => {
    const claim = claimed[indices[j]!]!;
    return Math.abs(claim) === ceiling && claim * numeric[j]! > ceiling ** 2;
  });
  return cut ? ceiling : undefined;
}

/** Cut off at some magnitude: no name of its own, but no other either. */
export const clipped: Pattern = ({ wrong }) => {
  const [first, ...others] = wrong.map(ceilingOf);
  if (first === undefined || others.some(other => other !== first)) return undefined;
  // One value alone may be anything.
  if (wrong.length === 1 && split(wrong[0]!).wrong.length < 2) return undefined;
  const size = Number(first.toPrecision(4));
  return named(
    'unknown',
    wrong,
    counted(0),
    `it looks clipped at ${size}`,
    `Every value that differs is ±${size}, and none is larger.`,
    'Clip outside what is checked, where the optimiser uses the gradient.',
  );
};
