import { judge } from '../compare/judge.ts';
import { REJECT } from '../compare/landscape.ts';
import type { LineOutcome } from '../compare/line.ts';
import { hash32 } from '../random.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import type { Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';
import type { Plan } from './sample.ts';

/** Coordinates compared first: three wrong ones among them mean that errors are everywhere. */
const FIRST_LOOK = 6;
const EVERYWHERE = 3;
/** Coordinates compared when errors are everywhere: enough for a diagnosis. */
const SAMPLE = 96;
/** Wrong coordinates followed one by one, and halvings spent on them. */
const FOLLOWED = 16;
const HALVINGS = 600;
/** A half that holds less than this share of the discrepancy is left alone. */
const SHARE_FOLLOWED = 0.02;

export interface FailedRange {
  readonly from: number;
  readonly to: number;
  readonly weights: Weights;
}

/** Positions spread over [from, to), one at random in each of `count` equal strata. */
function stratified(from: number, to: number, count: number, seed: number): number[] {
  const size = to - from;
  if (size <= count) return Array.from({ length: size }, (_, k) => from + k);
  return Array.from({ length: count }, (_, j) => {
    const low = from + Math.floor((j * size) / count);
    const high = from + Math.floor(((j + 1) * size) / count);
    return low + (hash32(j, seed) % Math.max(1, high - low));
  });
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
): Plan<{ halvings: number; sampled: boolean }> {
  const wrongNow = (): number => into.count(STATUS.incorrect);
  yield* compareCoordinates(comparison, leaf, stratified(range.from, range.to, FIRST_LOOK, 1), into);
  if (wrongNow() >= EVERYWHERE) {
    const sample = stratified(range.from, range.to, SAMPLE, 2);
    yield* compareCoordinates(
      comparison,
      leaf,
      sample.filter(k => into.rowOf(k) === undefined),
      into,
    );
    return { halvings: 0, sampled: into.size < leaf.count };
  }

  let halvings = 0;
  let followed = 0;
  const noticed = SHARE_FOLLOWED * Math.abs(failure.q);
  const open = [{ from: range.from, to: range.to, q: failure.q }];
  while (open.length > 0 && followed < FOLLOWED && halvings < HALVINGS) {
    // The half with the larger discrepancy first.
    open.sort((a, b) => Math.abs(a.q) - Math.abs(b.q));
    const { from, to, q } = open.pop()!;
    if (to - from === 1) {
      followed++;
      if (into.rowOf(from) === undefined) yield* compareCoordinates(comparison, leaf, [from], into);
      continue;
    }
    const middle = from + ((to - from) >> 1);
    const left = yield* judge(leaf.range(from, middle, range.weights), comparison.landscape, { quick: true });
    halvings++;
    const noise = (REJECT / 8) * (left.status === 'suspect' ? left.bound : Math.max(0, left.bound - Math.abs(left.q)));
    const rest = q - left.q;
    if (Math.abs(left.q) > Math.max(noticed, noise)) open.push({ from, to: middle, q: left.q });
    if (Math.abs(rest) > Math.max(noticed, noise)) open.push({ from: middle, to, q: rest });
  }
  return { halvings, sampled: open.length > 0 };
}
