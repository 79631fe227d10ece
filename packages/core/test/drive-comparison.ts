import type { Landscape } from '../src/compare/landscape.ts';
import { Lengths } from '../src/estimate/lengths.ts';
import type { FloatArray, Leaf, Tangent } from '../src/parameters/types.ts';
import { ComparedLeaf, type Comparison } from '../src/plan/comparison.ts';
import { CHUNK, type Plan, type Sample } from '../src/sample.ts';

/** A parameter with what is claimed of it, both row-major. */
export interface Parameter {
  readonly values: readonly number[];
  readonly claimed: readonly number[];
  readonly tangents?: readonly Tangent[];
  readonly float32?: boolean;
}

const stored = (values: readonly number[], float32: boolean | undefined): FloatArray =>
  float32 ? Float32Array.from(values) : Float64Array.from(values);

function leafOf({ values, tangents, float32 }: Parameter, position: number): Leaf {
  return {
    path: `p${position}`,
    shape: [values.length],
    size: values.length,
    dtype: float32 ? 'float32' : 'float64',
    offset: 0,
    values: stored(values, float32),
    round: float32 ? Math.fround : x => x,
    ulp: float32 ? 2 ** -23 : 2 ** -52,
    checked: true,
    lower: Number.NEGATIVE_INFINITY,
    upper: Number.POSITIVE_INFINITY,
    ...(tangents ? { tangents } : {}),
  };
}

/** Leaves as a plan meets them. */
export function comparedLeaves(parameters: readonly Parameter[], scale = 1): ComparedLeaf[] {
  const leaves = parameters.map(leafOf);
  const lengths = new Lengths(leaves);
  return leaves.map((leaf, k) => {
    const { claimed, float32 } = parameters[k]!;
    return new ComparedLeaf(leaf, k, stored(claimed, float32), scale, lengths);
  });
}

export interface DrivenComparison {
  readonly comparison: Comparison;
  readonly leaves: readonly ComparedLeaf[];
  /** Runs a plan to its end. */
  run<T>(plan: Plan<T>): T;
  /** Values that were asked for so far. */
  calls(): number;
}

/** A function of several parameters under comparison, its noise known. */
export function compared(
  parameters: readonly Parameter[],
  f: (...values: readonly FloatArray[]) => number,
  landscape: Partial<Landscape> & { readonly sigma?: number } = {},
): DrivenComparison {
  const leaves = comparedLeaves(parameters);
  const point = leaves.map(({ leaf }) => leaf.values);
  let calls = 0;
  const evaluate = (sample: Sample): void => {
    const moved = point.map(values => values.slice());
    for (const part of sample.direction.parts) {
      for (let from = 0; from < part.count; from += CHUNK) {
        const to = Math.min(part.count, from + CHUNK);
        const components = new Float64Array(to - from);
        part.fill(components, from, to);
        for (let k = from; k < to; k++) {
          const index = part.indices ? part.indices[k]! : part.first + k;
          const original = point[part.leaf]![index]!;
          moved[part.leaf]![index] = original + sample.t * components[k - from]!;
          const step = moved[part.leaf]![index]! - original;
          sample.linear += leaves[part.leaf]!.claimed[index]! * step;
          sample.width += Math.abs(step);
        }
      }
    }
    calls++;
    sample.width /= sample.direction.length;
    sample.value = f(...moved);
  };
  const { sigma = 2 ** -53, ...others } = landscape;
  const value = f(...point);
  const known: Landscape = {
    noise: { sigma, relative: 0, magnitude: Math.abs(value), float32: false, slope: 1, roundingAlone: false },
    value,
    allowance: 1e-7,
    target: 1e-4,
    gradientScale: Math.hypot(...leaves.map(({ norm }) => norm)) || 1,
    ...others,
  };
  return {
    comparison: { leaves, landscape: known },
    leaves,
    calls: () => calls,
    run: plan => {
      let step = plan.next();
      while (!step.done) {
        step.value.forEach(evaluate);
        step = plan.next();
      }
      return step.value;
    },
  };
}
