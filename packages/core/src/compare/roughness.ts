import { type Plan, type Sample, sampleAt } from '../sample.ts';
import type { Line } from './line.ts';
import type { Kink } from './line-outcome.ts';

/** log2 of the distances at which corners are looked for, widest first: a wider one shows them more clearly. */
const DISTANCES = [0, -2, -4, -6, -8];
/** Spaces between the points of a line, half of them on each side. */
const SPACES = 32;
/** Variance of a fourth difference, in variances of a value: 1² + 4² + 6² + 4² + 1². */
const NOISE = 70;
/** Sum of the squared fourth differences about a corner, in squares of its jump times the spacing, averaged over its place. */
const CORNER = 8 / 3;
/** Deviations that noise alone may leave, and up to which the next distance shows no more than this one. */
const VISIBLE = 1.25;
const NEXT_VISIBLE = 8;
/**
 * Ratio of the strengths that differences four spaces and one space wide show: that of corners is 1, of noise 1/64, of a smooth
 * function 4⁵.
 */
const NOT_NOISE = 0.1;
const SMOOTH = 8;

interface Look {
  /** Fourth differences, in those of the known noise. */
  readonly seen: number;
  /** Squared jumps of the slope per unit of t, at most. */
  readonly strength: number;
  readonly ratio: number;
}

/** Mean of the squared fourth differences over points so many spaces apart. */
function meanFourthDifference(y: readonly number[], stride: number): number {
  const last = y.length - 4 * stride;
  let sum = 0;
  for (let k = 0; k < last; k++) {
    const outer = y[k]! + y[k + 4 * stride]! - 4 * (y[k + stride]! + y[k + 3 * stride]!);
    sum += (outer + 6 * y[k + 2 * stride]!) ** 2;
  }
  return sum / last;
}

/**
 * @param kink - at the point, if there is one
 * @returns undefined where the function has no values all along
 */
function* look(line: Line, exponent: number, kink: Kink | undefined): Plan<Look | undefined> {
  const { direction } = line.claim;
  const space = 2 ** (exponent + 1) / SPACES;
  const samples = Array.from({ length: SPACES }, (_, k) => {
    const place = k - SPACES / 2;
    return sampleAt(direction, (place < 0 ? place : place + 1) * space);
  });
  yield samples;
  // The corner at the point itself is known.
  const known = ({ t, width }: Sample): number => (t < 0 ? -(kink?.left ?? 0) : (kink?.right ?? 0)) * width;
  const y = samples.map(sample => sample.value - sample.linear - known(sample));
  if (!y.every(Number.isFinite)) return undefined;
  y.splice(SPACES / 2, 0, line.landscape.value);
  const ofNoise = NOISE * line.landscape.noise.sigma ** 2;
  const strengthOf = (square: number, stride: number): number => square / (CORNER * (stride * space) ** 3);
  const one = meanFourthDifference(y, 1);
  return {
    seen: Math.sqrt(one / ofNoise),
    // Two spaces: a single corner counts the same wherever it is, and noise drowns less.
    strength: strengthOf(Math.max(meanFourthDifference(y, 2) - ofNoise, ofNoise), 2),
    ratio: strengthOf(meanFourthDifference(y, 4), 4) / strengthOf(one, 1),
  };
}

/**
 * How far the slope of a function with corners everywhere (a sum over many relus) wanders from that at the point, one standard
 * deviation at a step: that of a Brownian motion of the slope, as strong as the corners in the neighbourhood are. Float32 does
 * not see between them: that would need smaller steps than the noise allows.
 * @returns 0 for a function without corners around the point, as far as they can be seen
 */
export function* wanderingAt(line: Line, step: number, kink?: Kink): Plan<number> {
  let strength: number | undefined;
  for (const exponent of DISTANCES) {
    if (2 ** exponent < 2 * step) break;
    const found = yield* look(line, exponent, kink);
    if (!found) continue;
    const isVisible = found.seen >= VISIBLE;
    if (isVisible && found.ratio >= SMOOTH) {
      strength = undefined;
      continue;
    }
    if (isVisible && found.ratio > NOT_NOISE) strength ??= Number.POSITIVE_INFINITY;
    if (strength !== undefined) strength = Math.min(strength, found.strength);
    if (found.seen < (strength === undefined ? VISIBLE : NEXT_VISIBLE)) break;
  }
  // The mean over a side of the point; over both sides it is less.
  return Math.sqrt(((strength ?? 0) * step) / 3);
}
