import type { Extrapolation } from '../estimate/extrapolation.ts';
import type { Plan } from '../sample.ts';
import { climb } from './climb.ts';
import { judgeKink } from './kink-at-point.ts';
import { AGREE, IRREGULAR, LARGEST_STEP, REJECT, REJECT_TRUNCATION, UNRESOLVED } from './landscape.ts';
import { gapOf, isCentral, type Level, type Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';
import { judgeOneSided } from './one-sided.ts';
import { judgeSingularity } from './singular-point.ts';

/** A disagreement of a few standard deviations: neighbouring steps, extrapolated, decide. */
function* decideAmongNoise(line: Line): Plan<LineOutcome> {
  const { smallest, reference, roundingReference } = line.claim;
  const { allowance, target } = line.landscape;
  let found = line.best();
  const finest = line.central().at(-1)!.exponent;
  for (const exponent of [finest + 2, finest + 4, finest - 2, finest + 6]) {
    if (exponent > LARGEST_STEP + 1 || exponent < smallest) continue;
    const clear =
      found.order > 0 && Math.abs(found.q) > 2 * (REJECT * found.noise + REJECT_TRUNCATION * found.truncation);
    // A rejection always needs the finer level to have been looked at.
    if (exponent !== finest - 2 && clear) continue;
    const { plusFinite, minusFinite } = yield* line.at(exponent);
    // So close to an edge of the domain that only steps away from it are large enough.
    if (plusFinite !== minusFinite) return yield* judgeOneSided(line, plusFinite, minusFinite);
    if (!plusFinite) continue;
    found = line.best();
    if (Math.abs(found.q) <= found.error + allowance * roundingReference && found.error <= target * reference) break;
  }
  if (!(found.order > 0 && line.isSure(found))) return borneOut(line, line.correctBy(found), growsSlowly(line, found));
  const levels = line.central();
  if (levels.length > 1) {
    const kink = yield* judgeKink(line, levels[levels.length - 1]!, levels[levels.length - 2]!);
    if (kink?.status === 'correct') return kink;
  }
  return line.incorrectBy(found);
}

/** Whether a level, backed by a coarser one, proves the claim wrong. */
function rejects(line: Line, level: Level, coarser: Level): boolean {
  const { q, noise } = level;
  const size = Math.abs(q);
  const levels = line.central();
  return (
    coarser.exponent > level.exponent &&
    levels.every(l => l.exponent >= level.exponent || Math.abs(l.q - q) <= 3 * l.noise + 0.15 * size) &&
    Math.abs(q - coarser.q) <= AGREE * noise + Math.min(0.5, 0.05 * Math.log2(coarser.t / level.t)) * size &&
    size > REJECT * noise &&
    !line.fadesOutwards(q) &&
    line.exceedsRounding(q) &&
    line.gapClears(level, coarser) &&
    (size >= IRREGULAR * line.claim.reference || line.unexplainedGap(levels.indexOf(level)) <= 0.5 * size)
  );
}

/**
 * A claim is rejected close to the point, where noise is large. How far it is off is read where the slope is sharpest: from the
 * first step and one below it, unless it is gone there.
 */
function* measured(line: Line, { q, noise, t }: Level): Plan<LineOutcome> {
  const rejected = line.incorrect(q, AGREE * noise, t);
  const below = line.coarsestExponent - 2;
  if (below >= line.claim.smallest) yield* line.at(below);
  if (line.fadesOutwards(q)) return giveUp(line);
  const found = line.best();
  return found.error < rejected.bound ? line.incorrectBy(found) : rejected;
}

/**
 * Looks at a disagreement where it would still be ten times the noise: as close to the point as anything can be seen. What
 * happens further away (truncation, kinks, jumps) is no excuse there, and no accusation either.
 * @param discrepancy - numeric minus claimed slope, as met
 */
export function* confirm(line: Line, discrepancy: number): Plan<LineOutcome> {
  const { smallest } = line.claim;
  const { sigma } = line.landscape.noise;
  let exponent = Math.max(smallest, Math.ceil(Math.log2((10 * sigma) / (Math.SQRT2 * Math.abs(discrepancy)))));
  const finestSoFar = line.finestExponent;
  if (exponent > finestSoFar - 2) return yield* decideAmongNoise(line);

  let close = yield* line.at(exponent);
  for (let k = 0; k < 3 && !isCentral(close); k++) {
    exponent -= 3;
    close = yield* line.at(exponent);
  }
  if (!isCentral(close)) return giveUp(line);
  if (line.agrees(close)) return yield* climb(line, close);

  const second = yield* line.at(Math.min(exponent + 4, finestSoFar));
  // A discrepancy that the rounding of the claim may explain is neither a mistake nor a corner.
  if (![close, second].some(level => line.exceedsRounding(level.q))) return line.correct(close);
  const singular = yield* judgeSingularity(line, close, second);
  if (singular) return singular;
  // Close to the noise it may not show that the one-sided slopes stay apart: then further out.
  const kink = (yield* judgeKink(line, close, second)) ?? (yield* judgeKink(line, second, line.central()[0] ?? second));
  if (kink) return kink;

  const next = line
    .central()
    .filter(level => level.exponent > close.exponent)
    .at(-1);
  if (next && rejects(line, close, next)) return yield* measured(line, close);
  const third = yield* line.at(exponent + 2);
  if (rejects(line, close, third)) return yield* measured(line, third);
  if (rejects(line, third, second)) return yield* measured(line, second);
  const fourth = yield* line.at(Math.min(exponent + 7, finestSoFar));
  if (rejects(line, second, fourth)) return yield* measured(line, fourth);
  const coarseAgreement =
    line.unsettled(close) + line.truncationAt(close) < UNRESOLVED * line.claim.reference &&
    Math.abs(close.q) < REJECT * close.noise;
  const others = line.central().filter(level => level !== close);
  return coarseAgreement ? borneOut(line, line.correct(close), others) : giveUp(line);
}

/** Where steps disagreed with the claim, no single one of them excludes an error: one of the others has to bear it out. */
function borneOut(line: Line, outcome: LineOutcome, others: readonly Level[]): LineOutcome {
  const second = others.length > 0 ? Math.min(...others.map(level => line.unsettled(level))) : 0;
  return second > outcome.error ? { ...outcome, error: second } : outcome;
}

/** The next larger step, if the discrepancy is not truncation there, which would grow with the square of the step. */
function growsSlowly(line: Line, { finest }: Extrapolation): Level[] {
  const levels = line.central();
  const [coarser, judged] = [levels[finest - 1], levels[finest]!];
  return coarser && Math.abs(coarser.q) <= (coarser.t / judged.t) * Math.abs(judged.q) ? [coarser] : [];
}

/**
 * Quotients that follow no pattern, as between many corners: correct only as far as the finest of them go, where that is small
 * beside the whole parameter.
 */
function giveUp(line: Line): LineOutcome {
  const levels = line.central();
  const finest = levels.at(-1);
  if (!finest) return line.inconclusive('not-finite', Number.NaN, 0);
  // At the last bits the noise of a single quotient may be more than it should: the others may be sure without it.
  const steadier = levels.length > 2 ? line.best(levels.slice(0, -1)) : undefined;
  if (steadier && steadier.order > 0 && line.isSure(steadier)) return line.incorrectBy(steadier);
  const error = line.unsettled(finest) + line.truncationAt(finest) + Math.abs(gapOf(finest)) / 2;
  const { reference, roundingReference } = line.claim;
  if (error <= Math.max(IRREGULAR * reference, UNRESOLVED * roundingReference)) {
    return { ...line.correct(finest), error, bound: error };
  }
  return line.inconclusive('too-noisy', finest.q, finest.t);
}
