import type { Plan } from '../sample.ts';
import type { DirectionFindings } from './direction-findings.ts';
import type { LeafDirections } from './leaf-directions.ts';
import { STATUS } from './measurements.ts';
import { sharper } from './resolution.ts';

/** Entries that blocks of one leaf may move in all before their resolution is stated instead of improved. */
const BLOCK_WORK = 4e8;
const BLOCK_SAMPLES = 20_000;
/** Samples of a direction measured with many steps. */
const REFINED_SAMPLES = 60;
/** Wrong coordinates after which no more blocks are compared. */
const ENOUGH = 32;
/** Blocks smaller than this are no cheaper than their coordinates. */
const SMALLEST_BLOCK = 4;

const affordableSamples = (entries: number): number => Math.min(BLOCK_SAMPLES, BLOCK_WORK / entries);

/** Block after block of a leaf, as small as it takes to notice what is required. */
export function* compareBlocks(directions: LeafDirections): Plan<DirectionFindings> {
  const { leaf, into, required, findings } = directions;
  const weights = directions.weights(63);
  function* compareBlock(from: number): Plan<number> {
    const compared = yield* directions.compare(from, Math.min(leaf.count, from + size), weights);
    const error = directions.noticed(compared);
    if (compared.outcome.status !== 'correct' || directions.provedBy(error).single <= required) return error;
    return directions.noticed(yield* directions.refine(compared));
  }
  // Smaller blocks bend less, so that larger steps can be taken: the first one shows whether that is so.
  let size = leaf.count;
  let error = Number.POSITIVE_INFINITY;
  let { single, spread } = findings;
  while (Math.max(single, spread) > required) {
    size = Math.floor(size * Math.min(0.5, 0.5 * (required / Math.max(single, spread)) ** 2));
    const samples = (leaf.count / size) * REFINED_SAMPLES;
    if (size < SMALLEST_BLOCK || samples > affordableSamples(leaf.count)) return coordinatesInstead(directions);
    error = yield* compareBlock(0);
    if (findings.incorrect) return findings;
    if (findings.undecided) return coordinatesInstead(directions);
    ({ single, spread } = directions.provedBy(error, leaf.count / size));
  }
  for (let from = size; from < leaf.count && !findings.undecided; from += size) {
    error = Math.max(error, yield* compareBlock(from));
    // Wrong ones in block after block: those found so far will do.
    if (into.count(STATUS.incorrect) >= ENOUGH) return { ...findings, mode: 'blocks' };
  }
  if (findings.undecided) return coordinatesInstead(directions);
  return { ...findings, mode: 'blocks', ...sharper(directions.provedBy(error, leaf.count / size), findings) };
}

/** One by one, where that proves more: what a coordinate showed by itself tells. */
export function coordinatesInstead({ leaf, into, required, scales, findings }: LeafDirections): DirectionFindings {
  if (2 * leaf.count > affordableSamples(leaf.count)) return findings;
  const areSharp = into.coordinates.every((k, row) => into.error[row]! / leaf.lengthOf(k) / scales.largest <= required);
  const needed = areSharp || findings.spread > required || findings.undecided !== undefined;
  return needed ? { ...findings, mode: 'every-coordinate' } : findings;
}
