import { judge } from '../compare/judge.ts';
import type { LineOutcome } from '../compare/line.ts';
import { hash32, signedComponent } from '../random.ts';
import { locate } from './bisection.ts';
import { type ComparedLeaf, type Comparison, normOf } from './comparison.ts';
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

/** The largest claim, and coordinates drawn at random: no leaf is judged by directions alone. */
function spotChecks(leaf: ComparedLeaf, seed: number): number[] {
  let top = 0;
  for (let k = 1; k < leaf.count; k++) if (Math.abs(leaf.slopeOf(k)) > Math.abs(leaf.slopeOf(top))) top = k;
  return [...new Set([top, hash32(leaf.position, seed) % leaf.count])];
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
  const norm = normOf(leaf.count, k => leaf.slopeOf(k));
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

  function* compare(from: number, to: number, component: (k: number) => number): Plan<LineOutcome> {
    const claim = leaf.range(from, to, component);
    const outcome = yield* judge(claim, landscape, effort);
    findings.directions++;
    if (outcome.status === 'inconclusive') findings.undecided ??= outcome;
    if (outcome.status === 'incorrect') {
      findings.incorrect = true;
      const found = yield* locate(comparison, leaf, { from, to, component }, outcome, into);
      findings.halvings += found.halvings;
      findings.sampled ||= found.sampled;
    }
    return outcome;
  }

  const components: ((k: number) => number)[] = [k => (leaf.slopeOf(k) < 0 ? -1 : 1)];
  for (let j = 0; j < RANDOM_DIRECTIONS; j++) {
    const directionSeed = hash32(leaf.position * 64 + j, seed);
    components.push(k => signedComponent(k, directionSeed));
  }
  let error = 0;
  for (const component of components) {
    const outcome = yield* compare(0, leaf.count, component);
    if (outcome.status === 'incorrect') return findings;
    // The coherent direction cannot see errors that cancel: only the random ones bound what could hide.
    if (outcome.status === 'correct' && component !== components[0]) error = Math.max(error, outcome.error);
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
  const blockSeed = hash32(leaf.position * 64 + 63, seed);
  let blockError = 0;
  for (let from = 0; from < leaf.count; from += size) {
    const outcome = yield* compare(from, Math.min(leaf.count, from + size), k => signedComponent(k, blockSeed));
    if (outcome.status === 'correct') blockError = Math.max(blockError, outcome.error);
  }
  return { ...findings, mode: 'blocks', single: Math.min(findings.single, relative(blockError)) };
}
