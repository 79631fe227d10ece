import type { Plan } from '../sample.ts';
import { firstLevel } from './judge.ts';
import { LARGEST_STEP, type Landscape } from './landscape.ts';
import { isCentral, Line } from './line.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';
import { judgeOneSided } from './one-sided.ts';

/**
 * Slope along a line with its error bound, when nothing is claimed (a claim of zero): steps from where rounding and truncation
 * balance upwards, then one finer, extrapolated.
 */
export function* measureSlope(claim: LineClaim, landscape: Landscape): Plan<LineOutcome> {
  const line = new Line(claim, landscape);
  const level = yield* firstLevel(line);
  if (!isCentral(level)) return yield* judgeOneSided(line, level.plusFinite, level.minusFinite);
  for (const exponent of [level.exponent + 2, level.exponent + 4, level.exponent - 4]) {
    if (exponent <= LARGEST_STEP + 1 && exponent >= claim.smallest) yield* line.at(exponent);
  }
  const found = line.best();
  return {
    status: 'correct',
    q: found.q,
    error: found.error,
    bound: found.error,
    step: line.central()[found.finest]!.t,
  };
}
