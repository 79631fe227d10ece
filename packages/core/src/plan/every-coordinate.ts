import { type Effort, judge } from '../compare/judge.ts';
import { judgeTogether } from '../compare/judge-together.ts';
import { AGREE, REJECT } from '../compare/landscape.ts';
import type { LineOutcome } from '../compare/line-outcome.ts';
import { refine } from '../compare/refine.ts';
import type { Plan } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { type Measurements, STATUS } from './measurements.ts';
import { judgeTie } from './tie.ts';

/** Coordinates that advance together. Fixed, so that no driver changes what later coordinates learn from earlier ones. */
const BATCH = 64;
/** After this many confirmed errors in a leaf the rest of it gets two samples each. */
const CONFIRMED_ENOUGH = 6;

/** A disagreement that was not confirmed, once the leaf is known to be wrong. */
function settleSuspect(outcome: LineOutcome, reference: number): LineOutcome {
  if (outcome.status !== 'suspect') return outcome;
  const clear = Math.abs(outcome.q) > (REJECT * outcome.error) / AGREE + 1e-3 * reference;
  return clear
    ? { ...outcome, status: 'incorrect' }
    : { ...outcome, status: 'correct', error: outcome.error + Math.abs(outcome.q) };
}

/** Compares coordinates of a leaf one by one, those of the given ones that have not been. */
export function* compareCoordinates(
  comparison: Comparison,
  leaf: ComparedLeaf,
  coordinates: readonly number[],
  into: Measurements,
  effort: Effort = {},
): Plan<void> {
  const brief: Effort = { ...effort, quick: true };
  const open = coordinates.filter(k => into.rowOf(k) === undefined);
  let confirmed = 0;
  for (let from = 0; from < open.length; ) {
    // The first few alone: what they teach (a step, an error everywhere) makes the others cheap.
    const width = from === 0 ? 8 : BATCH;
    const chunk = open.slice(from, from + width);
    const claims = chunk.map(k => leaf.coordinate(k));
    const outcomes = yield* judgeTogether(claims, comparison.landscape, confirmed < CONFIRMED_ENOUGH ? effort : brief);
    for (let j = 0; j < chunk.length; j++) {
      let outcome = settleSuspect(outcomes[j]!, claims[j]!.reference);
      if (outcome.status === 'incorrect' && confirmed < CONFIRMED_ENOUGH) {
        outcome = yield* judgeTie(comparison, leaf, chunk[j]!, outcome);
      }
      into.record(chunk[j]!, outcome);
      if (outcome.status === 'incorrect') confirmed++;
      if (outcome.near !== undefined) leaf.hint = { exponent: outcome.near, length: leaf.lengthOf(chunk[j]!) };
    }
    from += width;
  }
}

/** @param shard - of all coordinates, those with this remainder */
export function everyCoordinate(leaf: ComparedLeaf, shard = { index: 0, count: 1 }): number[] {
  const coordinates: number[] = [];
  for (let k = shard.index; k < leaf.count; k += shard.count) coordinates.push(k);
  return coordinates;
}

/** Mean square of |q| / noise that no correct gradient reaches over three or more coordinates. */
const POOLED = 3.5;
const POOLED_TOP = 3.2;
/** The same of one coordinate that is part of an error everywhere. */
const STANDS_OUT = 1.5;

/**
 * Many small disagreements, each within its noise: the largest ones are looked at again with every step. Finds errors that
 * are everywhere just below the noise.
 */
export function* poolEvidence(comparison: Comparison, leaf: ComparedLeaf, found: Measurements): Plan<void> {
  /** |q| in standard deviations; 0 where there is nothing to say. */
  const sizeOf = (row: number): number => {
    const silent = !(found.noise[row]! > 0) || found.status[row] !== STATUS.correct;
    return silent ? 0 : Math.abs(found.q[row]!) / found.noise[row]!;
  };
  let counted = 0;
  let squares = 0;
  let first = -1;
  let second = -1;
  let largest = 0;
  let next = 0;
  for (let row = 0; row < found.size; row++) {
    const size = sizeOf(row);
    if (!(size > 0)) continue;
    counted++;
    squares += Math.min(size, 6) ** 2;
    if (size > largest) {
      second = first;
      next = largest;
      first = row;
      largest = size;
    } else if (size > next) {
      second = row;
      next = size;
    }
  }
  const everywhere = counted >= 3 && squares / counted > POOLED;
  if (!everywhere && largest <= POOLED_TOP) return;
  for (const row of [first, second]) {
    if (sizeOf(row) <= (everywhere ? STANDS_OUT : POOLED_TOP)) return;
    const coordinate = found.coordinates[row]!;
    const again = yield* judge(leaf.coordinate(coordinate), comparison.landscape, { deep: true });
    // Sharper, even where it proves less: a single step may have agreed by coincidence.
    const contradicts = Math.abs(again.q - found.q[row]!) > found.error[row]!;
    if (again.status === 'correct' && (again.bound < found.error[row]! || contradicts)) found.record(coordinate, again);
    if (again.status !== 'incorrect') continue;
    found.record(coordinate, again);
    // The first stood out as well, even where a second look has told otherwise.
    for (let other = 0; other < found.size; other++) {
      if (other === first || sizeOf(other) > STANDS_OUT) found.status[other] = STATUS.incorrect;
    }
    return;
  }
}

/** Coordinates refined at most: each costs as much as a dozen others. */
const REFINED = 32;

/**
 * Where noise leaves the leaf's resolution above what is required: the bluntest coordinates are measured with many steps.
 * @param share - relative error bound that a coordinate should reach
 */
export function* refineBlunt(
  comparison: Comparison,
  leaf: ComparedLeaf,
  share: number,
  found: Measurements,
): Plan<void> {
  const blunt = found.coordinates
    .map((coordinate, row) => ({
      coordinate,
      row,
      error: found.error[row]!,
      enough: share * Math.max(leaf.rms, Math.abs(leaf.slopeOf(coordinate))),
    }))
    .filter(
      ({ coordinate, row, error, enough }) =>
        error > enough && found.status[row] === STATUS.correct && !found.kinks.has(coordinate),
    )
    .sort((a, b) => b.error - a.error)
    .slice(0, REFINED);
  for (const { coordinate, row, enough } of blunt) {
    const known: LineOutcome = {
      status: 'correct',
      q: found.q[row]!,
      error: found.error[row]!,
      bound: found.bound[row]!,
      step: found.step[row]!,
    };
    const refined = yield* refine(leaf.coordinate(coordinate), comparison.landscape, known, enough);
    if (refined.error < known.error) found.record(coordinate, refined);
  }
}
