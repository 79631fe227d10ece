import type { Plan } from '../sample.ts';
import { AGREE, IRREGULAR } from './landscape.ts';
import { GAP_NOISE, gapOf, isCentral, type Level, type Line, type LineOutcome } from './line.ts';

/** Whether the claimed slope lies between the one-sided ones, up to a margin of four times `noise`. */
const holdsClaim = ({ forward, backward }: Level, noise: number): boolean =>
  Math.min(forward, backward) <= AGREE * noise && Math.max(forward, backward) >= -AGREE * noise;

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
    Math.sign(fineGap) === Math.sign(coarseGap) &&
    Math.abs(fineGap) > 16 * fine.noise &&
    // A smooth function's gap shrinks with the step: between neighbouring steps the two are told apart at its square root.
    Math.abs(fineGap) >= Math.max(0.5, Math.sqrt(fine.t / coarse.t)) * Math.abs(coarseGap) &&
    Math.abs(fineGap) <= 2 * Math.abs(coarseGap);
  if (!persists) return undefined;
  // Closer to the point it would be there as well.
  const isThere = (level: Level): boolean =>
    Math.abs(gapOf(level) - fineGap) <= 0.5 * Math.abs(fineGap) + GAP_NOISE * level.noise;
  if (!line.central().every(level => level.t >= fine.t || isThere(level))) return undefined;

  // The finest step at which the noise is small against the gap: coarser ones add curvature.
  const gap = Math.abs(coarseGap);
  let judged = fine;
  let between = 0;
  let alike = 0;
  for (let e = fine.exponent + 1; e <= coarse.exponent + 3 && 8 * judged.noise > 0.05 * gap; e++) {
    const level = yield* line.at(e);
    // A gap that changed has met another kink further out.
    const kept = gapOf(level) / coarseGap;
    if (e < coarse.exponent) between++;
    if (e < coarse.exponent && kept >= 0.5 && kept <= 2) alike++;
    if (isCentral(level) && kept >= 0.8 && kept <= 1.25) judged = level;
    else if (e > coarse.exponent) break;
  }
  // The two gaps are alike by chance: in between there is a wave.
  if (2 * alike < between) return undefined;

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
  // One level that shows the gap clearly and holds the claim is enough: the others may reach into another piece.
  const telling = line.central().filter(level => 8 * level.noise <= 0.2 * Math.abs(gapOf(level)));
  if (telling.some(level => level.t <= judged.t && holdsClaim(level, level.noise))) return accepted;
  // Slightly outside, while the finest level cannot exclude it.
  const outside = Math.min(Math.abs(low), Math.abs(high));
  if (outside < IRREGULAR * reference && holdsClaim(fine, 2 * fine.noise)) return accepted;
  const side = Math.abs(judged.forward) < Math.abs(judged.backward) ? 'forward' : 'backward';
  // Among many kinks the one-sided slopes differ from step to step: they are those of the point only where they stay.
  const stays = Math.abs(fine[side] - judged[side]) <= 0.5 * Math.abs(judged[side]);
  return stays ? line.incorrect(judged[side], 8 * judged.noise, judged.t, { kink }) : undefined;
}
