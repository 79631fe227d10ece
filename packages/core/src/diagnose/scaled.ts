import { toJsonNumber } from '../json-number.ts';
import { nameFactor } from './factors.ts';
import { agreement, fitData, fitOf, joinFits, pathsOf } from './fit.ts';
import type { ComparedParameter, Pattern } from './types.ts';

/** Least-squares factor claimed ÷ numeric over the measured coordinates. */
export function bestFactor({ indices, numeric, claimed }: ComparedParameter): number {
  let product = 0;
  let square = 0;
  for (let j = 0; j < indices.length; j++) {
    product += claimed[indices[j]!]! * numeric[j]!;
    square += numeric[j]! ** 2;
  }
  return square > 0 ? product / square : Number.NaN;
}

/** Evidence of one factor needs two coordinates, or a factor that is no accident. */
function isNoAccident(compared: number, factor: number, isNamed: boolean): boolean {
  return compared >= 2 || (isNamed && [2, 0.5, 1].some(value => Math.abs(Math.abs(factor) - value) < 1e-3));
}

function commonFactor(wrong: readonly ComparedParameter[]): number {
  const [first, ...others] = wrong.map(bestFactor);
  if (first === undefined || !Number.isFinite(first)) return Number.NaN;
  return others.every(other => Math.abs(other - first) <= 1e-2 * Math.abs(first)) ? first : Number.NaN;
}

/** Every wrong entry has the same wrong sign. */
export const signFlipped: Pattern = ({ wrong }) => {
  const fit = joinFits(wrong.map(parameter => fitOf(parameter, i => -parameter.claimed[i]!)));
  if (!fit.explains) return undefined;
  return {
    kind: 'sign-flipped',
    where: pathsOf(wrong),
    fit: fitData(fit),
    phrase: 'its sign looks flipped',
    hint: `sign of ${wrong[0]!.path} looks flipped`,
    evidence: `With its sign changed, ${agreement(fit)}.`,
    advice:
      'Look for a minus that was lost: prediction minus target against target minus prediction, or ascent for descent.',
  };
};

/** Every wrong entry is off by one factor: a mean for a sum, a missing ½, a weight applied twice. */
export const scaled: Pattern = ({ wrong, parameters }) => {
  const factor = commonFactor(wrong);
  if (!Number.isFinite(factor) || Math.abs(factor) < 1e-9 || Math.abs(factor - 1) < 1e-6) return undefined;
  const named = nameFactor(factor, parameters);
  const exact = named ? Math.sign(factor) * named.value : factor;
  const exactFit = joinFits(wrong.map(parameter => fitOf(parameter, i => parameter.claimed[i]! / exact)));
  const best = named && exactFit.explains ? exact : factor;
  const fit =
    best === exact ? exactFit : joinFits(wrong.map(parameter => fitOf(parameter, i => parameter.claimed[i]! / best)));
  if (!fit.explains || !isNoAccident(fit.compared, best, named !== undefined)) return undefined;
  const size = Math.abs(best);
  const times = size >= 1 ? `${print(size)} times too large` : `${print(1 / size)} times too small`;
  const flipped = best < 0 ? ' and of the wrong sign' : '';
  const meaning = named && best === exact ? named.meaning : undefined;
  return {
    kind: 'scaled',
    where: pathsOf(wrong),
    factor: toJsonNumber(best),
    ...(meaning ? { factorMeaning: meaning } : {}),
    fit: fitData(fit),
    phrase: `it is ${times}`,
    hint: `${wrong[0]!.path} is ${times}`,
    evidence: `Divided by ${meaning ?? print(best)}, ${agreement(fit)}: it is ${times}${flipped}.`,
    advice:
      'Compare mean and sum in the loss and in its gradient, and look for a factor that a square or an average brings.',
  };
};

function print(x: number): string {
  return Number.isInteger(x) ? String(x) : Number(x.toPrecision(4)).toString();
}

/** Zero where the function is not flat: the path to the parameter is cut. */
export const detached: Pattern = ({ wrong }) => {
  const zero = wrong.filter(({ claimed, indices }) => {
    for (let j = 0; j < indices.length; j++) if (claimed[indices[j]!] !== 0) return false;
    return indices.length > 0;
  });
  if (
    zero.length === 0 ||
    zero.length !== wrong.length ||
    (zero[0]!.claimed.length > 1 && zero.every(p => p.indices.length === 1))
  ) {
    return undefined;
  }
  const compared = zero.reduce((sum, { indices }) => sum + indices.length, 0);
  return {
    kind: 'detached',
    where: pathsOf(zero),
    fit: { agreeing: compared, compared, largestRelativeError: 0 },
    phrase: 'it is zero where the function is not flat',
    hint: `${zero[0]!.path} is zero`,
    evidence: `All ${compared} analytic values compared are exactly 0, the numeric ones are not.`,
    advice:
      'Look for a value taken out of the graph (a copy, a detach, a conversion to a number) or a gradient never written back.',
  };
};
