import type { Plan } from '../sample.ts';
import { certified } from './certify.ts';
import { confirm } from './confirm.ts';
import { judgeKink } from './kink-at-point.ts';
import { AGREE, LARGEST_STEP, type Landscape, REJECT } from './landscape.ts';
import { gapOf, isCentral, type Level, Line } from './line.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';
import { judgeOneSided } from './one-sided.ts';
import { wanderingAt } from './roughness.ts';
import { judgeSingularity } from './singular-point.ts';

export interface Effort {
  /** Two samples only: a disagreement is reported as `suspect`. */
  readonly quick?: boolean;
  /** Larger steps even where the first one agrees, for evidence just below the noise. */
  readonly deep?: boolean;
  /** A second step even where the first one agrees: what truncation cancels at one shows at the other. */
  readonly twice?: boolean;
  /** Relative error bound to reach, when finer than the landscape's target. */
  readonly target?: number;
  /** The target is meant for all that would have been noticed: truncation that nobody has looked at is open as well. */
  readonly proved?: boolean;
}

/** Claimed changes per natural length, relative to the value, that a constant function does not yet disprove. */
const LOST = { float32: 2 ** -16, float64: 2 ** -41 } as const;

/** log2 of a step beside all others: at powers of two a wave may come back each time. */
const BETWEEN_STEPS = -0.7;

/** Share of a claimed slope that is left where the function does not follow it. */
const STANDS_STILL = 0.1;

/** log2 of the smallest step above which the point is not stored in float64. */
const NARROW = -40;

/** A slope that wanders between corners does not go this many deviations far. */
const WANDERS = 7;

/** Change of the one-sided slopes, relative to the claimed one, that calls for a look at a smaller step. */
const WIDE_GAP = 0.25;

/** log2 of the first step: where rounding and the truncation of an ordinary function balance, relative to the length. */
export function firstStep(claim: LineClaim, landscape: Landscape): number {
  const { noise, gradientScale } = landscape;
  // The only guess without a scale: third derivatives are as large as slopes, per natural length.
  // Along a direction in which millions of slopes add up the function bends sooner, by the same ratio.
  const excess = Math.max(1, Math.abs(claim.slope) / (4 * gradientScale));
  const guess = Math.max(Math.abs(claim.slope) * excess ** 2, 1e-2 * gradientScale, 1e-300);
  const balanced = Math.round(Math.log2(Math.cbrt((3 * noise.sigma) / guess)));
  const first = Math.min(LARGEST_STEP, Math.max(balanced, -22, claim.smallest + 2));
  return claim.hint === undefined ? first : Math.max(claim.smallest + 2, Math.min(first, claim.hint));
}

/**
 * Holds the claimed slope of one line against the function: the one comparison that everything else is made of.
 *
 * The first step comes from the noise and the size of the gradient, never from agreement. Agreement certifies itself (a wrong
 * claim would have to equal the measurement by chance); disagreement is confirmed close to the point before it counts.
 */
export function* judge(claim: LineClaim, landscape: Landscape, effort: Effort = {}): Plan<LineOutcome> {
  return yield* judgeOn(new Line(claim, landscape), effort);
}

/** {@link judge}, on a line that may have been measured already. */
export function* judgeOn(line: Line, effort: Effort): Plan<LineOutcome> {
  return yield* upheld(line, yield* judgeLine(line, effort));
}

/** An outcome, unless it is a rejection that the function does not certify. */
export function* upheld(line: Line, outcome: LineOutcome): Plan<LineOutcome> {
  // Constant stretches are judged by what they are, and so is a kink, unless it is the smaller part of what is wrong.
  if (outcome.status !== 'incorrect' || outcome.flat) return outcome;
  const size = Math.abs(outcome.q);
  const isKink = outcome.kink !== undefined && Math.abs(outcome.kink.right - outcome.kink.left) > size;
  const standsStill = Math.abs(line.claim.slope + outcome.q) <= STANDS_STILL * Math.abs(line.claim.slope);
  let misled = 0;
  if (isKink || (!(standsStill && mayBeLost(line)) && (yield* certified(line, outcome)))) {
    misled = line.landscape.noise.float32 ? yield* wanderingAt(line, outcome.step, outcome.kink) : 0;
    if (size >= WANDERS * misled) return outcome;
  }
  // What misled may have hidden as much again, or as much again as what larger steps agreed upon.
  const hidden = Math.max(size, line.steadyDiscrepancy());
  const error = 2 * hidden + outcome.bound;
  const settled = { status: 'correct', error: Math.max(error, size + WANDERS * misled) } as const;
  if (!isKink) return { ...outcome, ...settled };
  // Sides that proved nothing are not told.
  const { kink: _, ...rest } = outcome;
  return { ...rest, ...settled };
}

