import { availableParallelism } from 'node:os';
import { type CheckOptions, checkGradients, type GradientCheck } from '@gradcheck/core';
import { checkGradientsInWorkers } from '@gradcheck/core/workers';

interface Model {
  readonly x: Float64Array;
}

const module = new URL('slow-model.mjs', import.meta.url);
const timeless = ({ cost, ...check }: GradientCheck): string => JSON.stringify(check);

export interface WorkerTimes {
  readonly workers: number;
  readonly milliseconds: number;
  readonly speedup: number;
  readonly same: boolean;
}

/** The same check in this thread and in pools of workers, interleaved; medians of `repeats`. */
export async function timeWorkers(size: number, repeats: number): Promise<WorkerTimes[]> {
  const model = (await import(module.href)) as { value(p: Model): number; gradient(p: Model): Model };
  const at: Model = { x: Float64Array.from({ length: size }, (_, k) => Math.sin(k + 1)) };
  const options: CheckOptions<Model> = { at, coverage: 'every-coordinate' };
  const pools = [...new Set([1, 2, availableParallelism()])];
  const times = new Map<number, number[]>([0, ...pools].map(workers => [workers, []]));
  const same = new Map<number, boolean>();
  const alone = timeless(checkGradients(model, options));
  for (let k = 0; k < repeats; k++) {
    for (const workers of [0, ...pools]) {
      const started = performance.now();
      const check =
        workers === 0 ? checkGradients(model, options) : await checkGradientsInWorkers(module, { ...options, workers });
      times.get(workers)!.push(performance.now() - started);
      same.set(workers, timeless(check) === alone);
    }
  }
  const median = (workers: number): number => times.get(workers)!.sort((a, b) => a - b)[repeats >> 1]!;
  return pools.map(workers => ({
    workers,
    milliseconds: median(workers),
    speedup: median(0) / median(workers),
    same: same.get(workers)!,
  }));
}
