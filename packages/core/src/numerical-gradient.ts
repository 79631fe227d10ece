import type { Landscape } from './compare/landscape.ts';
import type { LineOutcome } from './compare/line.ts';
import { measureSlope } from './compare/measure.ts';
import { drive, type Effect } from './effect.ts';
import { Lengths } from './estimate/lengths.ts';
import { measureNoise } from './estimate/noise.ts';
import { type CheckOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { readPoint } from './parameters/point.ts';
import { ComparedLeaf } from './plan/comparison.ts';
import { alongRange, directionOf, RandomWeights } from './plan/direction.ts';
import { lockstep } from './plan/sample.ts';
import { Probe } from './probe/probe.ts';
import { uniformStream } from './random.ts';
import { scalarClaim } from './subject/scalar-claim.ts';

export interface NumericalGradient<P> {
  /** Same structure as the point; NaN where there is no derivative to be had. */
  readonly gradient: P;
  /** Bound on the error of each entry, same structure and units; Infinity where there is none. */
  readonly errorBound: P;
}

/** Coordinates measured together. */
const BATCH = 64;

/**
 * Gradient of a function by differences, with a bound on the error of every entry: central differences at steps from the
 * measured noise, extrapolated to zero step.
 * @param value - a scalar function; may return a promise, then so does this
 * @throws GradcheckError for misuse
 * @see C. J. F. Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Softw. 4 (1982)
 */
export function numericalGradient<P, R extends number | PromiseLike<number>>(
  value: (point: P) => R,
  options: CheckOptions<P>,
): R extends PromiseLike<number> ? Promise<NumericalGradient<P>> : NumericalGradient<P> {
  return drive(measure(value, resolveOptions(options))) as R extends PromiseLike<number>
    ? Promise<NumericalGradient<P>>
    : NumericalGradient<P>;
}

function* measure<P>(
  value: (point: P) => number | PromiseLike<number>,
  options: ResolvedOptions<P>,
): Effect<NumericalGradient<P>> {
  const point = readPoint(options.at, options);
  const { concurrency, maxEvaluations, signal } = options;
  const limits = { concurrency, maxEvaluations, signal, onCalls: undefined };
  const probe = new Probe(point, scalarClaim(value), limits, { valueCalls: 0, derivativeCalls: 0 }, false);
  const zeros = point.leaves.map(leaf => new Float32Array(leaf.size));
  probe.claimed = zeros;
  const values = [yield* probe.valueAtPoint(), yield* probe.valueAtPoint()];
  const lengths = new Lengths(point.leaves);
  const leaves = point.leaves.map((leaf, position) => new ComparedLeaf(leaf, position, zeros[position]!, 1, lengths));
  const line = directionOf(
    leaves.map(({ leaf, position: p, count }) =>
      alongRange(leaf, p, 0, count, new RandomWeights(options.seed + 17 * p), lengths),
    ),
  );
  const noise = yield* probe.run(measureNoise(values, line, uniformStream(options.seed)));
  const landscape: Landscape = {
    noise,
    value: values[0]!,
    allowance: 0,
    target: 0,
    gradientScale: noise.slope || noise.magnitude || 1,
  };
  const slopes = point.workspace();
  const bounds = point.workspace();
  for (const leaf of leaves) {
    for (let from = 0; from < leaf.count; from += BATCH) {
      const coordinates = Array.from({ length: Math.min(BATCH, leaf.count - from) }, (_, k) => from + k);
      const plans = coordinates.map(k => measureSlope(leaf.coordinate(k), landscape));
      const outcomes: LineOutcome[] = yield* probe.run(lockstep(plans));
      for (const [j, k] of coordinates.entries()) {
        const outcome = outcomes[j]!;
        const undecided = outcome.status === 'inconclusive';
        for (const entry of leaf.leaf.tangents?.[k]?.indices ?? [k]) {
          slopes.data[leaf.position]![entry] = undecided ? Number.NaN : leaf.toUser(k, outcome.q);
          bounds.data[leaf.position]![entry] = undecided ? Number.POSITIVE_INFINITY : leaf.toUser(k, outcome.error);
        }
      }
    }
    slopes.touch(leaf.position);
    bounds.touch(leaf.position);
  }
  return { gradient: slopes.tree(true), errorBound: bounds.tree(true) };
}