/** The first step, or one closer to the point where the function has values on both sides. */
export function* firstLevel(line: Line): Plan<Level> {
  const { claim, landscape } = line;
  let level = yield* line.at(firstStep(claim, landscape));
  while (!isCentral(level) && level.exponent - 5 >= claim.smallest && line.count < 9) {
    level = yield* line.at(level.exponent - 5);
  }
  return level;
}

/** Like {@link judge}, but a rejection is not yet certified. */
export function* judgeLine(line: Line, effort: Effort): Plan<LineOutcome> {
  const { claim, landscape } = line;
  const target = effort.target ?? landscape.target;
  let level = yield* firstLevel(line);
  if (!isCentral(level)) return yield* judgeOneSided(line, level.plusFinite, level.minusFinite);
  if (level.flat) {
    if (claim.slope === 0 && landscape.blind) level = yield* line.at(LARGEST_STEP);
    if (claim.slope === 0 && level.flat) return flatOutcome(line, level);
  }
  if (level.flat) {
    const outcome = yield* enlargeFlat(line, level);
    if ('status' in outcome) return outcome;
    level = outcome;
    if (!isCentral(level)) return yield* judgeOneSided(line, level.plusFinite, level.minusFinite);
  }
  if (!line.agrees(level)) {
    return effort.quick
      ? { status: 'suspect', q: level.q, error: AGREE * level.noise, bound: REJECT * level.noise, step: level.t }
      : yield* confirm(line, level.q);
  }
  if (effort.deep) return yield* deepen(line, level);
  const singular = yield* lookAtGap(line, level);
  if (singular) return singular;
  const agreed = effort.twice ? undefined : agreement(line, level, effort);
  if (!agreed) return yield* sharpen(line, level, target, effort.twice);
  // Where noise alone was to be small, that of two steps is larger.
  const noiseAlone = effort.target !== undefined && !effort.proved;
  return line.count > 1 && !noiseAlone ? sharperOf(agreed, extrapolated(line)) : agreed;
}

/** Agreement by all steps together. */
function extrapolated(line: Line, extra: Partial<LineOutcome> = {}): LineOutcome {
  const found = line.best();
  return line.correctBy(found, { noise: found.noise + found.truncation / 3, ...extra });
}

const sharperOf = (one: LineOutcome, other: LineOutcome): LineOutcome => (other.error < one.error ? other : one);

/** What {@link judge} makes of a first step that leaves nothing else to look at: that of a right claim of an ordinary function. */
export function agreesAtOnce(line: Line, level: Level, effort: Effort): LineOutcome | undefined {
  if (effort.deep || effort.twice || level.flat || !isCentral(level)) return undefined;
  if (!line.agrees(level) || hasWideGap(line, level)) return undefined;
  return agreement(line, level, effort);
}

/** Agreement that is fine enough. */
function agreement(line: Line, level: Level, { target, quick, proved }: Effort): LineOutcome | undefined {
  const open = proved ? line.noticeable(level) : line.unsettled(level);
  const fine = open / line.claim.scale <= (target ?? line.landscape.target);
  if (!(fine || quick)) return undefined;
  return line.correct(level, { noise: level.noise, flat: level.flat });
}

const hasWideGap = (line: Line, level: Level): boolean =>
  Math.abs(gapOf(level)) > Math.max(WIDE_GAP * line.claim.reference, 32 * level.noise);

/** The function did not move, and nothing else was claimed. */
function flatOutcome(line: Line, level: Level): LineOutcome {
  return line.correct({ ...level, q: 0 }, { flat: true });
}

