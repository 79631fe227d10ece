import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis } from '../types.ts';
import { factorTexts, nameFactor } from './factors.ts';
import { agreement, joinFits, named } from './fit.ts';
import { claim, complete, type Term } from './terms.ts';
import type { Scene } from './types.ts';
import { isFlat } from './unknown.ts';

/** Where a term goes missing. */
export const TERM_ADVICE = 'Look at the regularisation, and at a norm, mean or variance treated as constant.';

/** What a term left out of a gradient may be proportional to. */
interface Proportion {
  /** "0.1 times the parameter" without the number, for several parameters. */
  readonly name: string;
  /** "W", "sign(W)". */
  short(path: string): string;
  of(x: number): number;
}

const PROPORTIONS: readonly Proportion[] = [
  { name: 'the parameter', short: path => path, of: x => x },
  { name: 'the sign of the parameter', short: path => `sign(${path})`, of: Math.sign },
];

/** Coordinates that a term, and a term with a factor, need to show. */
const NEEDED = 3;
const NEEDED_SCALED = 5;
/** A second factor nearer to 1 than this is none. */
const DISTINCT = 1e-3;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-2 * Math.abs(b);

function withTerm(scene: Scene, { name, short, of }: Proportion, andScaled: boolean): Diagnosis | undefined {
  const { wrong } = scene;
  const term: Term = ({ values }, i) => of(values[i]!);
  const completed = wrong.map(parameter =>
    complete(parameter, [Array.from(parameter.indices, (_, j) => j)], andScaled ? [term, claim] : [term]),
  );
  const solutions = completed.map(({ coefficients: [whole] }) => {
    const [coefficient, more = 0] = whole!;
    return { coefficient: coefficient!, scale: 1 + more };
  });
  const [first] = solutions;
  if (!first || !completed.every(({ isWeighty }) => isWeighty) || wrong.every(isFlat)) return undefined;
  const { coefficient, scale } = first;
  if (andScaled && (Math.abs(scale - 1) < DISTINCT || Math.abs(scale) < DISTINCT)) return undefined;
  // One sign everywhere is a constant, not the mark of an L1 term.
  if (of(2) === 1 && !wrong.some(({ values }) => new Set(Array.from(values, Math.sign)).size > 1)) return undefined;
  if (!solutions.every(s => near(s.coefficient, coefficient) && near(s.scale, scale))) return undefined;
  const fit = joinFits(completed.map(solution => solution.fit));
  if (!fit.explains || fit.compared < (andScaled ? NEEDED_SCALED : NEEDED)) return undefined;
  const size = Number(Math.abs(coefficient).toPrecision(4));
  const missing = coefficient > 0;
  const { undone, times } = factorTexts(1 / scale, nameFactor(1 / scale, scene));
  const scaled = andScaled ? `${undone[0]!.toUpperCase()}${undone.slice(1)} and with` : 'With';
  const what = wrong.length === 1 ? `${size}·${short(wrong[0]!.path)}` : `${size} times ${name}`;
  return {
    ...named(
      'missing-term',
      wrong,
      fit,
      `${andScaled ? `it is ${times} and ` : ''}${what} is ${missing ? 'missing' : 'too many'}`,
      `${scaled} ${what} ${missing ? 'added' : 'taken away'}, ${agreement(fit)}.`,
      TERM_ADVICE,
    ),
    factor: toJsonNumber(coefficient),
    factorMeaning: `${size} times ${name}`,
    ...(andScaled ? { also: 'scaled' as const } : {}),
  };
}

/** The error is proportional to the parameter (an L2 term), or to its sign (an L1 term). */
export function missingTerm(scene: Scene, andScaled = false): Diagnosis | undefined {
  for (const proportion of PROPORTIONS) {
    const found = withTerm(scene, proportion, andScaled);
    if (found) return found;
  }
  return undefined;
}
