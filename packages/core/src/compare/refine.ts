import { fitEven } from '../estimate/even-fit.ts';
import type { Quotient } from '../estimate/extrapolation.ts';
import { type Plan, sampleAt } from '../plan/sample.ts';
import { hash32 } from '../random.ts';
import { type Landscape, sigmaAt } from './landscape.ts';
import type { LineClaim, LineOutcome } from './line.ts';

/** Steps between the largest and a sixteenth of it, jittered so that their rounding errors are independent. */
const STEPS = 24;
const LARGEST = 0.5;
/** Tops of the range that are tried, each half of the one before. */
const TOPS = [0.5, 0.25, 0.125];

/** Mean square residual above which the steps cross something that is not smooth: the noise is overestimated by design. */
const MISFIT = 1.2;

/**
 * A slope that single quotients leave too blunt: many of them at different steps, fitted together. Only ever sharpens an
 * agreement; what it finds against the claim is left in the bound.
 * @param known - the outcome so far
 */
export function* refine(claim: LineClaim, landscape: Landscape, known: LineOutcome): Plan<LineOutcome> {
  const samples = Array.from({ length: STEPS }, (_, k) => {
    const position = (k + hash32(k, 11) / 4294967296) / STEPS;
    const t = LARGEST * 2 ** (-4 * position);
    return [sampleAt(claim.direction, t), sampleAt(claim.direction, -t)] as const;
  });
  yield samples.flat();
  const quotients: Quotient[] = [];
  for (const [plus, minus] of samples) {
    const width = plus.width + minus.width;
    if (!Number.isFinite(plus.value) || !Number.isFinite(minus.value)) continue;
    quotients.push({
      t: width / 2,
      q: (plus.value - minus.value - (plus.linear - minus.linear)) / width,
      noise: (sigmaAt(landscape, plus.value, minus.value) * Math.SQRT2) / width,
    });
  }
  let best = known;
  for (const top of TOPS) {
    const inside = quotients.filter(({ t }) => t <= top * 1.01);
    for (const degree of [1, 2]) {
      const fit = fitEven(inside, degree);
      const higher = fitEven(inside, degree + 1);
      if (!fit || !higher || fit.misfit > MISFIT || inside.length < degree + 6) continue;
      const truncation = 0.5 * Math.abs(fit.q - higher.q);
      const bound = 5 * fit.noise + truncation;
      const error = bound + Math.abs(fit.q);
      if (error < best.error) best = { ...known, q: fit.q, bound, error, step: top };
    }
  }
  return best;
}
