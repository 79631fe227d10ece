import type { Diagnosis } from '../types.ts';
import { factorTexts } from './factors.ts';
import { agreement, type Fit, fitOf, joinFits, named } from './fit.ts';
import { axesText, type Broadcast, broadcasts, sumOf } from './reduction.ts';
import { commonScaling, factorData } from './scaled.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';

const ADVICE =
  'A parameter that is used for every row (or step, or pixel) gets the sum of their gradients: sum over each axis that it is broadcast along.';

/** The sum of which array's rows the true gradient is. */
function summed(parameter: ComparedParameter, scene: Scene): { from: Broadcast; fit: Fit } | undefined {
  for (const from of broadcasts(parameter, scene)) {
    const fit = fitOf(parameter, sumOf(from));
    if (fit.explains) return { from, fit };
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
  return {
    ...named('not-summed', wrong, fit),
    phrase: 'it is not summed over all rows',
    hint: `${wrong[0]!.path} is not summed`,
    evidence,
    advice: ADVICE,
  };
}

/** One term, or the mean, of a sum that a broadcast parameter's gradient is. */
export const notSummed: Pattern = scene => {
  const { wrong } = scene;
  if (wrong.length === 0) return undefined;
  const sums = wrong.map(parameter => summed(parameter, scene));
  if (sums.every(sum => sum !== undefined)) {
    const { from } = sums[0]!;
    const fit = joinFits(sums.map(sum => sum.fit));
    return described(wrong, fit, `The sum of ${from.name} over ${axesText(from.over)} explains it: ${agreement(fit)}.`);
  }
  const scaling = commonScaling(scene);
  if (!scaling || !isMissedExtent(scaling.factor, scene)) return undefined;
  const { undone, times } = factorTexts(scaling.factor, scaling.known);
  return {
    ...described(wrong, scaling.fit, `It is ${times}: ${undone} ${agreement(scaling.fit)}.`),
    ...factorData(scaling),
  };
};
