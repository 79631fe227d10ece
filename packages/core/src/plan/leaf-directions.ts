import { type Effort, judgeLine } from '../compare/judge.ts';
import { Line } from '../compare/line.ts';
import type { LineClaim, LineOutcome } from '../compare/line-outcome.ts';
import { refine } from '../compare/refine.ts';
import { hash32 } from '../random.ts';
import type { Plan } from '../sample.ts';
import { locate } from './bisection.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import { RandomWeights, type Weights } from './direction.ts';
import type { DirectionFindings } from './direction-findings.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';
import { NOTHING_NOTICED, type Resolution } from './resolution.ts';

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

/** A direction, and what came of it. */
export interface Compared {
  readonly claim: LineClaim;
  readonly outcome: LineOutcome;
}

/** Directions over one leaf or a part of it, and what they found. */
export class LeafDirections {
  readonly leaf: ComparedLeaf;
  readonly into: Measurements;
  readonly required: number;
  readonly scales: ReturnType<ComparedLeaf['directionScales']>;
  readonly findings: { -readonly [K in keyof DirectionFindings]: DirectionFindings[K] } = {
    mode: 'directions',
    directions: 0,
    halvings: 0,
    ...NOTHING_NOTICED,
    wrongShare: undefined,
    undecided: undefined,
    incorrect: false,
  };
  readonly #comparison: Comparison;
  readonly #seed: number;
  readonly #effort: Effort;
  /** Random directions that agree. */
  readonly #random: Compared[] = [];

  constructor(comparison: Comparison, leaf: ComparedLeaf, required: number, seed: number, into: Measurements) {
    const { target } = comparison.landscape;
    this.#comparison = comparison;
    this.leaf = leaf;
    this.required = required;
    this.#seed = seed;
    this.into = into;
    this.scales = leaf.directionScales();
    const { norm } = this.scales;
    // Fine enough for a single coordinate, when larger steps can give it.
    const wanted = norm > 0 ? (0.5 * required) / Math.max(this.provedBy(norm).single, 1e-300) : target;
    this.#effort = { target: Math.min(target, wanted), proved: true };
  }

  /** The coherent direction and random ones, until one of them disagrees; some coordinates one by one. */
  *compareLeaf(): Plan<void> {
    for (let j = -1; j < RANDOM_DIRECTIONS; j++) {
      const compared = yield* this.compare(0, this.leaf.count, j < 0 ? this.leaf.uphill : this.weights(j));
      const { status, bound } = compared.outcome;
      if (status === 'incorrect') {
        // Beside a few wrong ones, what they are wrong in relation to.
        if (this.findings.wrongShare === undefined) yield* this.#compareSpots();
        Object.assign(this.findings, this.provedBy(bound));
        return;
      }
      // Others would meet the same kinks.
      if (this.findings.undecided?.reason === 'kink') break;
      // The coherent direction cannot see errors that cancel: only the random ones bound what could hide.
      if (status === 'correct' && j >= 0) this.#random.push(compared);
    }
    yield* this.#compareSpots();
    this.#prove();
  }

  /** The same directions with many steps, while that helps. */
  *refineLeaf(): Plan<void> {
    for (const [j, compared] of this.#random.entries()) {
      this.#random[j] = yield* this.refine(compared);
      if (this.#random[j].outcome.error > SHARPER * compared.outcome.error) break;
    }
    this.#prove();
  }

  /** Coordinates from … to − 1 together; down to those that are wrong, where they disagree. */
  *compare(from: number, to: number, weights: Weights): Plan<Compared> {
    const { findings, leaf } = this;
    const claim = leaf.range(from, to, weights);
    const line = new Line(claim, this.#comparison.landscape);
    const outcome = yield* judgeLine(line, this.#effort);
    findings.directions++;
    if (outcome.status === 'inconclusive') findings.undecided ??= outcome;
    if (outcome.status !== 'incorrect') return { claim, outcome };
    const found = yield* locate(this.#comparison, leaf, { line, from, to, weights }, outcome, this.into);
    findings.halvings += found.halvings;
    findings.wrongShare ??= found.wrongShare;
    if (found.outcome.status !== 'incorrect') return { claim, outcome: found.outcome };
    if (this.#meetsKinksAlone(from, to)) {
      findings.undecided = { ...outcome, status: 'inconclusive', reason: 'kink' };
      return { claim, outcome: findings.undecided };
    }
    findings.incorrect = true;
    return { claim, outcome: found.outcome };
  }

  /**
   * Coordinates were looked at, none is wrong, and some are at kinks: there each claim may lie between its one-sided slopes while
   * the slope along a direction, which goes up some of the kinks and down others, is another one.
   */
  #meetsKinksAlone(from: number, to: number): boolean {
    const { coordinates, kinks, status } = this.into;
    const isWithin = (k: number): boolean => k >= from && k < to;
    const isWrong = (k: number, row: number): boolean => isWithin(k) && status[row] === STATUS.incorrect;
    return [...kinks.keys()].some(isWithin) && !coordinates.some(isWrong);
  }

  /** The same direction with many steps. */
  *refine({ claim, outcome }: Compared): Plan<Compared> {
    return { claim, outcome: yield* refine(claim, this.#comparison.landscape, outcome) };
  }

  /** Random ones, others for every j. */
  weights(j: number): Weights {
    return new RandomWeights(hash32(this.leaf.position * 64 + j, this.#seed));
  }

  /** An error of this size along a direction would have been called one: beyond what the claim's own rounding excuses. */
  noticed({ claim, outcome }: Compared): number {
    return outcome.error + EXCUSED * this.#comparison.landscape.allowance * claim.roundingReference;
  }

  /** Errors that would have been noticed, where one of this size would have been along each of `parts` directions that make up the leaf. */
  provedBy(error: number, parts = 1): Resolution {
    const { norm, shortest, largest } = this.scales;
    if (!(norm > 0)) return { ...NOTHING_NOTICED, natural: error / this.#comparison.landscape.gradientScale };
    const spread = (SPREAD * error * Math.sqrt(parts)) / norm;
    return { single: (SINGLE * error) / shortest / largest, spread, natural: spread };
  }

  isProved(): boolean {
    return Math.max(this.findings.single, this.findings.spread) <= this.required;
  }

  #prove(): void {
    // Where one of them gave no verdict they prove nothing.
    if (this.#random.length < RANDOM_DIRECTIONS) return;
    const largest = Math.max(...this.#random.map(compared => this.noticed(compared)));
    Object.assign(this.findings, this.provedBy(largest));
  }

  /** The largest claim, and a coordinate drawn at random: no leaf is judged by directions alone. */
  *#compareSpots(): Plan<void> {
    const { leaf, into } = this;
    const spots = new Set([leaf.steepest, hash32(leaf.position, this.#seed) % leaf.count]);
    yield* compareCoordinates(this.#comparison, leaf, [...spots], into);
  }
}
