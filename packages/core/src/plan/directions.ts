import { judgeLine } from '../compare/judge.ts';
import { Line, type LineClaim, type LineOutcome } from '../compare/line.ts';
import { refine } from '../compare/refine.ts';
import { hash32 } from '../random.ts';
import { locate } from './bisection.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { RandomWeights, type Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';
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
/** Multiple of the claim's rounding that a rejection exceeds. */
const EXCUSED = 3;
/** A direction measured with many steps must be this much sharper for the others to follow. */
const SHARPER = 0.7;
/** Entries that blocks of one leaf may move in all before their resolution is stated instead of improved. */
const BLOCK_WORK = 4e8;
const BLOCK_SAMPLES = 20_000;
/** Samples of a direction measured with many steps. */
const REFINED_SAMPLES = 60;
/** Wrong coordinates after which no more blocks are compared. */
const ENOUGH = 32;
/** Blocks smaller than this are no cheaper than their coordinates. */
const SMALLEST_BLOCK = 4;

export interface DirectionFindings {
  readonly mode: 'directions' | 'blocks' | 'every-coordinate';
  readonly directions: number;
  readonly halvings: number;
  /** Relative error of one coordinate (to the largest of the leaf), or of the whole leaf, that would have been noticed. */
  readonly single: number;
  readonly spread: number;
  /** What a verdict rests on: `spread`, or where nothing is claimed, the share of what the function changes at all. */
  readonly natural: number;
  /** Share of wrong coordinates in a stratified sample, when they were too many to find them all. */
  readonly wrongShare: number | undefined;
  /** Directions that gave no verdict. */
  readonly undecided: LineOutcome | undefined;
  readonly incorrect: boolean;
}

/** A direction, and what came of it. */
interface Compared {
  readonly claim: LineClaim;
  readonly outcome: LineOutcome;
}

/** The largest claim, and a coordinate drawn at random: no leaf is judged by directions alone. */
function spotChecks(leaf: ComparedLeaf, seed: number): number[] {
  return [...new Set([leaf.steepest, hash32(leaf.position, seed) % leaf.count])];
}

