import { noiseOf } from '../claim/claim-result.ts';
import { type Effect, settle } from '../effect.ts';
import { Lengths } from '../estimate/lengths.ts';
import type { FloatArray, Point } from '../parameters/types.ts';
import { attempted } from '../probe/attempted.ts';
import type { Probe } from '../probe/probe.ts';
import { signedComponent } from '../random.ts';
import type { WorstOfLeaf } from '../result/worst-of-leaf.ts';

/** What calls elsewhere tell of a wrong derivative that the numbers at the point do not explain. */
export interface Elsewhere {
  /** Paths whose derivative is the same at another point, where the slope of the function is another. */
  readonly stale: readonly string[];
  /** Paths that the derivative writes to and is right for afterwards. */
  readonly overwritten: readonly string[];
  /** By path: the claim that the adjoint of the user's product would be. */
  readonly adjoints: ReadonlyMap<string, FloatArray>;
}

const NOTHING: Elsewhere = { stale: [], overwritten: [], adjoints: new Map() };

/** The other point, in natural lengths from this one. */
const FAR = 0.25;
/** Half the distance between the two values of a slope, in natural lengths. */
const STEP = 1e-3;
/** Relative difference of two slopes that are measured like this. */
const SLOPES_DIFFER = 1e-3;
/** Standard deviations of one value. */
const NOISE = 16;

/** At most eight value calls. A function that throws elsewhere tells nothing. */
export function* secondLook<P>(point: Point<P>, worst: readonly WorstOfLeaf<P>[], seed: number): Effect<Elsewhere> {
  const wrong = worst.filter(({ result }) => result.verdict === 'incorrect' && result.measurements.size > 0);
  const [first] = wrong;
  if (!first) return NOTHING;
  const same = wrong.filter(({ claim }) => claim === first.claim);
  const look = new Look(point, first, same, seed);
  return {
    adjoints: (yield* attempted(look.adjoints())) ?? new Map(),
    overwritten: (yield* attempted(look.overwritten())) ?? [],
    stale: (yield* attempted(look.stale())) ?? [],
  };
}

/** The same to the last bit. */
const isSame = (a: FloatArray, b: FloatArray): boolean => a.every((x, i) => Object.is(x, b[i]));

const negated = (values: FloatArray, i: number): number => -values[i]!;
const reversed = (values: FloatArray, i: number): number => values[values.length - 1 - i]!;

/** Which entries move: leaves by position (all), and one random half of their entries or the other (both). */
interface Entries {
  readonly positions?: readonly number[];
  readonly half?: boolean;
}

class Look<P> {
  readonly #point: Point<P>;
  readonly #probe: Probe<P>;
  readonly #worst: WorstOfLeaf<P>;
  /** Leaves that are wrong in the same claim. */
  readonly #wrong: readonly WorstOfLeaf<P>[];
  readonly #lengths: Lengths;
  readonly #noise: number;
  readonly #seed: number;

  constructor(point: Point<P>, worst: WorstOfLeaf<P>, wrong: readonly WorstOfLeaf<P>[], seed: number) {
    this.#point = point;
    this.#worst = worst;
    this.#wrong = wrong;
    this.#probe = worst.claim.probe;
    this.#lengths = new Lengths(point.leaves);
    this.#noise = NOISE * noiseOf(worst.claim);
    this.#seed = seed;
  }

