import type { Workload } from '../workloads/types.ts';

/**
 * The floor: every coordinate moved in place, evaluated on both sides and put back, the claim subtracted. Nothing is concluded
 * from it.
 * @param pairs - coordinates visited: all of them, or as many as make the same number of evaluations
 */
export function everyCoordinate(workload: Workload, pairs: number): number {
  const gradient = workload.gradient(workload.at);
  const step = workload.precision === 'float32' ? 2 ** -8 : 2 ** -17;
  let largest = 0;
  let visited = 0;
  while (visited < pairs) {
    for (const [name, values] of Object.entries(workload.at)) {
      const claimed = gradient[name]!;
      for (let k = 0; k < values.length && visited < pairs; k++, visited++) {
        const original = values[k]!;
        values[k] = original + step;
        const above = workload.value(workload.at);
        values[k] = original - step;
        const below = workload.value(workload.at);
        values[k] = original;
        largest = Math.max(largest, Math.abs((above - below) / (2 * step) - claimed[k]!));
      }
    }
  }
  return largest;
}

/** The floor for directions: as many evaluations, each at a point that had to be written first. */
export function alongDirections(workload: Workload, evaluations: number, derivatives: number): number {
  let sum = 0;
  for (let k = 0; k < derivatives; k++) sum += Object.values(workload.gradient(workload.at))[0]![0]!;
  const moved = Object.fromEntries(Object.entries(workload.at).map(([name, values]) => [name, values.slice()]));
  for (let k = 0; k < evaluations; k++) {
    for (const [name, values] of Object.entries(workload.at)) {
      const into = moved[name]!;
      for (let i = 0; i < values.length; i++) into[i] = values[i]! * (1 + 1e-9 * k);
    }
    sum += workload.value(moved);
  }
  return sum;
}
