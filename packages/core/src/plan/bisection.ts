import { judgeLine, upheld } from '../compare/judge.ts';
import { REJECT } from '../compare/landscape.ts';
import { Line } from '../compare/line.ts';
import type { LineOutcome } from '../compare/line-outcome.ts';
import { hash32 } from '../random.ts';
import type { Plan } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import type { Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';
import { type Accusation, accuse, type Segment, SHARE_FOLLOWED, wrongIn } from './sole-suspect.ts';

/** Coordinates compared first: two wrong ones among them mean that errors are everywhere. */
const FIRST_LOOK = 3;
const EVERYWHERE = 2;
/** Coordinates compared when errors are everywhere: enough for a diagnosis. */
const SAMPLE = 96;
/** Wrong coordinates followed one by one, and halvings spent on them. */
const FOLLOWED = 16;
const HALVINGS = 600;
/** Share of a discrepancy that may stay unexplained when all wrong coordinates were found. */
const EXPLAINED = 0.1;

/** Share of a discrepancy to which a half is measured where two samples do not tell. */
const SHARP = 0.2;

/** A line on which the coordinates from … to − 1 move together, and disagree. */
export interface FailedRange {
  readonly line: Line;
  readonly from: number;
  readonly to: number;
  readonly weights: Weights;
}

/** Positions spread over [from, to), one at random in each of `count` equal strata. */
export function stratified(from: number, to: number, count: number, seed: number): number[] {
  const size = to - from;
  if (size <= count) return Array.from({ length: size }, (_, k) => from + k);
  return Array.from({ length: count }, (_, j) => {
    const low = from + Math.floor((j * size) / count);
    const high = from + Math.floor(((j + 1) * size) / count);
    return low + (hash32(j, seed) % Math.max(1, high - low));
  });
}

const NOBODY: Accusation = { explained: false, steps: 0 };

export interface Located {
  /** The disagreement, or what is left of it where the function does not certify one. */
  readonly outcome: LineOutcome;
  /** Measurements, each of which left fewer coordinates. */
  readonly halvings: number;
  /** Share of wrong coordinates in a stratified sample of the range, when they were too many to follow. */
  readonly wrongShare?: number;
}

/**
 * From a direction that disagrees to the coordinates that are wrong. One alone is asked where it lies, and its own certificate is
 * enough. Others are halved down to while they are few, and sampled when errors are everywhere. Discrepancies add up, so of two
 * halves only one has to be measured.
 * @param failure - rejection along the range, not certified yet
 */
export function* locate(
  comparison: Comparison,
  leaf: ComparedLeaf,
  range: FailedRange,
  failure: LineOutcome,
  into: Measurements,
): Plan<Located> {
  const { from, to, weights } = range;
  const whole = { from, to, q: failure.q, bound: failure.bound };
  const begun = failure.kink || failure.flat ? NOBODY : yield* accuse(comparison, leaf, whole, weights, into);
  if (begun.explained) return { outcome: failure, halvings: begun.steps };
  const certified = wrongIn(leaf, from, to, weights, into).count > 0;
  const outcome = certified ? failure : yield* upheld(range.line, failure);
  if (outcome.status !== 'incorrect') return { outcome, halvings: begun.steps };
  const first = yield* compareSample(comparison, leaf, range, FIRST_LOOK, into);
  if (first >= EVERYWHERE / FIRST_LOOK) {
    const wrongShare = yield* compareSample(comparison, leaf, range, SAMPLE, into);
    return into.size < leaf.count ? { outcome, halvings: 0, wrongShare } : { outcome, halvings: 0 };
  }
  let halvings = 0;
  let followed = 0;
  const noticed = SHARE_FOLLOWED * Math.abs(failure.q);
  const open: Segment[] = [whole];
  while (open.length > 0 && followed < FOLLOWED && halvings < HALVINGS) {
    // The half with the larger discrepancy first.
    open.sort((a, b) => Math.abs(a.q) - Math.abs(b.q));
    const segment = open.pop()!;
    const { explained, steps } = segment === whole ? begun : yield* accuse(comparison, leaf, segment, weights, into);
    halvings += steps;
    if (explained || segment.to - segment.from === 1) {
      followed++;
      continue;
    }
    open.push(...(yield* wrongHalves(comparison, leaf, segment, weights, noticed)));
    halvings++;
  }
  if (open.length === 0 && isExplained(leaf, range, failure, into)) return { outcome, halvings };
  return { outcome, halvings, wrongShare: yield* compareSample(comparison, leaf, range, SAMPLE, into) };
}

/** Whether the wrong coordinates that were found make up the discrepancy: if not, there are more of them. */
function isExplained(
  leaf: ComparedLeaf,
  { from, to, weights }: FailedRange,
  failure: LineOutcome,
  into: Measurements,
): boolean {
  const rest = failure.q - wrongIn(leaf, from, to, weights, into).q;
  return Math.abs(rest) <= Math.max(EXPLAINED * Math.abs(failure.q), failure.bound);
}

/** Compares coordinates spread over a range; the share of them that is wrong. */
function* compareSample(
  comparison: Comparison,
  leaf: ComparedLeaf,
  { from, to }: FailedRange,
  count: number,
  into: Measurements,
): Plan<number> {
  const sample = stratified(from, to, count, count);
  yield* compareCoordinates(comparison, leaf, sample, into);
  return sample.filter(k => into.status[into.rowOf(k)!] === STATUS.incorrect).length / sample.length;
}

/** Those halves of a segment that hold a share of its discrepancy: with two samples if they tell, else with many. */
function* wrongHalves(
  { landscape }: Comparison,
  leaf: ComparedLeaf,
  { from, to, q, bound: known }: Segment,
  weights: Weights,
  noticed: number,
): Plan<Segment[]> {
  const middle = from + ((to - from) >> 1);
  const claim = leaf.range(from, middle, weights);
  for (const quick of [true, false]) {
    const effort = quick ? { quick } : { target: (SHARP * Math.abs(q)) / claim.reference };
    const left = yield* judgeLine(new Line(claim, landscape), effort);
    const bound = left.status === 'suspect' ? left.bound : Math.max(0, left.error - Math.abs(left.q));
    // Measured as sharply as that, a bound is that of curvature nobody has seen.
    const noise = quick || left.noise === undefined ? bound : Math.min(bound, REJECT * left.noise);
    const halves = [
      { from, to: middle, q: left.q, bound: noise },
      { from: middle, to, q: q - left.q, bound: known + noise },
    ].filter(half => Math.abs(half.q) > Math.max(noticed, noise));
    // The noise of two samples may hide which half it is.
    if (!quick || noise < 0.5 * Math.abs(q)) return halves;
  }
  return [];
}