  *adjoints(): Effect<Map<string, FloatArray>> {
    const { claim } = this.#worst.claim;
    if (!claim.adjoint) return new Map();
    const workspace = this.#point.workspace();
    const tree = workspace.tree(true);
    const found = yield* settle(claim.adjoint(tree));
    workspace.release(tree);
    return new Map(this.#wrong.map(({ leaf, result }) => [leaf.path, found[result.leaf.position]!]));
  }

  /**
   * Only half of the entries move, and the slope is taken along the others: where it changes, a right formula has the moved ones
   * in it. That of a sum of f(xᵢ) without f′ is constant too, but not stale.
   */
  *stale(): Effect<string[]> {
    const other = this.#moved(this.#values(), FAR, this.#seed, { half: true });
    const { derivative } = yield* this.#probe.derivativeOf(other);
    const claimed = this.#worst.claim.behaviour.claimed;
    const nearby = this.#wrong.filter(({ result: { leaf, measurements } }) => {
      // The derivative of a tie is constant on either side of it.
      if (measurements.kinks.size > 0) return false;
      const here = claimed[leaf.position]!;
      return here.some(x => x !== 0) && isSame(here, derivative[leaf.position]!);
    });
    if (nearby.length === 0) return [];
    // That of a choice (a maximum, a margin) changes where the order or the signs of the entries do.
    let same = nearby;
    for (const elsewhere of [negated, reversed]) {
      const { derivative: there } = yield* this.#probe.derivativeOf(this.#mapped(elsewhere));
      same = same.filter(({ result: { leaf } }) => isSame(claimed[leaf.position]!, there[leaf.position]!));
      if (same.length === 0) return [];
    }
    const positions = same.map(({ result }) => result.leaf.position);
    const along = { positions, half: false };
    const here = yield* this.#slope(this.#values(), this.#seed + 1, along);
    const there = yield* this.#slope(other, this.#seed + 1, along);
    const changes = Math.abs(here - there) > SLOPES_DIFFER * Math.max(Math.abs(here), Math.abs(there)) + this.#noise;
    return changes ? same.map(({ leaf }) => leaf.path) : [];
  }

  *overwritten(): Effect<string[]> {
    if (this.#probe.mutated.size === 0) return [];
    const { derivative, left } = yield* this.#probe.derivativeOf(this.#values());
    const leaves = this.#point.leaves.filter((leaf, k) => leaf.values.some((x, i) => x !== left[k]![i]));
    if (leaves.length === 0) return [];
    const positions = this.#wrong.map(({ result }) => result.leaf.position);
    for (const seed of [this.#seed + 2, this.#seed + 3]) {
      const measured = yield* this.#slope(left, seed, { positions });
      const moved = this.#moved(left, STEP, seed, { positions });
      let claimed = 0;
      let squares = 0;
      for (const k of positions) {
        for (let i = 0; i < left[k]!.length; i++) {
          const term = derivative[k]![i]! * (moved[k]![i]! - left[k]![i]!);
          claimed += term;
          squares += term * term;
        }
      }
      if (!(Math.abs(claimed - measured) <= SLOPES_DIFFER * Math.sqrt(squares) + this.#noise)) return [];
    }
    return leaves.map(({ path }) => path);
  }

  #values(): FloatArray[] {
    return this.#point.leaves.map(({ values }) => values);
  }

  /** Free entries replaced by others, as far as bounds allow; constrained ones stay. */
  #mapped(entryOf: (values: FloatArray, i: number) => number): FloatArray[] {
    return this.#point.leaves.map(leaf => {
      if (leaf.tangents) return leaf.values;
      return leaf.values.map((_, i) =>
        leaf.round(Math.min(leaf.upper, Math.max(leaf.lower, entryOf(leaf.values, i)))),
      ) as FloatArray;
    });
  }

  /** Free entries moved by natural lengths times `far`, each up or down; constrained ones stay. */
  #moved(from: readonly FloatArray[], far: number, seed: number, { positions, half }: Entries): FloatArray[] {
    return from.map((values, k) => {
      const leaf = this.#point.leaves[k]!;
      if (leaf.tangents || (positions && !positions.includes(k))) return values;
      return values.map((x, i) => {
        if (half !== undefined && half !== signedComponent(i, this.#seed + 31 * k) > 0) return x;
        const moved = x + far * this.#lengths.at(k, i) * signedComponent(i, seed + 17 * k);
        return leaf.round(Math.min(leaf.upper, Math.max(leaf.lower, moved)));
      }) as FloatArray;
    });
  }

  /** Half the change of the value between the two ends of a short random line through a point. */
  *#slope(at: readonly FloatArray[], seed: number, entries: Entries): Effect<number> {
    const above = yield* this.#probe.valueOf(this.#moved(at, STEP, seed, entries));
    const below = yield* this.#probe.valueOf(this.#moved(at, -STEP, seed, entries));
    return (above - below) / 2;
  }
}
