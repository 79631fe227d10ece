import { judge } from '../compare/judge.ts';
import { REJECT } from '../compare/landscape.ts';
import type { LineOutcome } from '../compare/line.ts';
import { hash32 } from '../random.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import type { Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';
import type { Plan } from './sample.ts';

/** Coordinates compared first: two wrong ones among them mean that errors are everywhere. */
const FIRST_LOOK = 3;
const EVERYWHERE = 2;
/** Coordinates compared when errors are everywhere: enough for a diagnosis. */
const SAMPLE = 96;
/** Wrong coordinates followed one by one, and halvings spent on them. */
const FOLLOWED = 16;
const HALVINGS = 600;
/** A half that holds less than this share of the discrepancy is left alone. */
const SHARE_FOLLOWED = 0.02;
/** Share of a discrepancy that may stay unexplained when all wrong coordinates were found. */
const EXPLAINED = 0.1;

/** Share of a discrepancy to which a half is measured where two samples do not tell. */
const SHARP = 0.2;

export interface FailedRange {
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

export interface Located {
  readonly halvings: number;
  /** Share of wrong coordinates in a stratified sample of the range, when they were too many to follow. */
  readonly wrongShare?: number;
}

/**
 * From a direction that disagrees to the coordinates that are wrong: by halving while they are few, by a stratified sample
 * when errors are everywhere. Discrepancies add up, so of two halves only one has to be measured.
 */
export function* locate(
  comparison: Comparison,
  leaf: ComparedLeaf,
  range: FailedRange,
  failure: LineOutcome,
  into: Measurements,
): Plan<Located> {
  const first = yield* compareSample(comparison, leaf, range, FIRST_LOOK, into);
  if (first >= EVERYWHERE / FIRST_LOOK) {
    const wrongShare = yield* compareSample(comparison, leaf, range, SAMPLE, into);
    return into.size < leaf.count ? { halvings: 0, wrongShare } : { halvings: 0 };
  }
  let halvings = 0;
  let followed = 0;
  const noticed = SHARE_FOLLOWED * Math.abs(failure.q);
  const open: Segment[] = [{ from: range.from, to: range.to, q: failure.q }];
  while (open.length > 0 && followed < FOLLOWED && halvings < HALVINGS) {
    // The half with the larger discrepancy first.
    open.sort((a, b) => Math.abs(a.q) - Math.abs(b.q));
    const segment = open.pop()!;
    if (segment.to - segment.from === 1) {
      followed++;
      if (into.rowOf(segment.from) === undefined) yield* compareCoordinates(comparison, leaf, [segment.from], into);
      continue;
    }
    open.push(...(yield* wrongHalves(comparison, leaf, segment, range.weights, noticed)));
    halvings++;
  }
  if (open.length === 0 && isExplained(leaf, range, failure, into)) return { halvings };
  return { halvings, wrongShare: yield* compareSample(comparison, leaf, range, SAMPLE, into) };
}

/** Whether the wrong coordinates that were found make up the discrepancy: if not, there are more of them. */
function isExplained(
  leaf: ComparedLeaf,
  { from, to, weights }: FailedRange,
  failure: LineOutcome,
  into: Measurements,
): boolean {
  let rest = failure.q;
  for (const [row, k] of into.coordinates.entries()) {
    const wrong = into.status[row] === STATUS.incorrect && k >= from && k < to;
    if (wrong) rest -= leaf.alongWeights(k, into.q[row]!, weights);
  }
  return Math.abs(rest) <= Math.max(EXPLAINED * Math.abs(failure.q), failure.bound);
}

/** Coordinates from … to − 1, and what they contribute to a discrepancy. */
interface Segment {
  readonly from: number;
  readonly to: number;
  readonly q: number;
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
  yield* compareCoordinates(
    comparison,
    leaf,
    sample.filter(k => into.rowOf(k) === undefined),
    into,
  );
  return sample.filter(k => into.status[into.rowOf(k)!] === STATUS.incorrect).length / sample.length;
}

/** Those halves of a segment that hold a share of its discrepancy: with two samples if they tell, else with many. */
function* wrongHalves(
  { landscape }: Comparison,
  leaf: ComparedLeaf,
  { from, to, q }: Segment,
  weights: Weights,
  noticed: number,
): Plan<Segment[]> {
  const middle = from + ((to - from) >> 1);
  const claim = leaf.range(from, middle, weights);
  for (const quick of [true, false]) {
    const left = yield* judge(
      claim,
      landscape,
      quick ? { quick } : { target: (SHARP * Math.abs(q)) / claim.reference },
    );
    const bound = left.status === 'suspect' ? left.bound : Math.max(0, left.bound - Math.abs(left.q));
    // Measured as sharply as that, a bound is that of curvature nobody has seen.
    const noise = quick || left.noise === undefined ? bound : Math.min(bound, REJECT * left.noise);
    const halves = [
      { from, to: middle, q: left.q },
      { from: middle, to, q: q - left.q },
    ].filter(half => Math.abs(half.q) > Math.max(noticed, noise));
    // The noise of two samples may hide which half it is.
    if (!quick || (halves.length > 0 && noise < 0.5 * Math.abs(q))) return halves;
  }
  return [];
}
