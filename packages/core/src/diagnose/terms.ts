import { toJsonNumber } from '../json-number.ts';
import { agreement, fitData, fitOf, joinFits, pathsOf, scaleOf } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Least-squares coefficient of numeric − claimed on a term of the parameter itself. */
function coefficient({ indices, numeric, claimed, values }: ComparedParameter, term: (x: number) => number): number {
  let product = 0;
  let square = 0;
  for (let j = 0; j < indices.length; j++) {
    const t = term(values[indices[j]!]!);
    product += (numeric[j]! - claimed[indices[j]!]!) * t;
    square += t * t;
  }
  return square > 0 ? product / square : Number.NaN;
}

function termPattern(
  wrong: readonly ComparedParameter[],
  term: (x: number) => number,
  name: string,
): ReturnType<Pattern> {
  if (wrong.reduce((sum, { indices }) => sum + indices.length, 0) < 3) return undefined;
  const coefficients = wrong.map(parameter => coefficient(parameter, term));
  const [lambda] = coefficients;
  if (lambda === undefined || !Number.isFinite(lambda) || lambda === 0) return undefined;
  if (!coefficients.every(other => Math.abs(other - lambda) <= 2e-2 * Math.abs(lambda))) return undefined;
  const fit = joinFits(
    wrong.map((parameter, k) =>
      fitOf(parameter, i => parameter.claimed[i]! + coefficients[k]! * term(parameter.values[i]!)),
    ),
  );
  // A term that is nothing beside the derivative explains nothing.
  const weighty = wrong.some((parameter, k) => {
    const largest = Math.max(
      ...Array.from(parameter.indices, i => Math.abs(coefficients[k]! * term(parameter.values[i]!))),
    );
    return largest > 1e-7 * scaleOf(parameter);
  });
  if (!fit.explains || !weighty) return undefined;
  const size = Number(Math.abs(lambda).toPrecision(4));
  const verb = lambda > 0 ? 'missing' : 'one too many';
  return {
    kind: 'missing-term',
    where: pathsOf(wrong),
    factor: toJsonNumber(lambda),
    factorMeaning: `${size} times ${name}`,
    fit: fitData(fit),
    phrase: lambda > 0 ? `a term ${size}·${name} is missing` : `a term ${size}·${name} is too many`,
    hint: `${wrong[0]!.path}: ${name} term ${verb}`,
    evidence: `With ${Number(lambda.toPrecision(4))} times ${name} added, ${agreement(fit)}.`,
    advice: 'Look at the regularisation: it must stand in the loss and in the gradient, with the same coefficient.',
  };
}

/** The error is proportional to the parameter (an L2 term), or to its sign (an L1 term). */
export const missingTerm: Pattern = ({ wrong }) =>
  termPattern(wrong, x => x, 'the parameter') ?? termPattern(wrong, Math.sign, "the parameter's sign");
