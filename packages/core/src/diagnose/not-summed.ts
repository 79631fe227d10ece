import type { Diagnosis } from '../types.ts';
import { factorTexts } from './factors.ts';
import { agreement, type Claim, type Fit, fitOf, joinFits, named } from './fit.ts';
import { axesText, type Broadcast, broadcasts, sumOf } from './reduction.ts';
import { commonScaling, factorData } from './scaled.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';

/** Relative difference of numbers that are the same sum in another order. */
const SAME = 1e-6;

const ADVICE =
  'A parameter used for every row (step, pixel) gets the sum of their gradients: over each axis that it is broadcast along.';

interface Summed {
  readonly from: Broadcast;
  readonly fit: Fit;
  /** What the claim is instead: "the mean, not the sum,". */
  readonly instead: string;
  readonly isMean: boolean;
}

/** The array over whose axes the true gradient is a sum, of which the claim is one term or the mean. */
function summed(parameter: ComparedParameter, scene: Scene): Summed | undefined {
  const { claimed, indices } = parameter;
  const isClaim = (claim: Claim): boolean =>
    Array.from(indices).every(i => Math.abs(claim(i) - claimed[i]!) <= SAME * Math.abs(claimed[i]!));
  for (const from of broadcasts(parameter, scene)) {
    const sum = sumOf(from);
    const fit = fitOf(parameter, sum);
    if (!fit.explains) continue;
    if (isClaim(i => sum(i) / from.terms)) return { from, fit, instead: 'the mean, not the sum,', isMean: true };
    for (let k = 0; k < from.terms; k++)
      if (isClaim(i => from.term(i, k)))
        return { from, fit, instead: `term ${k} of the ${from.terms} in the sum`, isMean: false };
  }
  return undefined;
}

/** Extents that a parameter is broadcast along in an output, and whether its inverse is the factor. */
function isMissedExtent(factor: number, { wrong, parameters, observations }: Scene): boolean {
  const n = Math.round(1 / factor);
  if (n < 3 || Math.abs(factor * n - 1) > 1e-3) return false;
  const rank = Math.max(...wrong.map(({ shape }) => shape.length));
  const own = wrong.flatMap(({ shape }) => shape);
  // Parameters with more axes are right: no slip of the loss, which all would share.
  const others = parameters.filter(p => p.verdict === 'correct' && p.shape.length > rank);
  if (others.length > 0 && rank < 2) return true;
  return observations.outputs.some(({ shape }) => shape.length > rank && shape.includes(n) && !own.includes(n));
}

function described(wrong: readonly ComparedParameter[], fit: Fit, evidence: string): Diagnosis {
  return named('not-summed', wrong, fit, 'it is not summed over all rows', evidence, ADVICE);
}

/** A mean is its sum divided by the number of terms; one term of it has no factor, unless all are alike. */
function factorOfMeans(sums: readonly Summed[]): Pick<Diagnosis, 'factor' | 'factorMeaning'> {
  const { terms } = sums[0]!.from;
  if (!sums.every(({ isMean, from }) => isMean && from.terms === terms)) return {};
  return { factor: 1 / terms, factorMeaning: `1/${terms}, the number of terms in the sum` };
}

/** One term, or the mean, of a sum that a broadcast parameter's gradient is. */
export const notSummed: Pattern = scene => {
  const { wrong } = scene;
  if (wrong.length === 0) return undefined;
  const sums = wrong.map(parameter => summed(parameter, scene));
  if (sums.every(sum => sum !== undefined)) {
    const { from, instead } = sums[0]!;
    const fit = joinFits(sums.map(sum => sum.fit));
    const of = `of ${from.name} over ${axesText(from.over)}`;
    const evidence = `It is ${instead} ${of}: with the whole sum ${agreement(fit)}.`;
    return { ...described(wrong, fit, evidence), ...factorOfMeans(sums) };
  }
  const scaling = commonScaling(scene);
  if (!scaling || !isMissedExtent(scaling.factor, scene)) return undefined;
  const { undone, times } = factorTexts(scaling.factor, scaling.known);
  return {
    ...described(wrong, scaling.fit, `It is ${times}: ${undone} ${agreement(scaling.fit)}.`),
    ...factorData(scaling),
  };
};
