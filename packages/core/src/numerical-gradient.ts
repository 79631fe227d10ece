import { calledFrom } from './called-from.ts';
import { confirmBatch } from './claim/confirm-batch.ts';
import type { Landscape } from './compare/landscape.ts';
import { measureSlope } from './compare/measure.ts';
import { drive, type Effect } from './effect.ts';
import { misuse } from './errors.ts';
import { Lengths } from './estimate/lengths.ts';
import { measureNoise } from './estimate/noise.ts';
import { now } from './now.ts';
import { type CheckOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { leastNormGradient } from './parameters/least-norm.ts';
import { readPoint } from './parameters/point.ts';
import type { Leaf, Point } from './parameters/types.ts';
import { ComparedLeaf, noiseLine, unitsOf } from './plan/comparison.ts';
import { BudgetSpent, LateMutation } from './probe/interruption.ts';
import { Probe } from './probe/probe.ts';
import { probeOptions } from './probe-options.ts';
import { progressReport } from './progress.ts';
import { uniformStream } from './random.ts';
import { lockstep } from './sample.ts';
import { batchOf } from './subject/batch.ts';
import type { Differentiable } from './subject/differentiable.ts';
import { asScalar, scalarClaim } from './subject/scalar-claim.ts';

interface NumericalGradient<P> {
  /** Same structure as the point; NaN where there is no derivative to be had, and for what `wrt` leaves out. */
  readonly gradient: P;
  /** Bound on the error of each entry, same structure and units; Infinity where there is none. */
  readonly errorBound: P;
}

/** A scalar function; with the adapters of its tensors where it has any. */
type Measured<P, R> = ((point: P) => R) | { value(point: P): R; readonly adapters?: Differentiable['adapters'] };

/** A promise if the function returns one, else the gradient itself. */
type GradientOf<P, R> = R extends PromiseLike<unknown> ? Promise<NumericalGradient<P>> : NumericalGradient<P>;

/** Steps at which a slope is measured: each takes the two samples that a claim takes in all. */
const STEPS = 4;

/** Coordinates measured together. */
const BATCH = 64;

/**
 * Gradient of a function by differences, with a bound on the error of every entry: central differences at steps from the
 * measured noise, extrapolated to zero step. Of a parameter with `structure`, the gradient is itself something that can vary.
 * @param value - a scalar function, or a subject that has one; may return a promise, then so does this
 * @param options - `at` is required; `coverage`, `requiredResolution`, `accept`, `kinks`, `order`, `evidence` and `shard`, which
 *   concern the comparison with a claim, are not read
 * @throws GradcheckError for misuse
 * @see C. J. F. Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Softw. 4 (1982)
 */
export function numericalGradient<P, R>(value: Measured<P, R>, options: CheckOptions<P>): GradientOf<P, R> {
  return calledFrom(numericalGradient, () => drive(measure(value, resolveOptions(options)))) as GradientOf<P, R>;
}

function* measure<P>(measured: Measured<P, unknown>, options: ResolvedOptions<P>): Effect<NumericalGradient<P>> {
  const { value, adapters = [] } = typeof measured === 'function' ? { value: measured } : (measured ?? {});
  if (typeof value !== 'function') {
    throw misuse('ERR_SUBJECT', {
      what: 'there is no function to differentiate',
      advice: ['Call numericalGradient(value, { at }), value being a function of the point.'],
    });
  }
  const point = readPoint(options.at, options, adapters);
  const claim = {
    ...scalarClaim(value, adapters),
    ...batchOf(options, adapters, output => asScalar(output, 'value()', adapters)),
  };
  const counter = { valueCalls: 0, derivativeCalls: 0 };
  const limits = probeOptions(options, progressReport(point, { ...options, coverage: 'every-coordinate' }, STEPS, now));
  try {
    return yield* measureEach(point, new Probe(point, claim, limits, counter), options);
  } catch (error) {
    if (!(error instanceof LateMutation)) throw error;
    return yield* measureEach(point, new Probe(point, claim, limits, counter, error.paths), options);
  }
}

/** Slopes and their bounds, one array per leaf and one entry per degree of freedom. */
interface Slopes {
  readonly slope: Float64Array;
  readonly bound: Float64Array;
}

function* measureEach<P>(point: Point<P>, probe: Probe<P>, options: ResolvedOptions<P>): Effect<NumericalGradient<P>> {
  const zeros = point.leaves.map(leaf => new Float32Array(leaf.size));
  probe.calibrate(1, zeros);
  const lengths = new Lengths(point.leaves);
  const leaves = point.leaves.map((leaf, position) => new ComparedLeaf(leaf, position, zeros[position]!, 1, lengths));
  const found = leaves.map(
    ({ count }): Slopes => ({
      slope: new Float64Array(count).fill(Number.NaN),
      bound: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    }),
  );
  const checked = leaves.filter(({ leaf }) => leaf.checked);
  try {
    const landscape = yield* survey(checked, unitsOf(point.leaves, 1), probe, options);
    for (const leaf of checked) yield* measureLeaf(leaf, landscape, probe, found[leaf.position]!);
  } catch (error) {
    // What the budget did not reach stays unknown.
    if (!(error instanceof BudgetSpent)) throw error;
  }
  const entries = leaves.map(({ leaf }, k) => entriesOf(leaf, found[k]!));
  return {
    gradient: built(point, entries, 'gradient'),
    errorBound: built(point, entries, 'bound'),
  };
}

/** Noise and scale of the function near the point. */
function* survey<P>(
  leaves: readonly ComparedLeaf[],
  units: readonly [one: number, largest: number],
  probe: Probe<P>,
  { seed, valueBatch }: ResolvedOptions<P>,
): Effect<Landscape> {
  const values = [yield* probe.valueAtPoint(), yield* probe.valueAtPoint()];
  const line = { ...noiseLine(leaves, seed), units };
  if (valueBatch) yield* probe.aside(confirmBatch(probe, line, values));
  const noise = yield* probe.run(measureNoise(values, line, uniformStream(seed)));
  const gradientScale = noise.slope || noise.magnitude || 1;
  return { noise, value: values[0]!, allowance: 0, target: 0, gradientScale };
}

function* measureLeaf<P>(leaf: ComparedLeaf, landscape: Landscape, probe: Probe<P>, into: Slopes): Effect<void> {
  for (let from = 0; from < leaf.count; from += BATCH) {
    const coordinates = Array.from({ length: Math.min(BATCH, leaf.count - from) }, (_, k) => from + k);
    const outcomes = yield* probe.run(lockstep(coordinates.map(k => measureSlope(leaf.coordinate(k), landscape))));
    for (const [j, k] of coordinates.entries()) {
      const outcome = outcomes[j]!;
      if (outcome.status === 'inconclusive') continue;
      into.slope[k] = leaf.toUser(k, outcome.q);
      into.bound[k] = leaf.toUser(k, outcome.error);
    }
  }
}

interface Entries {
  readonly gradient: ArrayLike<number>;
  readonly bound: ArrayLike<number>;
}

function entriesOf({ size, tangents }: Leaf, found: Slopes): Entries {
  if (!tangents) return { gradient: found.slope, bound: found.bound };
  return leastNormGradient(size, tangents, found.slope, found.bound);
}

function built<P>(point: Point<P>, entries: readonly Entries[], what: keyof Entries): P {
  const workspace = point.workspace();
  for (const [k, data] of workspace.data.entries()) data.set(entries[k]![what]);
  return workspace.tree(true);
}
