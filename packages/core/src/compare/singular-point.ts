import type { Plan } from '../sample.ts';
import { gapOf, isCentral, type Level, type Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';

/** |ratio| of two quantities that are both well above their noise, as an exponent of the step; undefined otherwise. */
function exponentOf(fine: number, coarse: number, fineNoise: number, ratio: number): number | undefined {
  if (Math.abs(fine) <= 20 * fineNoise || coarse === 0) return undefined;
  return Math.log(Math.abs(fine / coarse)) / Math.log(1 / ratio);
}

const grows = (exponent: number | undefined): exponent is number => exponent !== undefined && exponent < -0.15;

/**
 * Slopes that grow without limit as the step shrinks: like 1/t at a jump, slower at a cusp or a vertical tangent.
 * The exponent of the growth tells them apart (measured: −1 at a jump, −½ at √|x|, −⅔ at ∛x, 0 at a kink, 1 where smooth).
 */
export function* judgeSingularity(line: Line, fine: Level, coarse: Level): Plan<LineOutcome | undefined> {
  if (!(coarse.exponent > fine.exponent)) return undefined;
  const ratio = coarse.t / fine.t;
  const slopes = exponentOf(fine.q, coarse.q, fine.noise, ratio);
  const gaps = exponentOf(gapOf(fine), gapOf(coarse), 2 * fine.noise, ratio);
  if (!grows(slopes) && !grows(gaps)) return undefined;
  const steepest = Math.min(slopes ?? 0, gaps ?? 0);
  const jump = Math.max(Math.abs(fine.forward), Math.abs(fine.backward)) * fine.t;
  if (steepest < -0.8) return line.inconclusive('discontinuous', fine.q, fine.t, { jump });
  // Two further levels must go on growing at the same rate: an oscillation or a kink nearby does not.
  let previous = fine;
  for (let k = 1; k <= 2; k++) {
    const next = yield* line.at(fine.exponent - 3 * k);
    if (!isCentral(next)) return undefined;
    const again = Math.min(
      exponentOf(next.q, previous.q, next.noise, previous.t / next.t) ?? 0,
      exponentOf(gapOf(next), gapOf(previous), 2 * next.noise, previous.t / next.t) ?? 0,
    );
    if (!(Math.abs(again - steepest) < 0.15)) return undefined;
    previous = next;
  }
  const central = previous.q + line.claim.slope;
  const steep = Math.abs(gapOf(previous)) > 2 * Math.abs(central) ? 'cusp' : 'vertical-tangent';
  return line.inconclusive('infinite-slope', previous.q, previous.t, { steep });
}
