import type { Plan } from '../plan/sample.ts';
import { IRREGULAR } from './landscape.ts';
import { gapOf, isCentral, type Level, type Line, type LineOutcome } from './line.ts';

/**
 * One-sided slopes that do not meet as the step shrinks: the function has a kink at the point. The claim is accepted when
 * it lies between them.
 * @param fine - the finest level
 * @param coarse - a level at a larger step
 * @returns undefined when the gap closes as a smooth function's does
 * @see W. Lee, H. Yu, X. Rival, H. Yang, On correctness of automatic differentiation for non-differentiable functions, NeurIPS 2020
 */
export function* judgeKink(line: Line, fine: Level, coarse: Level): Plan<LineOutcome | undefined> {
  const fineGap = gapOf(fine);
  const coarseGap = gapOf(coarse);
  const persists =
    coarse.exponent > fine.exponent &&
    Math.abs(fineGap) > 16 * fine.noise &&
    Math.abs(fineGap) >= 0.5 * Math.abs(coarseGap) &&
    Math.abs(fineGap) <= 2 * Math.abs(coarseGap);
  if (!persists) return undefined;

  // The finest step at which the noise is small against the gap: coarser ones add curvature.
  const gap = Math.abs(coarseGap);
  let judged = fine;
  for (let e = fine.exponent + 1; e <= coarse.exponent + 3 && 8 * judged.noise > 0.05 * gap; e++) {
    const level = yield* line.at(e);
    const same = Math.abs(gapOf(level)) >= 0.5 * gap && Math.abs(gapOf(level)) <= 2 * gap;
    if (isCentral(level) && same) judged = level;
  }
  if (8 * judged.noise > 0.2 * gap) judged = coarse;

  const low = Math.min(judged.forward, judged.backward);
  const high = Math.max(judged.forward, judged.backward);
  const { roundingReference, reference } = line.claim;
  const tolerance = 8 * judged.noise + line.landscape.allowance * roundingReference + 0.02 * Math.abs(coarseGap);
  const kink = { left: judged.backward, right: judged.forward };
  const accepted: LineOutcome = {
    status: 'correct',
    q: 0,
    error: Math.abs(fineGap),
    bound: Math.abs(fineGap),
    step: judged.t,
    kink,
  };
  if (low - tolerance <= 0 && high + tolerance >= 0) return accepted;
  // Slightly outside, while the finest level cannot exclude it.
  const outside = Math.min(Math.abs(low), Math.abs(high));
  const finestLow = Math.min(fine.forward, fine.backward) - 8 * fine.noise;
  const finestHigh = Math.max(fine.forward, fine.backward) + 8 * fine.noise;
  if (outside < IRREGULAR * reference && finestLow <= 0 && finestHigh >= 0) return accepted;
  const nearest = Math.abs(judged.forward) < Math.abs(judged.backward) ? judged.forward : judged.backward;
  return line.incorrect(nearest, 8 * judged.noise, judged.t, { kink });
}