/** Constant at this step although a slope is claimed: larger steps, until the claimed change could not be missed. */
function* enlargeFlat(line: Line, from: Level): Plan<LineOutcome | Level> {
  const { noise } = line.landscape;
  let level = from;
  // What moves in steps of rounding inside the function may stand still for long in float32.
  const further = (): boolean => noise.float32 || level.exponent < -16 || Math.abs(level.q) < 40 * level.noise;
  while (level.flat && further() && level.exponent + 4 <= (noise.float32 ? LARGEST_STEP + 1 : LARGEST_STEP)) {
    level = yield* line.at(level.exponent + 4);
  }
  if (!level.flat || Math.abs(level.q) <= REJECT * level.noise || mayBeLost(line)) return level;
  const again = yield* line.at(level.exponent + BETWEEN_STEPS);
  return again.flat ? line.incorrect(-line.claim.slope, 0, level.t, { flat: true }) : again;
}

/** Whether the claimed slope is so small that it may vanish in the rounding of something inside the function, at any step. */
function mayBeLost({ claim, landscape: { noise } }: Line): boolean {
  const narrow = noise.float32 || claim.smallest > NARROW;
  return Math.abs(claim.slope) <= LOST[narrow ? 'float32' : 'float64'] * noise.magnitude;
}

/** The central quotient agrees, the one-sided ones are far apart: a kink or a cusp hides by symmetry. */
function* lookAtGap(line: Line, level: Level): Plan<LineOutcome | undefined> {
  if (!hasWideGap(line, level)) return undefined;
  const finer = yield* line.at(Math.max(line.claim.smallest, level.exponent - 4));
  if (!isCentral(finer) || finer.exponent >= level.exponent) return undefined;
  if (Math.abs(gapOf(finer)) < 0.5 * Math.abs(gapOf(level))) return undefined;
  return (yield* judgeSingularity(line, finer, level)) ?? (yield* judgeKink(line, finer, level));
}

/** Agreement, but blunt: larger steps, extrapolated to zero step. */
function* sharpen(line: Line, first: Level, target: number, twice = false): Plan<LineOutcome> {
  const { scale } = line.claim;
  let found = line.best();
  let aside: LineOutcome | undefined;
  for (let exponent = first.exponent + 2; exponent <= LARGEST_STEP + 1 && line.central().length < 7; exponent += 2) {
    const { plusFinite, minusFinite } = yield* line.at(exponent);
    if (plusFinite !== minusFinite) {
      // So close to an edge of the domain that only steps away from it are large enough.
      aside = yield* judgeOneSided(line, plusFinite, minusFinite);
      if (aside.status === 'incorrect') return aside;
    }
    if (!(plusFinite && minusFinite)) break;
    found = line.best();
    if (found.error <= target * scale) break;
    if (found.truncation > 4 * found.noise && found.truncation > target * scale && line.count >= 4) break;
  }
  if (found.order > 0 && line.isSure(found)) return yield* confirm(line, found.q);
  // A step too far says little of the truncation at the first one: one in between does.
  const isBlunt = line.noticeable(first) > Math.max(target * scale, 2 * line.unsettled(first));
  if (twice && isBlunt) yield* line.at(first.exponent + 1);
  const single = line.correct(first, { noise: first.noise, noiseLimited: true });
  const sharper = sharperOf(single, extrapolated(line, { noiseLimited: true }));
  return aside ? sharperOf(sharper, aside) : sharper;
}

/** Larger steps, where noise is smaller. */
function* deepen(line: Line, first: Level): Plan<LineOutcome> {
  for (const more of [2, 4, 6]) {
    if (first.exponent + more > LARGEST_STEP + 1) break;
    const level = yield* line.at(first.exponent + more);
    if (!isCentral(level)) break;
    const found = line.best();
    if (found.truncation <= 6 * found.noise) continue;
    // A step too far: one in between.
    yield* line.at(first.exponent + more - 1);
    break;
  }
  const found = line.best();
  if (line.isSure(found)) return yield* confirm(line, found.q);
  return line.correctBy(found, { noise: found.noise });
}
