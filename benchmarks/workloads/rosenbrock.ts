import { uniform } from './random.ts';
import type { Parameters, Workload } from './types.ts';

/** The chained Rosenbrock function: next to no work per coordinate, so that all overhead shows. */
export function rosenbrock(n: number): Workload {
  return {
    n,
    precision: 'float64',
    at: { x: uniform(1, n, -1.2, 1.2, 'float64') },
    value({ x }: Parameters) {
      let sum = 0;
      for (let i = 0; i < n - 1; i++) {
        const a = x![i + 1]! - x![i]! * x![i]!;
        const b = 1 - x![i]!;
        sum += 100 * a * a + b * b;
      }
      return sum;
    },
    gradient({ x }: Parameters) {
      const g = new Float64Array(n);
      for (let i = 0; i < n - 1; i++) {
        const a = x![i + 1]! - x![i]! * x![i]!;
        g[i] = g[i]! - 400 * x![i]! * a - 2 * (1 - x![i]!);
        g[i + 1] = 200 * a;
      }
      return { x: g };
    },
  };
}
