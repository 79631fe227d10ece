import { agreement, fitOf, named } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** The measurement with each entry and its mirror image averaged; undefined unless all of a square matrix was measured. */
function symmetricPart(parameter: ComparedParameter): ComparedParameter | undefined {
  const { shape, numeric, bound, indices, claimed } = parameter;
  const [n, columns] = shape;
  if (shape.length !== 2 || n !== columns || n! < 2 || indices.length !== claimed.length) return undefined;
  const mirror = (i: number): number => (i % n!) * n! + Math.floor(i / n!);
  return {
    ...parameter,
    numeric: Array.from(claimed, (_, i) => (numeric[i]! + numeric[mirror(i)]!) / 2),
    bound: Array.from(claimed, (_, i) => bound[i]! + bound[mirror(i)]!),
    status: new Array(claimed.length).fill(0),
  };
}

/** Right for a matrix that stays symmetric, which nothing said: no mistake with a name, but one with a remedy. */
export const symmetrised: Pattern = ({ wrong }) => {
  const [parameter] = wrong;
  const part = parameter && wrong.length === 1 ? symmetricPart(parameter) : undefined;
  if (!part) return undefined;
  const fit = fitOf(part, i => part.claimed[i]!);
  if (!fit.agrees) return undefined;
  const { path } = part;
  return named(
    'unknown',
    wrong,
    fit,
    'it is the symmetrised derivative',
    `Averaged with its transpose, the numeric derivative is the analytic one: ${agreement(fit)}.`,
    `If ${path} is symmetric by nature, say so: structure: { ${path}: 'symmetric' }.`,
  );
};
