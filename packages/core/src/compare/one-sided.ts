import { extrapolate, type Quotient } from '../estimate/extrapolation.ts';
import type { Plan } from '../sample.ts';
import { REJECT, REJECT_TRUNCATION } from './landscape.ts';
import type { Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';

/** Still shrinking like a fractional power of the step: the limit (Aitken's) is near zero. */
function fades(levels: readonly Quotient[]): Quotient | undefined {
  for (let k = 0; k + 2 < levels.length; k++) {
    const [x, y, z] = [levels[k]!, levels[k + 1]!, levels[k + 2]!];
    if (Math.abs(z.q) < 5 * z.noise) return undefined;
    const limit = z.q - (z.q - y.q) ** 2 / (z.q - y.q - (y.q - x.q));
    const isFraction = (r: number): boolean => r > 0.05 && r < 0.85;
    if (isFraction(y.q / x.q) && isFraction(z.q / y.q) && Math.abs(limit) < 0.2 * Math.abs(z.q)) return z;
  }
  return undefined;
}

/** The function exists on one side only: one-sided differences at six steps, extrapolated in t. */
export function* judgeOneSided(line: Line, plusFinite: boolean, minusFinite: boolean): Plan<LineOutcome> {
  if (!plusFinite && !minusFinite) return line.inconclusive('not-finite', Number.NaN, 0);
  const { smallest, slope } = line.claim;
  const { noise, gradientScale } = line.landscape;
  const guess = Math.max(Math.abs(slope), 1e-2 * gradientScale, 1e-300);
  const start = Math.min(-4, Math.max(smallest + 10, Math.round(Math.log2(Math.sqrt(noise.sigma / guess))) + 4));
  const levels: Quotient[] = [];
  for (let k = 0; k < 6; k++) {
    const level = yield* line.oneSided(plusFinite ? 1 : -1, start - 2 * k);
    if (level) levels.push(level);
  }
  if (levels.length < 3) return line.inconclusive('not-finite', Number.NaN, 0);
  const last = levels[levels.length - 1]!;
  const beforeLast = levels[levels.length - 2]!;
  if (Math.abs(last.q) > 1.5 * Math.abs(beforeLast.q) && Math.abs(last.q) > 20 * last.noise) {
    return line.inconclusive('infinite-slope', last.q, last.t, { steep: 'edge-of-domain' });
  }
  const found = extrapolate(levels, 1);
  const step = levels[found.finest]!.t;
  const sure =
    !line.fadesOutwards(found.q, levels) &&
    Math.abs(found.q) > REJECT * found.noise + REJECT_TRUNCATION * found.truncation &&
    line.exceedsRounding(found.q);
  if (!sure) {
    return { status: 'correct', q: found.q, error: found.error + Math.abs(found.q), bound: found.error, step };
  }
  const fading = fades(levels);
  return fading ? line.correct(fading) : line.incorrect(found.q, found.error, step, { oneSided: true });
}
