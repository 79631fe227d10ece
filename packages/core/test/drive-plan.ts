import type { Direction, Plan } from '../src/sample.ts';

/** A line through a point of one coordinate. */
export interface Line {
  readonly at?: number;
  /** Claimed slope, per unit of x. */
  readonly slope?: number;
  /** What storage makes of x. */
  readonly round?: (x: number) => number;
}

/** One entry that moves by one per unit of t. */
export const unitLine: Direction = {
  parts: [{ leaf: 0, count: 1, first: 0, fill: out => out.fill(1, 0, 1) }],
  length: 1,
};

/** Feeds a plan with values of f along a line, as the probe does; counts what it asks for. */
export function drivePlan<T>(
  plan: Plan<T>,
  f: (x: number) => number,
  line: Line = {},
): { result: T; samples: number; batches: number } {
  const { at = 0, slope = 0, round = (x: number) => x } = line;
  let samples = 0;
  let batches = 0;
  let step = plan.next();
  while (!step.done) {
    batches++;
    for (const sample of step.value) {
      samples++;
      const moved = round(at + sample.t);
      sample.value = f(moved);
      sample.linear = slope * (moved - at);
      sample.width = Math.abs(moved - at);
    }
    step = plan.next();
  }
  return { result: step.value, samples, batches };
}
