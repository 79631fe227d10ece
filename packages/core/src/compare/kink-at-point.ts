import type { Plan } from '../sample.ts';
import { AGREE, IRREGULAR } from './landscape.ts';
import { GAP_NOISE, gapOf, isCentral, type Level, type Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';

/** The one-sided slope that is nearer to the claimed one. */
const nearerSide = ({ forward, backward }: Level): 'forward' | 'backward' =>
  Math.abs(forward) < Math.abs(backward) ? 'forward' : 'backward';

/** How far the claimed slope is outside the one-sided ones; negative inside. */
const outsideOf = ({ forward, backward }: Level): number =>
  Math.max(Math.min(forward, backward), -Math.max(forward, backward));

/** A level that excludes the claim, or how far outside of the one-sided slopes it might be without being noticed. */
type Outside = { readonly level: Level } | { readonly margin: number };

/** Whether the claimed slope lies between the one-sided ones, up to a margin of four times `noise`. */
const holdsClaim = (level: Level, noise: number): boolean => outsideOf(level) <= AGREE * noise;

/**
 * One-sided slopes carry noise, and truncation of first order: whether the claim is outside of them where the two balance, and a
 * little closer to the point.
 * @param fine - a level at which it does not show whether it is
 */
function* excludedBySides(line: Line, fine: Level): Plan<Outside> {
  const gap = gapOf(fine);
  const coarse = line.central().find(level => Math.abs(gapOf(level) - gap) <= 0.25 * Math.abs(gap))!;
  const isAlone = coarse === fine && fine.exponent > line.claim.smallest;
  const closer = isAlone ? yield* line.at(fine.exponent - 1) : fine;
  const bend = Math.max(Math.abs(coarse.forward - closer.forward), Math.abs(coarse.backward - closer.backward));
  const perStep = closer.t < coarse.t && isCentral(closer) ? bend / (coarse.t - closer.t) : 0;
  const balanced = perStep > 0 ? Math.floor(0.5 * Math.log2((8 * fine.noise * fine.t) / perStep)) : coarse.exponent;
  const exponent = Math.min(coarse.exponent, Math.max(fine.exponent + 2, balanced));
  let level = fine;
  let margin = 0;
  for (const e of [Math.max(fine.exponent, exponent - 2), exponent]) {
    level = yield* line.at(e);
    const outside = outsideOf(level);
    const explained = 8 * level.noise + 2 * perStep * level.t + line.landscape.allowance * line.claim.roundingReference;
    margin = explained + Math.max(0, outside);
    if (!isCentral(level) || outside <= explained) return { margin };
  }
  // Closer to the point the slope is another one: these are steps into another piece.
  const side = nearerSide(level);
  const isThere = (finer: Level): boolean =>
    Math.abs(finer[side] - level[side]) <= GAP_NOISE * finer.noise + 2 * perStep * level.t;
  return line.central().every(finer => finer.t >= level.t || isThere(finer)) ? { level } : { margin };
}

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

  // Further out a kink's gap stays, while a smooth function's doubles: a fast wave may have one at larger steps by chance.
  if (coarse.exponent > fine.exponent + 1) {
    const next = yield* line.at(fine.exponent + 1);
    const grown = Math.abs(gapOf(next)) - 1.5 * Math.abs(fineGap);
    if (isCentral(next) && grown > GAP_NOISE * (next.noise + fine.noise)) return undefined;
  }

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

  const { roundingReference, reference } = line.claim;
  const tolerance = 8 * judged.noise + line.landscape.allowance * roundingReference + 0.02 * Math.abs(coarseGap);
  const kink = { left: judged.backward, right: judged.forward, margin: 8 * judged.noise };
  // One level that shows the gap clearly and holds the claim is enough: the others may reach into another piece.
  const telling = line.central().filter(level => 8 * level.noise <= 0.2 * Math.abs(gapOf(level)));
  const outside = outsideOf(judged);
  const holds =
    outside <= tolerance ||
    telling.some(level => level.t <= judged.t && holdsClaim(level, level.noise)) ||
    // Slightly outside, while the finest level cannot exclude it.
    (outside < IRREGULAR * reference && holdsClaim(fine, 2 * fine.noise));
  if (holds) {
    const found = outside > -kink.margin ? yield* excludedBySides(line, judged) : kink;
    if ('level' in found) {
      const { level } = found;
      return line.incorrect(level[nearerSide(level)], 8 * level.noise, level.t, { kink });
    }
    const bound = Math.abs(fineGap);
    return { status: 'correct', q: 0, error: bound, bound, step: judged.t, kink: { ...kink, ...found } };
  }
  const side = nearerSide(judged);
  // Among many kinks the one-sided slopes differ from step to step: they are those of the point only where they stay.
  const stays = Math.abs(fine[side] - judged[side]) <= 0.5 * Math.abs(judged[side]);
  return stays ? line.incorrect(judged[side], 8 * judged.noise, judged.t, { kink }) : undefined;
}
