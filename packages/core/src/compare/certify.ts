import { fitPolynomial, type PolynomialFit } from '../estimate/polynomial-fit.ts';
import { unitRoundoff } from '../estimate/unit-roundoff.ts';
import { type Plan, sampleAt } from '../sample.ts';
import { jittered } from './jittered.ts';
import { jumpWithin } from './jump-nearby.ts';
import { LARGEST_STEP } from './landscape.ts';
import type { Line } from './line.ts';
import type { LineOutcome } from './line-outcome.ts';

const POINTS = 10;
/** log2 of the widest step at which a discrepancy must show in float32: further out nothing tells it from curvature. */
const WIDEST = -4;
/** A discrepancy must be this many times what the noise seen on its own line would make of a quotient. */
const STANDS_OUT = 3;
/** Fewer different values than this are steps of rounding seen too closely. */
const TELLING = 3;
/** log2 of how much further a drowned rejection is looked at again, and the residual, in noises, that is noise alone there. */
const MUCH_FURTHER = 6;
const NOISE_ALONE = 10;
/** log2 of where it is looked at closer to the point, one after the other. */
const CLOSER = { float32: [-2, -3, -4, -6, -8, -10], noisy: [-6], quiet: [] } as const;
/** log2 of how far from the smallest step these are. */
const LAST_BITS = 12;
/** A slope that falls short by so many deviations, and is none within so many, is in doubt: it is looked at again. */
const FALLS_SHORT = 2;
const IS_NONE = 4;
/** log2 of how much further out, where rounding is less, the points of that look, and the share and deviations that it may lack. */
const AGAIN = 2;
const MANY_POINTS = 40;
const STILL_THERE = 0.85;
const STILL_SHORT = 3;
/** Relative noise that float64 has not from rounding alone: it may be a fast wave. */
const NOISY = 2 ** -45;
/** log2 of how much further out rounding inside the function is looked for. */
const OUTWARDS = { float32: [3, 6, 9, 12, 15, 18], float64: [12, 24] } as const;
/** log2 of the widest distance of that: a natural length. */
const OUTERMOST = 0;
/** In float64 rounding inside the function hides no more of a slope than this. */
const FEW_DIGITS = 1e-2;
/** Residual, in noises, up to which a cubic leaves nothing but the noise that is known. */
const CLEAN = 8;
/** Largest residual, relative to the value, that may be rounding of something inside the function. */
const ROUNDED_INSIDE = { float32: 2 ** -5, float64: 2 ** -30 } as const;
/** Rounding leaves no more than this many times as much further out. */
const STAYS = 4;
/** At twice the distance rounding leaves less than this; a corner leaves 2 times, curvature 16 times as much. */
const STEPS_GROW = 1.75;
/** A slope that jumps may hide, in jumps per distance at which the first of them are met. */
const STEPS_HIDE = 4;
/** Steps of rounding may change a slope by this many deviations of the fit through them. */
const STEPS_MISLEAD = 20;

/** Why there is no cubic: values that are not finite, or too few different ones. */
type Silence = 'not-finite' | 'too-few';
const isSilent = (fit: PolynomialFit | Silence): fit is Silence => typeof fit === 'string';

/** Cubic through jittered points within 2^exponent of the point; its slope is numeric minus claimed. */
function* cubic(line: Line, exponent: number, points = POINTS): Plan<PolynomialFit | Silence> {
  const reach = 2 ** exponent;
  const positions = jittered(points, 23);
  const samples = positions.map(position => sampleAt(line.claim.direction, reach * position));
  yield samples;
  if (!samples.every(sample => Number.isFinite(sample.value))) return 'not-finite';
  if (new Set(samples.map(sample => sample.value)).size < TELLING) return 'too-few';
  const widths = samples.map(({ width }, k) => (Math.sign(positions[k]!) * width) / reach);
  const fit = fitPolynomial([0, ...widths], [line.landscape.value, ...samples.map(s => s.value - s.linear)]);
  return { ...fit, slope: fit.slope / reach, amplification: fit.amplification / reach };
}

/**
 * Ten standard deviations may drown by chance, six hundred do not: further out, with nothing but noise around the cubic. A corner in
 * between would leave more.
 */
function* standsOutFurther(line: Line, { q }: LineOutcome, reach: number): Plan<boolean> {
  if (reach + MUCH_FURTHER > LARGEST_STEP) return false;
  const fit = yield* cubic(line, reach + MUCH_FURTHER);
  if (isSilent(fit)) return false;
  return fit.residual <= NOISE_ALONE * line.landscape.noise.sigma && fit.slope * Math.sign(q) >= 0.75 * Math.abs(q);
}

/** Whether the slope is another one at that distance, by many points. */
function* fallsShort(line: Line, { q }: LineOutcome, reach: number): Plan<boolean> {
  const fit = yield* cubic(line, reach, MANY_POINTS);
  if (isSilent(fit)) return false;
  return fit.slope * Math.sign(q) + STILL_SHORT * fit.residual * fit.amplification < STILL_THERE * Math.abs(q);
}

