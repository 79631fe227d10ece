import { type Extrapolation, extrapolate, isRough, type Quotient } from '../estimate/extrapolation.ts';
import { type Plan, type Sample, sampleAt } from '../sample.ts';
import type { InconclusiveReason } from '../types.ts';
import { AGREE, IRREGULAR, type Landscape, REJECT, REJECT_TRUNCATION, sigmaAt } from './landscape.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';

/** Difference quotients at one step t = 2^exponent. */
export interface Level extends Quotient {
  readonly exponent: number;
  readonly forward: number;
  readonly backward: number;
  readonly plusFinite: boolean;
  readonly minusFinite: boolean;
  /** All three values are the same number. */
  readonly flat: boolean;
}

/** Share of a slope up to which a discrepancy that stays may be rounding of something inside the function. */
const STEADY = 1e-2;
/** Deviations of a gap in those of a quotient: √6 ÷ √½, as the value at the point counts twice in it. */
const GAP_DEVIATION = Math.sqrt(12);
/** Two of them. */
export const GAP_NOISE = 7;
/** Three deviations of a one-sided slope in those of a quotient: the claim is none of the slopes between the two sides. */
const OUTSIDE = 6;

export const isCentral = (level: Level): boolean => level.plusFinite && level.minusFinite;
/** Difference of the one-sided slopes. */
export const gapOf = (level: Level): number => level.forward - level.backward;

/** What an agreement may say besides. */
type Agreement = Pick<LineOutcome, 'noise' | 'flat' | 'noiseLimited'>;

/** One straight line through the point: measures quotients on demand and knows when they say something. */
export class Line {
  readonly claim: LineClaim;
  readonly landscape: Landscape;
  /** Few, coarsest first. */
  readonly #levels: Level[] = [];

  constructor(claim: LineClaim, landscape: Landscape) {
    this.claim = claim;
    this.landscape = landscape;
  }

  get count(): number {
    return this.#levels.length;
  }

  has(exponent: number): boolean {
    return this.#known(exponent) !== undefined;
  }

  get finestExponent(): number {
    return this.#levels.reduce((least, { exponent }) => Math.min(least, exponent), Number.POSITIVE_INFINITY);
  }

  get coarsestExponent(): number {
    return this.#levels.reduce((most, { exponent }) => Math.max(most, exponent), Number.NEGATIVE_INFINITY);
  }

  /** Levels with values on both sides, coarsest first. */
  central(): Level[] {
    return this.#levels.filter(isCentral);
  }

  #known(exponent: number): Level | undefined {
    for (let k = 0; k < this.#levels.length; k++) if (this.#levels[k]!.exponent === exponent) return this.#levels[k];
    return undefined;
  }

  *at(exponent: number): Plan<Level> {
    const known = this.#known(exponent);
    if (known) return known;
    const { direction } = this.claim;
    const plus = sampleAt(direction, 2 ** exponent);
    const minus = sampleAt(direction, -(2 ** exponent));
    yield [plus, minus];
    return this.read(exponent, plus, minus);
  }

  /** Quotients of two samples at t = ±2^exponent, which no level has yet. */
  read(exponent: number, plus: Sample, minus: Sample): Level {
    const { value } = this.landscape;
    const plusFinite = Number.isFinite(plus.value);
    const minusFinite = Number.isFinite(minus.value);
    const width = plus.width + minus.width;
    const sigma = sigmaAt(this.landscape, plusFinite ? plus.value : 0, minusFinite ? minus.value : 0);
    const level: Level = {
      exponent,
      t: width / 2,
      plusFinite,
      minusFinite,
      noise: (sigma * Math.SQRT2) / width,
      // Values and claimed changes are subtracted before they are divided: what they share cancels exactly.
      q: (plus.value - minus.value - (plus.linear - minus.linear)) / width,
      forward: (plus.value - value - plus.linear) / plus.width,
      backward: (value - minus.value + minus.linear) / minus.width,
      flat: plus.value === value && minus.value === value,
    };
    const place = this.#levels.findIndex(({ t }) => t < level.t);
    if (place < 0) this.#levels.push(level);
    else this.#levels.splice(place, 0, level);
    return level;
  }

