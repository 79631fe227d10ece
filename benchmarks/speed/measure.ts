// One workload in a process of its own: node --expose-gc --import tsx measure.ts '{"id":…}' prints a JSON line.

import { type CheckOptions, checkGradients } from '@gradcheck/core';
import { workloads } from '../workloads/index.ts';
import type { Workload } from '../workloads/types.ts';
import { alongDirections, everyCoordinate } from './bare-loop.ts';
import { type Calls, plantOne, subjectOf } from './subject.ts';

export interface Job {
  readonly id: string;
  readonly coverage: 'auto' | 'every-coordinate' | 'directions';
  /** `time`: both sides, interleaved. The others: one side alone, for its peak memory. */
  readonly side: 'time' | 'bare' | 'gradcheck';
  /** Wrong entries to plant in the first parameter, one check for each. */
  readonly plant?: readonly number[];
  readonly repeats: number;
}

export interface Measured {
  readonly n: number;
  readonly valueCalls: number;
  readonly derivativeCalls: number;
  readonly verdict: string;
  readonly resolution: number;
  readonly milliseconds: number;
  /** The bare loop over all coordinates, two evaluations each. */
  readonly bareMilliseconds: number;
  /** The bare loop with as many evaluations as gradcheck made. */
  readonly sameCallsMilliseconds: number;
  /** Most memory of the process, beyond what it held before. */
  readonly peakBytes: number;
  /** Planted entries that were named. */
  readonly named?: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** CPU time of the process, milliseconds: the same however busy the machine is. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs until enough time has passed for a clock to see it; milliseconds of one run. */
function timed(run: () => unknown): number {
  let runs = 0;
  const started = cpu();
  do {
    run();
    runs++;
  } while (cpu() - started < 20);
  return (cpu() - started) / runs;
}

function measure(job: Job): Measured {
  const workload: Workload = workloads[job.id]!();
  const calls: Calls = { value: 0, derivative: 0 };
  const options: CheckOptions<Workload['at']> = { at: workload.at, coverage: job.coverage };
  const check = (of: Workload = workload) => {
    calls.value = 0;
    calls.derivative = 0;
    return checkGradients(subjectOf(of, calls) as { value(p: Workload['at']): number }, options);
  };
  globalThis.gc?.();
  const held = process.memoryUsage().rss;
  // The kernel's high-water mark counts what was there before as well.
  const peak = (): number => Math.max(0, process.resourceUsage().maxRSS * 1024 - held);

  if (job.side === 'bare') {
    if (job.coverage === 'every-coordinate') everyCoordinate(workload, Math.min(workload.n, 100));
    else alongDirections(workload, 2, 2);
    return { ...nothing, n: workload.n, peakBytes: peak() };
  }
  const first = check();
  const made = { ...calls };
  const found = {
    ...nothing,
    n: workload.n,
    valueCalls: made.value,
    derivativeCalls: made.derivative,
    verdict: first.verdict,
    resolution: Number(first.resolution),
    peakBytes: peak(),
  };
  if (job.side === 'gradcheck') return found;
  if (job.plant) {
    let named = 0;
    let most = 0;
    for (const index of job.plant) {
      const spoiled = check(plantOne(workload, index, 10 * found.resolution));
      most = Math.max(most, calls.value);
      const wrong = spoiled.parameters[0]!.coordinates.filter(({ status }) => status === 'differs');
      if (spoiled.verdict === 'incorrect' && wrong.length === 1 && wrong[0]!.index[0] === index) named++;
    }
    return { ...found, verdict: 'incorrect', valueCalls: most, named };
  }
  const exhaustive = job.coverage === 'every-coordinate';
  const bare = exhaustive
    ? (evaluations: number) => everyCoordinate(workload, evaluations / 2)
    : (evaluations: number) => alongDirections(workload, evaluations, made.derivative);
  const times: [ours: number[], full: number[], same: number[]] = [[], [], []];
  // Interleaved, the first round to warm up: compilers and caches have no part in what is compared.
  for (let k = 0; k <= job.repeats; k++) {
    if (k === 1) for (const list of times) list.length = 0;
    times[1].push(exhaustive ? timed(() => bare(2 * workload.n)) : Number.NaN);
    times[2].push(timed(() => bare(made.value)));
    times[0].push(timed(() => check()));
  }
  return {
    ...found,
    milliseconds: median(times[0]),
    bareMilliseconds: median(times[1]),
    sameCallsMilliseconds: median(times[2]),
  };
}

const nothing = {
  valueCalls: 0,
  derivativeCalls: 0,
  verdict: '–',
  resolution: Number.NaN,
  milliseconds: Number.NaN,
  bareMilliseconds: Number.NaN,
  sameCallsMilliseconds: Number.NaN,
};

console.log(JSON.stringify(measure(JSON.parse(process.argv[2]!) as Job)));
