import type { FloatArray, Parameters, Workload } from '../workloads/types.ts';

/** The floor: nothing but evaluations at points that have to be written first. Can be stopped and taken up again anywhere. */
export interface BareLoop {
  run(evaluations: number): void;
}

/** The function that gradcheck calls as well: compiled once, for both. */
export type Value = (p: Parameters) => number;

/** Every coordinate moved in place, evaluated on both sides and put back, the claim subtracted. Nothing is concluded from it. */
export function everyCoordinate(workload: Workload, value: Value): BareLoop {
  const at = copyOf(workload.at);
  const gradient = workload.gradient(at);
  const step = workload.precision === 'float32' ? 2 ** -8 : 2 ** -17;
  const leaves: [FloatArray, FloatArray][] = Object.entries(at).map(([name, values]) => [values, gradient[name]!]);
  let largest = 0;
  let leaf = 0;
  let k = 0;
  return {
    run(evaluations) {
      for (let done = 0; done < evaluations; done += 2) {
        const [values, claimed] = leaves[leaf]!;
        const original = values[k]!;
        values[k] = original + step;
        const above = value(at);
        values[k] = original - step;
        const below = value(at);
        values[k] = original;
        largest = Math.max(largest, Math.abs((above - below) / (2 * step) - claimed[k]!));
        k++;
        if (k < values.length) continue;
        k = 0;
        leaf = (leaf + 1) % leaves.length;
      }
    },
  };
}

/** All coordinates moved together. */
export function alongDirections(workload: Workload, value: Value): BareLoop {
  const moved = copyOf(workload.at);
  let step = 0;
  return {
    run(evaluations) {
      for (let done = 0; done < evaluations; done++) {
        step++;
        for (const [name, values] of Object.entries(workload.at)) {
          const into = moved[name]!;
          for (let i = 0; i < values.length; i++) into[i] = values[i]! * (1 + 1e-9 * step);
        }
        value(moved);
      }
    },
  };
}

const copyOf = (at: Parameters): Record<string, FloatArray> =>
  Object.fromEntries(Object.entries(at).map(([name, values]) => [name, values.slice()]));