  /** A value on one side only: quotient against the point itself. */
  *oneSided(side: 1 | -1, exponent: number): Plan<Quotient | undefined> {
    const sample = sampleAt(this.claim.direction, side * 2 ** exponent);
    yield [sample];
    if (!Number.isFinite(sample.value)) return undefined;
    return {
      t: sample.width,
      q: (sample.value - this.landscape.value - sample.linear) / (side * sample.width),
      noise: (sigmaAt(this.landscape, sample.value) * Math.SQRT2) / sample.width,
    };
  }

  best(levels: readonly Level[] = this.central()): Extrapolation {
    return extrapolate(levels.map(level => ({ ...level, noise: level.noise + this.#hiddenNoise(level) })));
  }

  agrees(level: Quotient): boolean {
    return Math.abs(level.q) <= AGREE * level.noise + this.landscape.allowance * this.claim.roundingReference;
  }

  /**
   * Truncation that a single level may hide: agreement there may be an error that curvature happens to cancel. The third
   * derivative is guessed from the slope, and from the second derivative that the one-sided slopes show: f‴ ≈ f″² ÷ f′.
   */
  truncationAt({ t, noise, forward, backward }: Quotient): number {
    const slope = Math.max(this.claim.reference, 1e-2 * this.landscape.gradientScale);
    const gap = forward === undefined ? 0 : Math.max(0, Math.abs(forward - backward!) - 2 * AGREE * noise);
    return Math.max(0.5 * t * t * slope, (gap * gap) / slope);
  }

  /** What noise leaves open at a level that agrees. */
  unsettled(level: Quotient): number {
    return AGREE * level.noise + Math.abs(level.q);
  }

  /** What would have been noticed at a level that agrees. */
  noticeable(level: Quotient): number {
    const guessed = this.truncationAt(level);
    const seen = this.#truncationSeen(level);
    // What stands out of the noise may be half of an error, whose other half truncation cancels.
    const half = Math.max(0, Math.abs(level.q) - AGREE * level.noise);
    const truncation = seen === undefined ? guessed + half : Math.max(guessed, seen);
    return this.unsettled(level) + AGREE * this.#hiddenNoise(level) + truncation;
  }

  /**
   * Noise of this line alone, one deviation at a level. The gap between one-sided slopes shrinks with the step, or stays as at a
   * kink: where it grows instead, it is noise, of which the line has more than the function was seen to have.
   */
  #hiddenNoise({ t }: Quotient): number {
    let hidden = 0;
    let coarse: Level | undefined;
    for (const fine of this.#levels) {
      if (!isCentral(fine)) continue;
      if (coarse && fine.t <= 1.5 * t) {
        const grown = Math.abs(gapOf(fine)) - Math.abs(gapOf(coarse)) - GAP_NOISE * fine.noise;
        hidden = Math.max(hidden, grown * fine.t);
      }
      coarse = fine;
    }
    return hidden / (GAP_DEVIATION * t);
  }

  /** Truncation at a level by what the next larger step shows, if one was taken: it shrinks with the square of the step. */
  #truncationSeen(level: Quotient): number | undefined {
    let coarser: Level | undefined;
    for (const other of this.#levels) if (isCentral(other) && other.t > 1.5 * level.t) coarser = other;
    // A kink in between says nothing of the truncation closer to the point.
    if (!coarser || isRough(level, coarser)) return undefined;
    return Math.abs(coarser.q - level.q) / ((coarser.t / level.t) ** 2 - 1);
  }

  /** A discrepancy that the rounding of the claim cannot explain. */
  exceedsRounding(q: number): boolean {
    const scale = Math.max(this.claim.roundingReference, Math.abs(this.claim.slope + q));
    return Math.abs(q) > 3 * this.landscape.allowance * scale;
  }

  /** Whether an extrapolated discrepancy can be nothing but an error of the claim. */
  isSure(found: Extrapolation): boolean {
    return (
      found.contradiction <= 3 &&
      !this.fadesOutwards(found.q) &&
      Math.abs(found.q) > REJECT * found.noise + REJECT_TRUNCATION * found.truncation &&
      this.exceedsRounding(found.q) &&
      this.#hasNoExcuse(found)
    );
  }

  /**
   * Whether the discrepancy shrinks as the step grows: noise does (like 1/t), and so do steps of rounding deep inside the
   * function. An error of the claim stays; curvature may cancel it at one step, but not at two.
   */
  fadesOutwards(q: number, levels: readonly Quotient[] = this.central()): boolean {
    const agreeing = levels.filter(level => Math.abs(level.q) + level.noise < 0.5 * Math.abs(q));
    return agreeing.length > 1;
  }

  /** Largest small discrepancy that neighbouring steps show alike, and both sides of the point: neither truncation nor a kink does. */
  steadyDiscrepancy(): number {
    let largest = 0;
    let coarse: Level | undefined;
    for (const fine of this.central()) {
      const size = Math.abs(fine.q);
      const isSteady = coarse && Math.abs(coarse.q - fine.q) <= IRREGULAR * size && Math.abs(gapOf(coarse)) <= size;
      if (isSteady && size <= STEADY * this.claim.reference) largest = Math.max(largest, size);
      coarse = fine;
    }
    return largest;
  }

  /**
   * A rejection needs the claimed slope outside the gap between the one-sided slopes, or a gap that closes with the step
   * as a smooth function's does: a kink inside the step fakes a discrepancy and leaves its gap behind.
   */
  gapClears(level: Level, coarser: Level | undefined): boolean {
    const gap = gapOf(level);
    if (Math.abs(level.q) > Math.abs(gap) / 2 + OUTSIDE * level.noise) return true;
    if (!coarser || Math.abs(gap) < 12 * level.noise) return false;
    return Math.abs(gap - (gapOf(coarser) * level.t) / coarser.t) <= 0.25 * Math.abs(gap) + 6 * level.noise;
  }

  /** Gap between the one-sided slopes that a smooth function would not leave, over the levels from `from` on. */
  unexplainedGap(from: number): number {
    const levels = this.central();
    let largest = 0;
    for (let k = Math.max(1, from); k < levels.length; k++) {
      const fine = levels[k]!;
      const coarse = levels[k - 1]!;
      if (coarse.t > 32 * fine.t) continue;
      const left = Math.abs(gapOf(fine) - (gapOf(coarse) * fine.t) / coarse.t) - GAP_NOISE * fine.noise;
      largest = Math.max(largest, left);
    }
    return largest;
  }

  #hasNoExcuse(found: Extrapolation): boolean {
    const { q, finest } = found;
    if (Math.abs(q) < 0.1 * this.claim.reference && this.unexplainedGap(finest) > 0.5 * Math.abs(q)) return false;
    const levels = this.central();
    const level = levels[finest];
    if (!level) return true;
    const coarser = levels[finest - 1];
    const judged = { ...level, q: Math.abs(q) < Math.abs(level.q) ? q : level.q };
    if (this.gapClears(judged, coarser)) return true;
    return (
      coarser !== undefined &&
      this.gapClears(coarser, levels[finest - 2]) &&
      Math.abs(coarser.q - level.q) < 0.3 * Math.abs(level.q) + 4 * level.noise &&
      this.gapClears(level, coarser)
    );
  }

  /** Agreement at a level or an extrapolation of several, whichever is finer. */
  correct(
    level: Quotient & { readonly exponent?: number },
    { noise, flat, noiseLimited }: Agreement = {},
  ): LineOutcome {
    const noticeable = this.noticeable(level);
    // Field by field: most coordinates end here, and to spread what is known costs more than to find it out.
    return {
      status: 'correct',
      q: level.q,
      error: noticeable,
      bound: noticeable,
      step: level.t,
      noise,
      flat,
      noiseLimited,
    };
  }

  incorrect(q: number, bound: number, step: number, extra: Partial<LineOutcome> = {}): LineOutcome {
    return { status: 'incorrect', q, error: bound, bound, step, ...extra };
  }

  inconclusive(reason: InconclusiveReason, q: number, step: number, extra: Partial<LineOutcome> = {}): LineOutcome {
    return {
      status: 'inconclusive',
      reason,
      q,
      error: Number.POSITIVE_INFINITY,
      bound: Number.POSITIVE_INFINITY,
      step,
      ...extra,
    };
  }

  /** Outcome of an extrapolation that does not reject the claim. */
  correctBy(found: Extrapolation, extra: Partial<LineOutcome> = {}): LineOutcome {
    const error = found.error + Math.abs(found.q);
    const step = this.central()[found.finest]?.t ?? 0;
    return { status: 'correct', q: found.q, error, bound: found.error, step, ...extra };
  }

  incorrectBy(found: Extrapolation): LineOutcome {
    return this.incorrect(found.q, found.error, this.central()[found.finest]?.t ?? 0);
  }
}