/**
 * Random signed directions over a whole leaf. Where the noise hides a single wrong coordinate in them they are measured with
 * many steps, and where that is not enough the leaf is divided into blocks. A direction that disagrees is halved down to the
 * coordinates that are wrong.
 * @param required - relative error of a single coordinate that should be noticed
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
  const { norm, shortest, largest } = leaf.directionScales();
  const findings: { -readonly [K in keyof DirectionFindings]: DirectionFindings[K] } = {
    mode: 'directions',
    directions: 0,
    halvings: 0,
    single: Number.POSITIVE_INFINITY,
    spread: Number.POSITIVE_INFINITY,
    natural: Number.POSITIVE_INFINITY,
    wrongShare: undefined,
    undecided: undefined,
    incorrect: false,
  };
  const affordable = Math.min(BLOCK_SAMPLES, BLOCK_WORK / leaf.count);
  const singleOf = (error: number): number => (SINGLE * error) / shortest / largest;
  /** Of an error bound that each of `parts` disjoint directions has. */
  const spreadOf = (error: number, parts: number): number => (SPREAD * error * Math.sqrt(parts)) / norm;
  /** An error of this size along a direction would have been called one: beyond what the claim's own rounding excuses. */
  const noticed = ({ claim, outcome }: Compared): number =>
    outcome.error + EXCUSED * landscape.allowance * claim.roundingReference;
  // Fine enough for a single coordinate, when larger steps can give it.
  const wanted = norm > 0 ? (0.5 * required) / Math.max(singleOf(norm), 1e-300) : landscape.target;
  const effort = { target: Math.min(landscape.target, wanted), proved: true };

  const largestOf = (directions: readonly Compared[]): number => Math.max(0, ...directions.map(noticed));
  function prove(error: number): void {
    findings.single = norm > 0 ? singleOf(error) : Number.POSITIVE_INFINITY;
    findings.spread = norm > 0 ? spreadOf(error, 1) : Number.POSITIVE_INFINITY;
    findings.natural = norm > 0 ? findings.spread : error / landscape.gradientScale;
  }

  function* compare(from: number, to: number, weights: Weights): Plan<Compared> {
    const claim = leaf.range(from, to, weights);
    const line = new Line(claim, landscape);
    const outcome = yield* judgeLine(line, effort);
    findings.directions++;
    if (outcome.status === 'inconclusive') findings.undecided ??= outcome;
    if (outcome.status !== 'incorrect') return { claim, outcome };
    const found = yield* locate(comparison, leaf, { line, from, to, weights }, outcome, into);
    findings.halvings += found.halvings;
    findings.wrongShare ??= found.wrongShare;
    if (found.outcome.status === 'incorrect') findings.incorrect = true;
    return { claim, outcome: found.outcome };
  }

  function* compareSpots(): Plan<void> {
    const open = spotChecks(leaf, seed).filter(k => into.rowOf(k) === undefined);
    yield* compareCoordinates(comparison, leaf, open, into);
  }

  const random: Compared[] = [];
  for (let j = -1; j < RANDOM_DIRECTIONS; j++) {
    const weights = j < 0 ? leaf.uphill : new RandomWeights(hash32(leaf.position * 64 + j, seed));
    const compared = yield* compare(0, leaf.count, weights);
    if (compared.outcome.status === 'incorrect') {
      // Beside a few wrong ones, what they are wrong in relation to.
      if (findings.wrongShare === undefined) yield* compareSpots();
      prove(compared.outcome.bound);
      return findings;
    }
    // The coherent direction cannot see errors that cancel: only the random ones bound what could hide.
    if (compared.outcome.status === 'correct' && j >= 0) random.push(compared);
  }
  yield* compareSpots();
  prove(largestOf(random));
  const proved = (): boolean => Math.max(findings.single, findings.spread) <= required;
  if (proved() && !findings.undecided) return findings;
  // Lines across many kinks or steps say less than coordinates do.
  if (findings.undecided) return blocksAllowed ? coordinatesInstead() : findings;
  if (norm === 0) return findings;

  for (const [j, { claim, outcome }] of random.entries()) {
    const refined = yield* refine(claim, landscape, outcome);
    random[j] = { claim, outcome: refined };
    if (refined.error > SHARPER * outcome.error) break;
  }
  prove(largestOf(random));
  if (proved() || !blocksAllowed) return findings;
  return yield* compareBlocks();

  function* compareBlocks(): Plan<DirectionFindings> {
    const weights = new RandomWeights(hash32(leaf.position * 64 + 63, seed));
    function* compareBlock(from: number, size: number): Plan<number> {
      const { claim, outcome } = yield* compare(from, Math.min(leaf.count, from + size), weights);
      const error = noticed({ claim, outcome });
      if (outcome.status !== 'correct' || singleOf(error) <= required) return error;
      return noticed({ claim, outcome: yield* refine(claim, landscape, outcome) });
    }
    // Smaller blocks bend less, so that larger steps can be taken: the first one shows whether that is so.
    let size = leaf.count;
    let worst = Math.max(findings.single, findings.spread);
    let error = Number.POSITIVE_INFINITY;
    while (worst > required) {
      size = Math.floor(size * Math.min(0.5, 0.5 * (required / worst) ** 2));
      if (size < SMALLEST_BLOCK || (leaf.count / size) * REFINED_SAMPLES > affordable) return coordinatesInstead();
      error = yield* compareBlock(0, size);
      if (findings.incorrect) return findings;
      if (findings.undecided) return coordinatesInstead();
      worst = Math.max(singleOf(error), spreadOf(error, leaf.count / size));
    }
    for (let from = size; from < leaf.count && !findings.undecided; from += size) {
      error = Math.max(error, yield* compareBlock(from, size));
      // Wrong ones in block after block: those found so far will do.
      if (into.count(STATUS.incorrect) >= ENOUGH) return { ...findings, mode: 'blocks' };
    }
    if (findings.undecided) return coordinatesInstead();
    const single = Math.min(findings.single, singleOf(error));
    const spread = Math.min(findings.spread, spreadOf(error, leaf.count / size));
    return { ...findings, mode: 'blocks', single, spread, natural: spread };
  }

  /** One by one, where that proves more: what a coordinate showed by itself tells. */
  function coordinatesInstead(): DirectionFindings {
    if (2 * leaf.count > affordable) return findings;
    const sharper = into.coordinates.every((k, row) => into.error[row]! / leaf.lengthOf(k) / largest <= required);
    const needed = sharper || findings.spread > required || findings.undecided !== undefined;
    return needed ? { ...findings, mode: 'every-coordinate' } : findings;
  }
}
