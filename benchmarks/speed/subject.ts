import type { Parameters, Workload } from '../workloads/types.ts';

/** Calls made of a workload's functions. */
export interface Calls {
  value: number;
  derivative: number;
}

/** The workload as a user hands it to gradcheck, counting calls; a vector-valued one with its vjp. */
export function subjectOf(
  workload: Workload,
  calls: Calls,
): {
  value(p: Parameters): unknown;
  gradient?(p: Parameters): Parameters;
  vjp?(p: Parameters, cotangent: Float64Array): Parameters;
} {
  const { vector } = workload;
  if (!vector) {
    return {
      value(p) {
        calls.value++;
        return workload.value(p);
      },
      gradient(p) {
        calls.derivative++;
        return workload.gradient(p);
      },
    };
  }
  return {
    value(p) {
      calls.value++;
      return vector.value(p);
    },
    vjp(p, cotangent) {
      calls.derivative++;
      return vector.vjp(p, cotangent);
    },
  };
}

/** A gradient with one entry of the first parameter wrong by `amount` times the largest entry. */
export function plantOne(workload: Workload, index: number, amount: number): Workload {
  const [name] = Object.keys(workload.at);
  return {
    ...workload,
    gradient(p) {
      const gradient = workload.gradient(p);
      const entries = gradient[name!]!;
      let largest = 0;
      for (let k = 0; k < entries.length; k++) largest = Math.max(largest, Math.abs(entries[k]!));
      entries[index] = entries[index]! + amount * largest;
      return gradient;
    },
  };
}
