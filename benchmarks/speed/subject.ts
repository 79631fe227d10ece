import type { FloatArray, Parameters, Workload } from '../workloads/types.ts';

/** Calls made of a workload's functions. */
export interface Calls {
  value: number;
  derivative: number;
  /** Told of every value call, after it was made. */
  onValue?: (() => void) | undefined;
}

interface Subject {
  value(p: Parameters): unknown;
  gradient?(p: Parameters): Parameters;
  vjp?(p: Parameters, cotangent: Float64Array): Parameters;
}

/** The number that is differentiated, from what the subject returns. */
export function scalarOf({ vector }: Workload, subject: Subject): (p: Parameters) => number {
  if (!vector) return p => subject.value(p) as number;
  const { cotangent } = vector;
  return p => {
    const y = subject.value(p) as FloatArray;
    let sum = 0;
    for (let i = 0; i < cotangent.length; i++) sum += cotangent[i]! * y[i]!;
    return sum;
  };
}

/** The workload as a user hands it to gradcheck, counting calls; a vector-valued one with its vjp. */
export function subjectOf(workload: Workload, calls: Calls): Subject {
  const { vector } = workload;
  if (!vector) {
    return {
      value(p) {
        calls.value++;
        const found = workload.value(p);
        calls.onValue?.();
        return found;
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
      const found = vector.value(p);
      calls.onValue?.();
      return found;
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
