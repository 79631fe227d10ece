import { judge } from '../compare/judge.ts';
import type { LineOutcome } from '../compare/line.ts';
import { hash32 } from '../random.ts';
import { locate } from './bisection.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { RandomWeights, type Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import type { Measurements } from './measurements.ts';
import type { Plan } from './sample.ts';

/** Random directions per leaf, beside the coherent one. */
const RANDOM_DIRECTIONS = 3;
/**
 * An error of this many bounds, spread over the leaf in any way, shows in at least one of three random directions with
 * probability 0.999: each of them catches a share of it that is normal to good approximation.
 */
const SPREAD = 8;
/** Components are at least one half: a single wrong coordinate shows with at least half its size. */
const SINGLE = 2;
/** Entries that blocks of one leaf may move in all before their resolution is stated instead of improved. */
const BLOCK_WORK = 4e8;
const BLOCK_SAMPLES = 20_000;

export interface DirectionFindings {
  readonly mode: 'directions' | 'blocks' | 'every-coordinate';
  directions: number;
  halvings: number;
  /** Relative error of one coordinate (to the largest of the leaf), or of the whole leaf, that would have been noticed. */
  single: number;
  spread: number;
  /** Wrong coordinates were sampled, not all found. */
  sampled: boolean;
  /** Directions that gave no verdict. */
  undecided: LineOutcome | undefined;
  incorrect: boolean;
}

/** Largest claimed derivative of the leaf and smallest length, user's units. */
function extremesOf(leaf: ComparedLeaf): { largest: number; shortest: number } {
  let largest = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < leaf.count; k++) {
    largest = Math.max(largest, Math.abs(leaf.claimOf(k)));
    shortest = Math.min(shortest, leaf.lengthOf(k));
  }
  return { largest, shortest };
}

/** The largest claim, and a coordinate drawn at random: no leaf is judged by directions alone. */
function spotChecks(leaf: ComparedLeaf, seed: number): number[] {
  return [...new Set([leaf.steepest, hash32(leaf.position, seed) % leaf.count])];
}

/**
 * Random signed directions over a whole leaf, then over blocks of it where the noise is too large to see a single wrong
 * coordinate. A direction that disagrees is halved down to the coordinates that are wrong.
 */
export function* compareDirections(
  comparison: Comparison,
  leaf: ComparedLeaf,
  required: number,
  seed: number,
  into: Measurements,
  blocksAllowed: boolean,
): Plan<DirectionFindings> {
  const { landscape } = comparison;
  const { largest, shortest } = extremesOf(leaf);
  const { norm } = leaf;
  const findings: { -readonly [K in keyof DirectionFindings]: DirectionFindings[K] } = {
    mode: 'directions',
    directions: 0,
    halvings: 0,
    single: 0,
    spread: 0,
    sampled: false,
    undecided: undefined,
    incorrect: false,
  };
  const relative = (error: number): number =>
    largest > 0 ? (SINGLE * Math.abs(leaf.toUser(0, error)) * leaf.lengthOf(0)) / shortest / largest : 0;
  // Fine enough for a single coordinate, when larger steps can give it.
  const wanted = norm > 0 ? (0.5 * required) / Math.max(relative(norm), 1e-300) : landscape.target;
  const effort = { target: Math.min(landscape.target, wanted) };

  function* compare(from: number, to: number, weights: Weights): Plan<LineOutcome> {
    const claim = leaf.range(from, to, weights);
    const outcome = yield* judge(claim, landscape, effort);
    findings.directions++;
    if (outcome.status === 'inconclusive') findings.undecided ??= outcome;
    if (outcome.status === 'incorrect') {
      findings.incorrect = true;
      const found = yield* locate(comparison, leaf, { from, to, weights }, outcome, into);
      findings.halvings += found.halvings;
      findings.sampled ||= found.sampled;
    }
    return outcome;
  }

  const directions: Weights[] = [leaf.uphill];
  for (let j = 0; j < RANDOM_DIRECTIONS; j++) directions.push(new RandomWeights(hash32(leaf.position * 64 + j, seed)));
  let error = 0;
  for (const weights of directions) {
    const outcome = yield* compare(0, leaf.count, weights);
    if (outcome.status === 'incorrect') return findings;
    // The coherent direction cannot see errors that cancel: only the random ones bound what could hide.
    if (outcome.status === 'correct' && weights !== leaf.uphill) error = Math.max(error, outcome.error);
  }
  findings.single = relative(error);
  findings.spread = norm > 0 ? (SPREAD * error) / norm : 0;
  yield* compareCoordinates(comparison, leaf, spotChecks(leaf, seed), into);
  if (findings.single <= required || findings.undecided || !blocksAllowed || norm === 0) return findings;

  const affordable = Math.min(BLOCK_SAMPLES, BLOCK_WORK / leaf.count);
  const size = Math.floor(leaf.count * (required / findings.single) ** 2 * 0.5);
  if (size < 4) {
    if (2 * leaf.count > affordable) return findings;
    return { ...findings, mode: 'every-coordinate' };
  }
  if ((2 * leaf.count) / size > affordable) return findings;
  const weights = new RandomWeights(hash32(leaf.position * 64 + 63, seed));
  let blockError = 0;
  for (let from = 0; from < leaf.count; from += size) {
    const outcome = yield* compare(from, Math.min(leaf.count, from + size), weights);
    if (outcome.status === 'correct') blockError = Math.max(blockError, outcome.error);
  }
  return { ...findings, mode: 'blocks', single: Math.min(findings.single, relative(blockError)) };
}
