import { uniform } from './random.ts';
import { type Parameters, type Precision, type Workload, zeros } from './types.ts';

const L2 = 0.01;

/**
 * Mean cross-entropy of a linear classifier with an L2 term.
 * @param n - features
 * @param m - samples
 */
export function logisticRegression(n: number, m: number, precision: Precision): Workload {
  const X = uniform(2, m * n, -1, 1, precision);
  const y = uniform(3, m, 0, 1, precision).map(v => (v > 0.5 ? 1 : 0));
  const a = zeros(precision, m);
  const r = precision === 'float32' ? Math.fround : (v: number): number => v;
  const forward = (w: ArrayLike<number>): void => {
    for (let i = 0; i < m; i++) {
      let z = 0;
      for (let j = 0; j < n; j++) z = r(z + r(X[i * n + j]! * w[j]!));
      a[i] = r(1 / r(1 + r(Math.exp(-z))));
    }
  };
  return {
    n,
    precision,
    at: { w: uniform(4, n, -0.5, 0.5, precision) },
    value(p: Parameters) {
      const w = p.w!;
      forward(w);
      let loss = 0;
      for (let i = 0; i < m; i++)
        loss = r(loss - r(r(y[i]! * r(Math.log(a[i]!))) + r(r(1 - y[i]!) * r(Math.log(r(1 - a[i]!))))));
      let norm = 0;
      for (let j = 0; j < n; j++) norm = r(norm + r(w[j]! * w[j]!));
      return r(r(loss / m) + r(r(0.5 * L2) * norm));
    },
    gradient(p: Parameters) {
      const w = p.w!;
      forward(w);
      const g = zeros(precision, n);
      for (let j = 0; j < n; j++) g[j] = L2 * w[j]!;
      for (let i = 0; i < m; i++) {
        const d = (a[i]! - y[i]!) / m;
        for (let j = 0; j < n; j++) g[j] = g[j]! + d * X[i * n + j]!;
      }
      return { w: g };
    },
  };
}
