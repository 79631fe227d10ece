import type { Landscape } from '../src/compare/landscape.ts';
import { type Level, Line } from '../src/compare/line.ts';
import type { LineClaim } from '../src/compare/line-outcome.ts';
import type { Plan } from '../src/sample.ts';
import { drivePlan, unitLine } from './drive-plan.ts';

/** A function told by what its difference quotients show at each step, rather than by its values. */
export interface Script {
  /** Discrepancy of the central quotient at step t: numeric minus claimed slope. */
  readonly q?: (t: number) => number;
  /** Forward minus backward slope at step t. */
  readonly gap?: (t: number) => number;
  /** Standard deviation of a value: a central quotient at t has σ ÷ (√2 t). */
  readonly sigma?: number;
  /** Added to the value on the side of positive or of negative steps; NaN for a side that does not exist. */
  readonly besides?: (x: number) => number;
  readonly float32?: boolean;
  readonly landscape?: Partial<Landscape>;
  readonly claim?: Partial<LineClaim>;
}

export interface ScriptedLine {
  readonly line: Line;
  readonly claim: LineClaim;
  readonly landscape: Landscape;
  /** Runs a plan to its end. */
  run<T>(plan: Plan<T>): T;
  /** Takes steps 2^exponent. */
  measure(...exponents: readonly number[]): Level[];
  /** Everywhere the function was evaluated, in order. */
  readonly asked: readonly number[];
  /** Exponents of the steps that were taken, in order. */
  steps(): number[];
}

/** By default the claim is 0, its scale 1, and nothing but the noise limits what can be seen. */
export function scripted({
  q,
  gap,
  sigma = 0,
  besides,
  float32 = false,
  landscape = {},
  claim = {},
}: Script): ScriptedLine {
  const known: Landscape = {
    noise: { sigma, relative: 0, magnitude: 1, float32, slope: 1, roundingAlone: false },
    value: 0,
    allowance: 0,
    target: 1e-4,
    gradientScale: 1,
    ...landscape,
  };
  const claimed: LineClaim = {
    direction: unitLine,
    slope: 0,
    reference: 1,
    scale: claim.reference ?? 1,
    roundingReference: 1,
    smallest: -50,
    ...claim,
  };
  const asked: number[] = [];
  const f = (x: number): number => {
    const t = Math.abs(x);
    asked.push(x);
    return known.value + claimed.slope * x + x * (q?.(t) ?? 0) + (t * (gap?.(t) ?? 0)) / 2 + (besides?.(x) ?? 0);
  };
  const line = new Line(claimed, known);
  const run = <T>(plan: Plan<T>): T => drivePlan(plan, f, { slope: claimed.slope }).result;
  return {
    line,
    claim: claimed,
    landscape: known,
    run,
    measure: (...exponents) => exponents.map(e => run(line.at(e))),
    asked,
    steps: () => [...new Set(asked.map(x => Math.log2(Math.abs(x))))],
  };
}

/** A function of the step told by a table: log2 of the step → value. */
export const byExponent =
  (table: Readonly<Record<number, number>>, otherwise = 0) =>
  (t: number): number =>
    table[Math.log2(t)] ?? otherwise;

/** Noise of a value that gives a central quotient at step 2^e the noise 2^(exponent − e), exactly. */
export const sigmaFor = (exponent: number): number => Math.SQRT2 * 2 ** exponent;
