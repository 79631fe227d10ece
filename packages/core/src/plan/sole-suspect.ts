import { firstStep } from '../compare/judge.ts';
import { AGREE, LARGEST_STEP, type Landscape } from '../compare/landscape.ts';
import { isCentral, type Level, Line } from '../compare/line.ts';
import type { Plan } from '../sample.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import type { Weights } from './direction.ts';
import { compareCoordinates } from './every-coordinate.ts';
import { type Measurements, STATUS } from './measurements.ts';

/** Share of a discrepancy that is not looked for. */
export const SHARE_FOLLOWED = 0.02;
/** A place that the next measurement refutes is looked for once more, within this many times the error, unless that is everywhere. */
const WIDER = 4;
const EVERYWHERE = 0.1;
/** So few coordinates are compared one by one: wrong ones often lie side by side. */
const FEW = 3;
/** Where segments are divided whose middle is the place to be expected: neighbours on either side of a divide would cancel. */
const OFF_CENTRE = 0.25;

/** Coordinates from … to − 1. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What coordinates contribute to a discrepancy. */
export interface Segment extends Range {
  readonly q: number;
  /** Error bound of q. */
  readonly bound: number;
}

export interface Accusation {
  /** Whether coordinates were found that make up the discrepancy. */
  readonly explained: boolean;
  /** Measurements, each of which left fewer coordinates. */
  readonly steps: number;
}

/**
 * Supposes that a discrepancy comes from one coordinate, or from a few side by side, and compares those; then supposes the same of
 * what they leave of it.
 */
export function* accuse(
  comparison: Comparison,
  leaf: ComparedLeaf,
  segment: Segment,
  weights: Weights,
  into: Measurements,
): Plan<Accusation> {
  const { from, to } = segment;
  let steps = 0;
  for (;;) {
    const found = wrongIn(leaf, from, to, weights, into);
    const rest = { from, to, q: segment.q - found.q, bound: segment.bound + found.bound };
    const noticed = Math.max(SHARE_FOLLOWED * Math.abs(segment.q), rest.bound);
    if (found.count > 0 && Math.abs(rest.q) <= noticed) return { explained: true, steps };
    const place = yield* placeOf(comparison.landscape, leaf, rest, weights, into);
    steps += place.steps;
    yield* compareCoordinates(comparison, leaf, place.coordinates, into);
    if (wrongIn(leaf, from, to, weights, into).count === found.count) return { explained: false, steps };
  }
}

interface WrongOnes {
  readonly count: number;
  readonly q: number;
  readonly bound: number;
}

/** What coordinates from … to − 1 that are known to be wrong contribute along weights. */
export function wrongIn(leaf: ComparedLeaf, from: number, to: number, weights: Weights, into: Measurements): WrongOnes {
  let count = 0;
  let q = 0;
  let bound = 0;
  for (const [row, k] of into.coordinates.entries()) {
    if (into.status[row] !== STATUS.incorrect || k < from || k >= to) continue;
    count++;
    q += leaf.alongWeights(k, into.q[row]!, weights);
    bound += Math.abs(leaf.alongWeights(k, into.bound[row]!, weights));
  }
  return { count, q, bound };
}

/**
 * Weights times a grade that rises from end to end of a segment: up to −½ on the left of a divide, from ½ on the right of it, 3/2 in
 * magnitude at the end that is further away. None is near zero, so that nothing of a discrepancy means that it is not here.
 */
class GradedWeights implements Weights {
  readonly #weights: Weights;
  /** Half-way between two coordinates. */
  readonly #divide: number;
  readonly #reach: number;

  constructor(weights: Weights, from: number, to: number, share: number) {
    this.#weights = weights;
    const left = Math.max(1, Math.round(share * (to - from)));
    this.#divide = from + left - 0.5;
    this.#reach = Math.max(left, to - from - left);
  }

  fill(out: Float64Array, from: number, to: number): void {
    this.#weights.fill(out, from, to);
    for (let k = from; k < to; k++) {
      const distance = (k - this.#divide) / this.#reach;
      out[k - from] = out[k - from]! * (distance < 0 ? distance - 0.5 : distance + 0.5);
    }
  }

  /** The places within a range whose grade may be this one; the two beside it when it lies between them. */
  placesOf(grade: number, error: number, { from, to }: Range): Range {
    const side = Math.sign(grade);
    const distance = Math.abs(grade) - 0.5;
    const ends = [Math.max(0, distance - error), Math.max(0, distance + error)];
    const [low, high] = ends.map(end => this.#divide + side * this.#reach * end).sort((a, b) => a - b) as [
      number,
      number,
    ];
    const [first, last] = [Math.ceil(low), Math.floor(high)].sort((a, b) => a - b) as [number, number];
    return { from: Math.max(from, first), to: Math.min(to, last + 1) };
  }
}

/** log2 of how much longer a step should be for noise and truncation to balance. */
function lengthening({ noise }: Level, truncation: number): number {
  return Math.max(0, Math.round(Math.log2((AGREE * noise) / truncation) / 3));
}

interface Place {
  /** Empty when the discrepancy does not come from one place. */
  readonly coordinates: readonly number[];
  readonly steps: number;
}

/**
 * Asks where a discrepancy lies rather than in which half: along weights with a grade that rises from end to end it is multiplied by
 * the grade of its place. What one measurement leaves open is measured again. A grade that no place has means that the discrepancy
 * is in many places, or not here.
 */
function* placeOf(
  landscape: Landscape,
  leaf: ComparedLeaf,
  { q, bound, ...segment }: Segment,
  weights: Weights,
  into: Measurements,
): Plan<Place> {
  let { from, to } = segment;
  let longer = 0;
  let steps = 0;
  let wider: Range | undefined;
  while (to - from > FEW) {
    const graded = new GradedWeights(weights, from, to, steps === 0 ? 0.5 : OFF_CENTRE);
    const claim = leaf.range(from, to, graded);
    const line = new Line(claim, landscape);
    const exponent = Math.min(LARGEST_STEP, firstStep(claim, landscape) + longer);
    const level = yield* line.at(exponent);
    steps++;
    if (!isCentral(level)) return { coordinates: [], steps };
    // Not what the second derivative warns of: a place that was guessed too boldly is refuted by what follows.
    const truncation = line.truncationAt({ t: level.t, q: level.q, noise: level.noise });
    const lengthened = exponent < LARGEST_STEP ? lengthening(level, truncation) : 0;
    longer += lengthened;
    const found = wrongIn(leaf, from, to, graded, into);
    const grade = (level.q - found.q) / q;
    const error = (AGREE * level.noise + truncation + found.bound + Math.abs(grade) * bound) / Math.abs(q);
    // Too noisy to tell the halves apart: once more, where a longer step is less so.
    if (error >= 0.5 && lengthened > 0) continue;
    const refuted = error >= 0.5 || Math.abs(Math.abs(grade) - 1) > 0.5 + error;
    const within = { from, to };
    const next = refuted ? wider : graded.placesOf(grade, error, within);
    if (!next || next.from >= next.to) return { coordinates: [], steps };
    wider = refuted || WIDER * error > EVERYWHERE ? undefined : graded.placesOf(grade, WIDER * error, within);
    ({ from, to } = next);
  }
  return { coordinates: Array.from({ length: to - from }, (_, k) => from + k), steps };
}
