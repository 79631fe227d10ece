import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis } from '../types.ts';
import { printFactor } from './factors.ts';
import { agreement, fitOf, joinFits, named, scaleOf } from './fit.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** What a term left out of a gradient may be proportional to. */
interface Term {
  /** "0.1 times the parameter" without the number, for several parameters. */
  readonly name: string;
  /** "W", "sign(W)". */
  short(path: string): string;
  of(x: number): number;
}

const TERMS: readonly Term[] = [
  { name: 'the parameter', short: path => path, of: x => x },
  { name: 'the sign of the parameter', short: path => `sign(${path})`, of: Math.sign },
];

/** numeric = scale · claimed + coefficient · term, by least squares. */
interface Solution {
  readonly coefficient: number;
  readonly scale: number;
}

function solve({ indices, numeric, claimed, values }: ComparedParameter, term: Term, andScaled: boolean): Solution {
  let [tt, tc, cc, tn, cn] = [0, 0, 0, 0, 0];
  for (let j = 0; j < indices.length; j++) {
    const [t, c, n] = [term.of(values[indices[j]!]!), claimed[indices[j]!]!, numeric[j]!];
    tt += t * t;
    tc += t * c;
    cc += c * c;
    tn += t * n;
    cn += c * n;
  }
  if (!andScaled) return { coefficient: (tn - tc) / tt, scale: 1 };
  const determinant = tt * cc - tc * tc;
  return { coefficient: (tn * cc - cn * tc) / determinant, scale: (cn * tt - tn * tc) / determinant };
}

/** Coordinates that a term, and a term with a factor, need to show. */
const NEEDED = 3;
const NEEDED_SCALED = 5;
/** Share of the error (in squares) that the term may leave: noise alone would fit a small one. */
const LEFT = 1e-3;
/** A second factor nearer to 1 than this is none. */
const DISTINCT = 1e-3;

/** The term takes the error away, not only below a bound that would hide it. */
function isWeighty(parameter: ComparedParameter, term: Term, { coefficient, scale }: Solution): boolean {
  const { indices, numeric, claimed, values } = parameter;
  let before = 0;
  let after = 0;
  let largest = 0;
  for (let j = 0; j < indices.length; j++) {
    const added = coefficient * term.of(values[indices[j]!]!);
    const error = numeric[j]! - scale * claimed[indices[j]!]!;
    before += error * error;
    after += (error - added) ** 2;
    largest = Math.max(largest, Math.abs(added));
  }
  return after <= LEFT * before && largest > 1e-7 * scaleOf(parameter);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-2 * Math.abs(b);

function withTerm({ wrong }: Scene, term: Term, andScaled: boolean): Diagnosis | undefined {
  const solutions = wrong.map(parameter => solve(parameter, term, andScaled));
  const [first] = solutions;
  if (!first || !Number.isFinite(first.coefficient) || !Number.isFinite(first.scale) || first.coefficient === 0)
    return undefined;
  if (andScaled && (Math.abs(first.scale - 1) < DISTINCT || Math.abs(first.scale) < DISTINCT)) return undefined;
  // One sign everywhere is a constant, not the mark of an L1 term.
  if (term.of(2) === 1 && !wrong.some(({ values }) => new Set(Array.from(values, Math.sign)).size > 1))
    return undefined;
  if (!solutions.every(s => near(s.coefficient, first.coefficient) && near(s.scale, first.scale))) return undefined;
  if (!wrong.every((parameter, k) => isWeighty(parameter, term, solutions[k]!))) return undefined;
  const fit = joinFits(
    wrong.map((parameter, k) => {
      const { scale, coefficient } = solutions[k]!;
      return fitOf(parameter, i => scale * parameter.claimed[i]! + coefficient * term.of(parameter.values[i]!));
    }),
  );
  if (!fit.explains || fit.compared < (andScaled ? NEEDED_SCALED : NEEDED)) return undefined;
  const { coefficient, scale } = first;
  const size = printFactor(Math.abs(coefficient));
  const missing = coefficient > 0;
  const what = wrong.length === 1 ? `${size}·${term.short(wrong[0]!.path)}` : `${size} times ${term.name}`;
  const scaled = andScaled ? `Multiplied by ${printFactor(scale)} and with` : 'With';
  return {
    ...named('missing-term', wrong, fit),
    factor: toJsonNumber(coefficient),
    factorMeaning: `${size} times ${term.name}`,
    ...(andScaled ? { also: 'scaled' as const } : {}),
    phrase: `${what} is ${missing ? 'missing' : 'too many'}`,
    hint: `${wrong[0]!.path}: a term is ${missing ? 'missing' : 'too many'}`,
    evidence: `${scaled} ${what} ${missing ? 'added' : 'taken away'}, ${agreement(fit)}.`,
    advice: 'Look at the regularisation: it must stand in the loss and in the gradient, with the same coefficient.',
  };
}

/** The error is proportional to the parameter (an L2 term), or to its sign (an L1 term). */
export function missingTerm(scene: Scene, andScaled = false): Diagnosis | undefined {
  for (const term of TERMS) {
    const found = withTerm(scene, term, andScaled);
    if (found) return found;
  }
  return undefined;
}