/** Whether what a cubic leaves at a distance is rounding: about as much as at half of it. Curvature and corners grow. */
function* isRounding(line: Line, reach: number, residual: number): Plan<boolean> {
  const half = yield* cubic(line, reach - 1);
  return !isSilent(half) && residual < STEPS_GROW * half.residual;
}

/**
 * Whether the discrepancy is gone further out, or drowns there. Where something inside the function is stored too coarsely to
 * follow small steps, what is left of the function has another slope, without a trace of noise, as far as these steps reach.
 * @param told - whether anything but too few steps of rounding was seen closer to the point; it has to be somewhere
 * @param residual - of the cubic at `reach`
 */
function* fadesFurther(line: Line, { q }: LineOutcome, reach: number, told: boolean, residual: number): Plan<boolean> {
  const { noise } = line.landscape;
  const kind = noise.float32 ? 'float32' : 'float64';
  const size = Math.abs(q);
  if (!noise.float32 && size > FEW_DIGITS * line.claim.reference) return false;
  const clean = CLEAN * noise.sigma;
  let nearer = residual;
  let distance = reach;
  let bent = false;
  let seen = told;
  for (const shift of OUTWARDS[kind]) {
    if (distance === OUTERMOST) break;
    distance = Math.min(OUTERMOST, reach + shift);
    const fit = yield* cubic(line, distance);
    // Too few values yet to say anything.
    if (isSilent(fit)) {
      seen ||= fit === 'not-finite';
      continue;
    }
    seen = true;
    if (fit.residual > ROUNDED_INSIDE[kind] * noise.magnitude) break;
    const coarse = fit.residual > clean;
    if (coarse && fit.residual > STAYS * nearer && !(yield* isRounding(line, distance, fit.residual))) {
      // One of the first steps of rounding looks like a corner: it may hide as much as it jumps.
      if (noise.float32 && size * 2 ** distance < STEPS_HIDE * (yield* jumpWithin(line, 2 ** distance, q))) return true;
      // Beside curvature or a corner nothing is to be seen, and further out neither.
      if (bent) break;
      bent = true;
      nearer = fit.residual;
      continue;
    }
    const deviation = fit.residual * fit.amplification;
    const there = fit.slope * Math.sign(q);
    if (there + 3 * deviation < 0.5 * size || there - 3 * deviation > 2 * size) return true;
    if (coarse && size < STEPS_MISLEAD * deviation) return true;
    nearer = Math.max(fit.residual, noise.sigma);
  }
  return !seen;
}

/**
 * Before a claim is called wrong: where the discrepancy is ten times the noise, is the function the smooth curve that a slope
 * can be read from, and is that slope the one that was found? Eleven jittered points must lie on a cubic, up to noise that
 * could not have made the discrepancy. Noise that only shows at this distance, oscillation and steps do not pass.
 *
 * In float32 rounding may be finer close to the point than over the whole line, and noise may turn out to be a fast wave; then what
 * is seen there counts.
 */
export function* certified(line: Line, outcome: LineOutcome): Plan<boolean> {
  const { smallest } = line.claim;
  const { noise, value } = line.landscape;
  const size = Math.abs(outcome.q);
  const floor = 0.3 * unitRoundoff(noise.float32) * Math.abs(value);
  const wanted = Math.ceil(Math.log2((10 * noise.sigma) / (Math.SQRT2 * size)));
  if (noise.float32 && wanted > WIDEST) return false;
  const reach = Math.max(smallest + 2, Math.min(LARGEST_STEP, wanted));
  let first: number | undefined;
  let told = false;
  const kind = noise.float32 ? 'float32' : noise.sigma > NOISY * noise.magnitude ? 'noisy' : 'quiet';
  for (const shift of [0, ...CLOSER[kind]]) {
    if (reach + shift < smallest) break;
    const fit = yield* cubic(line, reach + shift);
    if (isSilent(fit)) {
      told ||= fit === 'not-finite';
      continue;
    }
    told = true;
    const deviation = Math.max(fit.residual, floor) * fit.amplification;
    const seen = fit.slope * Math.sign(outcome.q);
    // Clearly less than half of it, or of the other sign; closer to the point only where it could be seen.
    const isVisible = shift === 0 || STANDS_OUT * deviation < size;
    const isContradicted = isVisible && seen + 3 * deviation < size / 2;
    // Among the last bits rounding may be one-sided: it has to stand out further out.
    if (isContradicted && (shift < 0 || reach > smallest + LAST_BITS)) return false;
    // What leaves as much as that is no rounding: a wave that single steps meet anywhere.
    if (noise.float32 && fit.residual > ROUNDED_INSIDE.float32 * noise.magnitude) return false;
    if (shift === 0) {
      const isDoubtful = seen + FALLS_SHORT * deviation < size && seen <= IS_NONE * deviation;
      if (isDoubtful && !isContradicted && (yield* fallsShort(line, outcome, reach + AGAIN))) return false;
      const drowned = size <= (STANDS_OUT * fit.residual) / (Math.SQRT2 * 2 ** reach) || seen < 0.5 * size;
      if (drowned) return !noise.float32 && (yield* standsOutFurther(line, outcome, reach));
    }
    first ??= fit.residual;
  }
  return !(yield* fadesFurther(line, outcome, reach, told, first ?? noise.sigma));
}
