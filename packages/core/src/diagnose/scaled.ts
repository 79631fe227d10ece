import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis } from '../types.ts';
import { factorTexts, type NamedFactor, NEAR, nameFactor } from './factors.ts';
import { agreement, asClaimed, type Claim, type Fit, factorOf, fitOf, joinFits, named } from './fit.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';

/** A factor, and how well the claims fit when it is divided out. */
export interface Scaling {
  readonly factor: number;
  readonly known: NamedFactor | undefined;
  readonly fit: Fit;
}

/** One factor for every wrong parameter, the named one where that explains as well. */
export function commonScaling(
  { wrong, parameters, observations }: Scene,
  claimOf: (parameter: ComparedParameter) => Claim = asClaimed,
): Scaling | undefined {
  const claims = wrong.map(claimOf);
  const [first, ...others] = wrong.map((parameter, k) => factorOf(parameter, claims[k]));
  if (first === undefined || !Number.isFinite(first) || first === 0) return undefined;
  if (!others.every(other => Math.abs(other - first) <= 1e-2 * Math.abs(first))) return undefined;
  const fitWith = (factor: number): Fit =>
    joinFits(wrong.map((parameter, k) => fitOf(parameter, i => claims[k]!(i) / factor)));
  const sign = Math.sign(first);
  if (Math.abs(first - sign) < NEAR) {
    const fit = fitWith(sign);
    if (fit.explains) return { factor: sign, known: undefined, fit };
  }
  const known = nameFactor(first, { parameters, observations });
  if (known) {
    const factor = sign * known.value;
    const fit = fitWith(factor);
    if (fit.explains) return { factor, known, fit };
  }
  const fit = fitWith(first);
  return fit.explains ? { factor: first, known: undefined, fit } : undefined;
}

/** Relative precision with which one coordinate must show a factor before it is no accident. */
const SHARP = 1e-6;

/** Numbers that stand out of their bounds this much say something about a factor. */
const TELLING = 4;

function countTelling({ numeric, bound }: ComparedParameter): number {
  let found = 0;
  for (let j = 0; j < numeric.length; j++) if (Math.abs(numeric[j]!) > TELLING * bound[j]!) found++;
  return found;
}

/** One number fits some factor always: it must be a known one, and known sharply. */
export function isNoAccident({ factor, known }: Scaling, wrong: readonly ComparedParameter[]): boolean {
  const telling = wrong.reduce((sum, parameter) => sum + countTelling(parameter), 0);
  if (telling >= 2) return true;
  if (!known || telling === 0 || (factor < 0 && Math.abs(factor) !== 1)) return false;
  if (Math.abs(Math.log2(Math.abs(factor))) === 1) return true;
  return wrong.some(({ numeric, bound }) => bound[0]! <= SHARP * Math.abs(numeric[0]!));
}

/** Relative error that a factor which is nothing in particular may leave. */
const VAGUE = 1e-2;

/** Every wrong entry is off by one factor: a mean for a sum, a missing ½, a weight applied twice. */
export const scaled: Pattern = scene => {
  const { wrong } = scene;
  const scaling = commonScaling(scene);
  if (scaling && !scaling.known && scaling.fit.largest > VAGUE) return undefined;
  if (!scaling || Math.abs(scaling.factor - 1) < 1e-6 || !isNoAccident(scaling, wrong)) return undefined;
  const { factor, known, fit } = scaling;
  const { undone, times } = factorTexts(factor, known);
  return {
    ...named(
      'scaled',
      wrong,
      fit,
      `it is ${times}`,
      `It is ${times}: ${undone} ${agreement(fit)}.`,
      'Compare mean and sum in the loss and its gradient; look for a factor of the chain rule left out or applied twice.',
    ),
    ...factorData(scaling),
  };
};

export function factorData({
  factor,
  known,
}: Pick<Scaling, 'factor' | 'known'>): Pick<Diagnosis, 'factor' | 'factorMeaning'> {
  const { meaning } = factorTexts(factor, known);
  return { factor: toJsonNumber(factor), ...(meaning ? { factorMeaning: meaning } : {}) };
}
