import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis } from '../types.ts';
import { factorTexts, nameFactor } from './factors.ts';
import { agreement, fitOf, joinFits, named } from './fit.ts';
import { coefficientOf, dot, less } from './least-squares.ts';
import type { ComparedParameter, Scene } from './types.ts';
import { isFlat } from './unknown.ts';

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

/** Coordinates that a term, and a term with a factor, need to show. */
const NEEDED = 3;
const NEEDED_SCALED = 5;
/** A second factor nearer to 1 than this is none. */
const DISTINCT = 1e-3;

/** Share of the error (in squares) that the term may leave: noise alone would fit a small one. */
const LEFT = 1e-3;
/** Share of the derivative (in squares) that it must have. */
const TINY = 1e-14;

/** numeric = scale · claimed + coefficient · term, by least squares. */
interface Solution {
  readonly coefficient: number;
  readonly scale: number;
  /** The term takes the error away, not only below a bound that would hide it. */
  readonly isWeighty: boolean;
}

function solve(parameter: ComparedParameter, term: Term, andScaled: boolean): Solution {
  const entries = Array.from(parameter.indices);
  const numeric = Array.from(parameter.numeric);
  const claimed = entries.map(i => parameter.claimed[i]!);
  const terms = entries.map(i => term.of(parameter.values[i]!));
  const coefficient = andScaled
    ? coefficientOf(numeric, less(terms, claimed, coefficientOf(terms, claimed)))
    : coefficientOf(less(numeric, claimed, 1), terms);
  const scale = andScaled ? coefficientOf(less(numeric, terms, coefficient), claimed) : 1;
  const error = less(numeric, claimed, scale);
  const left = less(error, terms, coefficient);
  const isWeighty =
    dot(left, left) <= LEFT * dot(error, error) && coefficient ** 2 * dot(terms, terms) > TINY * dot(numeric, numeric);
  return { coefficient, scale, isWeighty };
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2e-2 * Math.abs(b);

function withTerm(scene: Scene, term: Term, andScaled: boolean): Diagnosis | undefined {
  const { wrong } = scene;
  const solutions = wrong.map(parameter => solve(parameter, term, andScaled));
  const [first] = solutions;
  if (!first || !solutions.every(({ isWeighty }) => isWeighty) || wrong.every(isFlat)) return undefined;
  const { coefficient, scale } = first;
  if (andScaled && (Math.abs(scale - 1) < DISTINCT || Math.abs(scale) < DISTINCT)) return undefined;
  // One sign everywhere is a constant, not the mark of an L1 term.
  if (term.of(2) === 1 && !wrong.some(({ values }) => new Set(Array.from(values, Math.sign)).size > 1))
    return undefined;
  if (!solutions.every(s => near(s.coefficient, coefficient) && near(s.scale, scale))) return undefined;
  const fit = joinFits(
    wrong.map((parameter, k) => {
      const own = solutions[k]!;
      return fitOf(parameter, i => own.scale * parameter.claimed[i]! + own.coefficient * term.of(parameter.values[i]!));
    }),
  );
  if (!fit.explains || fit.compared < (andScaled ? NEEDED_SCALED : NEEDED)) return undefined;
  const size = Number(Math.abs(coefficient).toPrecision(4));
  const missing = coefficient > 0;
  const { undone } = factorTexts(1 / scale, nameFactor(1 / scale, scene));
  const scaled = andScaled ? `${undone[0]!.toUpperCase()}${undone.slice(1)} and with` : 'With';
  const what = wrong.length === 1 ? `${size}·${term.short(wrong[0]!.path)}` : `${size} times ${term.name}`;
  return {
    ...named(
      'missing-term',
      wrong,
      fit,
      `${what} is ${missing ? 'missing' : 'too many'}`,
      `${scaled} ${what} ${missing ? 'added' : 'taken away'}, ${agreement(fit)}.`,
      'Look at the regularisation, and at a norm, mean or variance treated as constant.',
    ),
    factor: toJsonNumber(coefficient),
    factorMeaning: `${size} times ${term.name}`,
    ...(andScaled ? { also: 'scaled' as const } : {}),
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
