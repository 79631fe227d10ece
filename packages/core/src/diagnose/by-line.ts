import { startOfLine } from './axes.ts';
import { agreement, type Fit, joinFits, named } from './fit.ts';
import { TERM_ADVICE } from './missing-term.ts';
import { claim, complete, type Term } from './terms.ts';
import type { ComparedParameter, Pattern } from './types.ts';
import { isFlat } from './unknown.ts';

/** Numbers that must fit beyond those that were chosen. */
const SURPLUS = 3;

const one: Term = () => 1;
const value: Term = ({ values }, i) => values[i]!;

/** What each line may be off by, simple before complicated. */
const MODELS: readonly { readonly what: string; readonly terms: readonly [Term, Term?] }[] = [
  { what: 'a constant', terms: [one] },
  { what: 'a multiple of the parameter', terms: [value] },
  { what: 'a factor', terms: [claim] },
  { what: 'a constant and a multiple of the parameter', terms: [value, one] },
];

/** Positions of the decided coordinates, by line along an axis. */
function linesAlong({ shape, indices, status }: ComparedParameter, axis: number): number[][] {
  const startOf = startOfLine(shape, axis);
  const lines = new Map<number, number[]>();
  for (let j = 0; j < indices.length; j++) {
    if (status[j]! > 1) continue;
    const start = startOf(indices[j]!);
    const line = lines.get(start);
    if (line) line.push(j);
    else lines.set(start, [j]);
  }
  return [...lines.values()];
}

/** " in each row"; '' for a whole vector. */
function nameLines({ shape }: ComparedParameter, axis: number): string {
  if (shape.length < 2) return '';
  return ` in each ${shape.length > 2 ? `line along axis ${axis}` : axis > 0 ? 'row' : 'column'}`;
}

/** The lines that such terms complete, those along the last axis first. */
function completed(
  parameter: ComparedParameter,
  terms: readonly [Term, Term?],
): { where: string; fit: Fit } | undefined {
  const { shape } = parameter;
  // Of a whole vector, a factor and a multiple have names of their own.
  if (isFlat(parameter) || (shape.length < 2 && !terms.includes(one))) return undefined;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const { fit, surplus, isWeighty } = complete(parameter, linesAlong(parameter, axis), terms);
    if (fit.explains && isWeighty && surplus >= SURPLUS) return { where: nameLines(parameter, axis), fit };
  }
  return undefined;
}

/** Each row or column is off by a number of its own: a norm or a mean of it was taken for constant, a slope was forgotten. */
export const byLine: Pattern = ({ wrong }) => {
  for (const { what, terms } of MODELS) {
    const found = wrong.flatMap(parameter => completed(parameter, terms) ?? []);
    const [first] = found;
    if (!first || found.length < wrong.length || found.some(({ where }) => where !== first.where)) continue;
    const { where } = first;
    const fit = joinFits(found.map(one => one.fit));
    const isFactor = terms[0] === claim;
    return named(
      'unknown',
      wrong,
      fit,
      `it is off by ${what}${where}`,
      `With ${what}${where.replace('in', 'for')} ${isFactor ? 'applied' : 'added'}, ${agreement(fit)}.`,
      isFactor
        ? 'Look for what has one value there: a slope, a norm, a variance, the δ or the input of a layer.'
        : TERM_ADVICE,
    );
  }
  return undefined;
};
