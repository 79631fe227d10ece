import type { Draw } from './draw.ts';
import type { Vector } from './operation.ts';
import { evaluate, type Program } from './program.ts';

const SCALES = 14;
const SAMPLES = 12;

/** Standard deviation of the program's rounding at a distance from the point, against the same program in float64. */
function roundingAt(program: Program, point: readonly Vector[], distance: number, draw: Draw): number {
  const exact: Program = { ...program, precision: 'float64' };
  const errors = Array.from({ length: SAMPLES }, () => {
    const near = point.map(v => v.map(x => Math.fround(x * (1 + distance * (2 * draw.uniform() - 1)))));
    return evaluate(program, near) - evaluate(exact, near);
  });
  const mean = errors.reduce((sum, e) => sum + e, 0) / SAMPLES;
  const deviation = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) ** 2, 0) / (SAMPLES - 1));
  // Closer than the spacing of the inputs nothing changes: that is no precision.
  return Math.max(deviation, 0.3 * 2 ** -24 * Math.abs(evaluate(program, point)));
}

/**
 * How well differences of the float32 values could know one partial derivative at best, over all steps: truncation, known
 * here from a float64 run, plus the measured rounding at each step. A slope that lives below the rounding (a fast wave of
 * tiny amplitude) is visible to nobody.
 * @param derivative - the exact one
 */
export function bestKnown(
  program: Program,
  point: readonly Vector[],
  parameter: number,
  entry: number,
  derivative: number,
  draw: Draw,
): number {
  const exact: Program = { ...program, precision: 'float64' };
  const length = Math.max(...point[parameter]!.map(Math.abs));
  const at = (t: number): number =>
    evaluate(
      exact,
      point.map((v, k) => (k === parameter ? v.map((x, i) => (i === entry ? x + t : x)) : v)),
    );
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < SCALES; k++) {
    const step = 2 ** (-2 * k) * length;
    const truncation = Math.abs((at(step) - at(-step)) / (2 * step) - derivative);
    best = Math.min(best, truncation + (Math.SQRT1_2 * roundingAt(program, point, 2 ** (-2 * k), draw)) / step);
  }
  return best;
}

/** Spacing of the numbers next to 1, and how they are stored. */
const ARITHMETIC = {
  float32: { spacing: 2 ** -23, round: Math.fround },
  float64: { spacing: 2 ** -52, round: (x: number): number => x },
} as const;
/** Spacings of the value that a discrepancy must make over a step to be told from them by two quotients, extrapolated. */
const VISIBLE = 32;
/** Share of a discrepancy up to which a slope counts as the exact one. */
const NEARER = 0.5;

/**
 * Whether the program as its arithmetic computes it shows the exact slope at any step: a central quotient, extrapolated from two
 * steps, that is nearer to it than to the slope that was measured. What passes through a number too large for its last digits to
 * follow does not, at any step.
 * @param discrepancy - between the exact derivative and the measured one
 */
export function showsSlope(
  program: Program,
  point: readonly Vector[],
  parameter: number,
  entry: number,
  derivative: number,
  discrepancy: number,
): boolean {
  const length = Math.max(...point[parameter]!.map(Math.abs));
  const value = evaluate(program, point);
  const { spacing, round } = ARITHMETIC[program.precision];
  const moved = (t: number): Vector[] =>
    point.map((v, k) => (k === parameter ? v.map((x, i) => (i === entry ? round(x + t) : x)) : v));
  const quotient = (step: number): number => {
    const [above, below] = [moved(step), moved(-step)];
    return (
      (evaluate(program, above) - evaluate(program, below)) / (above[parameter]![entry]! - below[parameter]![entry]!)
    );
  };
  let wasNear = false;
  for (let k = 0; k < 45; k++) {
    const step = 2 ** -k * length;
    if ((VISIBLE * spacing * Math.abs(value)) / step > discrepancy) break;
    const extrapolated = (4 * quotient(step / 2) - quotient(step)) / 3;
    const near = Math.abs(extrapolated - derivative) < NEARER * discrepancy;
    // Twice in a row: curvature may pass the slope by once.
    if (near && wasNear) return true;
    wasNear = near;
  }
  return false;
}
