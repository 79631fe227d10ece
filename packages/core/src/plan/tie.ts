import { AGREE } from '../compare/landscape.ts';
import type { LineOutcome } from '../compare/line-outcome.ts';
import type { Plan } from '../sample.ts';
import { ORDERED, sampleBeside, slopeBetween } from './beside.ts';
import { type ComparedLeaf, type Comparison, normOf } from './comparison.ts';

/** Lines beside the point, and more of them where one shows a corner. */
const LINES = 6;
const MORE_LINES = 16;
/** Half a line, in distances that the others are moved by: past any of them, or no further than where they keep their order. */
const PAST = 2;
const WITHIN = 0.5;
/**
 * Lines go as far as so many smallest steps, and so many times as far as where the discrepancy is one noise. So long their shortest
 * pieces are.
 */
const FAR = 32;
const SHORT = { steps: 4, noises: 24 } as const;
/** Further away nothing is beside the point. */
const FURTHEST = 2 ** -4;
/** Third derivatives are as large as slopes, per natural length: squares of a distance that a discrepancy is worth. */
const BENT = 64;
/** Share of the discrepancy that a line has to be off by to be halved. */
const TELLS = 5e-3;
/** Share of the discrepancy that may be left where the claim is reached: a piece may be narrower than the last half. */
const REACHED = 0.25;
/** Other distances, negative ones on the other side of the point: a smooth slope changes by as many times as much. */
const ELSEWHERE = [-1, 2];
/** Share of the discrepancy up to which that holds. */
const SMOOTH = 0.25;

/**
 * Whether the slope along a coordinate comes close to the claimed one beside the point. Lines that pass the others are followed,
 * half after half, down to the piece that comes closest.
 * @param distance - that coordinates are moved by, in natural lengths
 * @param shortest - piece of a line, in natural lengths
 */
function* reachesBeside(
  comparison: Comparison,
  leaf: ComparedLeaf,
  k: number,
  q: number,
  distance: number,
  shortest: number,
): Plan<boolean> {
  let lines = LINES;
  for (let draw = 0; draw < lines; draw++) {
    const at = (t: number, times = 1) =>
      sampleBeside(comparison, leaf, k, { draw, distance: times * distance, own: times * t });
    const end = (draw < ORDERED ? WITHIN : PAST) * distance;
    let [from, to] = [leaf.reaches(k, -end) ? -end : 0, leaf.reaches(k, end) ? end : 0];
    let start = at(from);
    const last = at(to);
    yield [start, last];
    let left = slopeBetween(start, last, to - from) / q;
    while (left > REACHED && Math.abs(left - 1) > TELLS && to - from >= 2 * shortest) {
      const middle = (from + to) / 2;
      const sample = at(middle);
      yield [sample];
      const lower = slopeBetween(start, sample, middle - from) / q;
      const upper = 2 * left - lower;
      left = Math.min(lower, upper);
      if (lower < upper) to = middle;
      else [from, start] = [middle, sample];
    }
    if (!(Math.abs(left - 1) > REACHED)) continue;
    if (left < 1) {
      // Where nothing else moves, there is nothing of it: otherwise it is the line that is uneven, in steps of rounding.
      const alone = [from, to].map(own => sampleBeside(comparison, leaf, k, { draw, distance: 0, own }));
      yield alone;
      if (!(slopeBetween(alone[0]!, alone[1]!, to - from) / q > 1 - REACHED)) continue;
    }
    let smooth = true;
    for (const times of ELSEWHERE) {
      const [one, other] = [at(from, times), at(to, times)];
      yield [one, other];
      const there = slopeBetween(one, other, times * (to - from)) / q;
      if (Math.abs(there - 1 - times * (left - 1)) > SMOOTH) smooth = false;
    }
    if (smooth) continue;
    if (left <= REACHED) return true;
    lines = MORE_LINES;
  }
  return false;
}

/**
 * Before a claim is called wrong: several coordinates may be tied (the median of 1, 1, 1), so that the function is flat or has
 * another corner along each of them alone, while automatic differentiation takes a slope that it has where the ties are broken.
 *
 * Such slopes are looked for as close to the point as the discrepancy can be seen, with every coordinate moved. What is no corner
 * changes them in proportion to the distance. A claim that they reach is a subgradient if all claims together are: to move all
 * entries alike breaks no tie, and leaves no choice where the function is smooth along that.
 * @see F. H. Clarke, Optimization and Nonsmooth Analysis (1983), theorem 2.5.1
 */
export function* judgeTie(
  comparison: Comparison,
  leaf: ComparedLeaf,
  k: number,
  outcome: LineOutcome,
): Plan<LineOutcome> {
  const { q } = outcome;
  const { landscape, leaves } = comparison;
  const { sigma } = landscape.noise;
  const { smallest, reference } = leaf.coordinate(k);
  const size = Math.abs(q);
  const [resolved, noise] = [2 ** smallest, sigma / size];
  const close = FAR * Math.max(resolved, noise);
  const steep = Math.max(reference, 1e-2 * landscape.gradientScale);
  if (leaf.leaf.tangents || !(close <= FURTHEST && BENT * close ** 2 * steep <= size)) return outcome;
  const shortest = Math.max(SHORT.steps * resolved, SHORT.noises * noise);
  if (!(yield* reachesBeside(comparison, leaf, k, q, close, shortest))) return outcome;

  const length = leaf.lengthOf(k);
  const normOfClaims = (of: ComparedLeaf): number => normOf(of.count, j => of.slopeOf(j) / of.lengthOf(j));
  const claimed = length * normOf(leaves.length, j => normOfClaims(leaves[j]!));
  // Where noise and the curvature on the way are alike.
  const distance = Math.max(close, Math.min(FURTHEST, Math.sqrt(sigma / claimed)));
  const step = distance / 4;
  const tolerance = (AGREE * sigma) / Math.SQRT2 / step + 2 * (distance + landscape.allowance) * claimed;
  if (tolerance > size) return outcome;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let agrees = false;
  for (let draw = ORDERED; draw < MORE_LINES && !agrees; draw++) {
    const at = (t: number) => sampleBeside(comparison, leaf, k, { draw, distance, shift: t * length });
    const [one, other] = [at(-step), at(step)];
    yield [one, other];
    const together = slopeBetween(one, other, 2 * step);
    low = Math.min(low, together);
    high = Math.max(high, together);
    agrees = draw >= LINES && low <= tolerance && high >= -tolerance;
  }
  const kink = { ...(outcome.kink ?? { left: q, right: q }), margin: tolerance + high - low, tied: true };
  if (agrees) return { status: 'correct', q: 0, error: size, bound: size, step: distance, kink };
  return high - low > tolerance ? { ...outcome, status: 'inconclusive', reason: 'kink', kink } : outcome;
}
