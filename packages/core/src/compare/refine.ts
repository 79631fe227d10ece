import { fitEven } from '../estimate/even-fit.ts';
import type { Quotient } from '../estimate/extrapolation.ts';
import { hash32 } from '../random.ts';
import { type Plan, sampleAt } from '../sample.ts';
import { type Landscape, sigmaAt } from './landscape.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';

/** Steps between the largest and a sixteenth of it, jittered so that their rounding errors are independent. */
const STEPS = 24;
const LARGEST = 0.5;
/** Rounds in which they are taken, until there are enough. */
const ROUNDS = 3;
/** Tops of the range that are tried, each half of the one before. */
const TOPS = [0.5, 0.25, 0.125];

/** Mean square residual above which the steps cross something that is not smooth: the noise is overestimated by design. */
const MISFIT = 1.2;

/**
 * A slope that single quotients leave too blunt: many of them at different steps, fitted together. Only ever sharpens an
 * agreement; what it finds against the claim is left in the bound.
 * @param known - the outcome so far
 * @param enough - error at which no more steps are taken
 */
export function* refine(claim: LineClaim, landscape: Landscape, known: LineOutcome, enough = 0): Plan<LineOutcome> {
  const quotients: Quotient[] = [];
  let best = known;
  for (let round = 0; round < ROUNDS && best.error > enough; round++) {
    quotients.push(...(yield* measured(claim, landscape, round)));
    best = sharpest(known, quotients);
  }
  return best;
}

/** Quotients at every third of the steps: each round covers the whole range. */
function* measured({ direction }: LineClaim, landscape: Landscape, round: number): Plan<Quotient[]> {
  const samples = Array.from({ length: STEPS / ROUNDS }, (_, j) => {
    const k = ROUNDS * j + round;
    const position = (k + hash32(k, 11) / 4294967296) / STEPS;
    const t = LARGEST * 2 ** (-4 * position);
    return [sampleAt(direction, t), sampleAt(direction, -t)] as const;
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
  return quotients;
}

/** The finest of what is known and what fits of different degree over different ranges prove. */
function sharpest(known: LineOutcome, quotients: readonly Quotient[]): LineOutcome {
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
