// One workload in a process of its own: node --expose-gc --import tsx measure.ts '{"id":…}' prints a JSON line.

import { type CheckOptions, checkGradients, type GradientCheck } from '@gradcheck/core';
import { workloads } from '../workloads/index.ts';
import type { Workload } from '../workloads/types.ts';
import { alongDirections, type BareLoop, everyCoordinate } from './bare-loop.ts';
import { cpu, sideBySide } from './side-by-side.ts';
import { type Calls, plantOne, scalarOf, subjectOf } from './subject.ts';

export interface Job {
  readonly id: string;
  readonly coverage: 'auto' | 'every-coordinate' | 'directions';
  /** `time`: both sides, taking turns. The others: one side alone, `bare` for its peak memory. */
  readonly side: 'time' | 'bare' | 'gradcheck';
  /** Wrong entries to plant in the first parameter, one check for each, off by `amount` times the largest. */
  readonly plant?: { readonly places: readonly number[]; readonly amount: number };
  /** Whether the peak memory is asked for: then nothing else is run before. */
  readonly memory?: boolean;
  /** Evaluations of the bare loop whose peak memory is asked for: what they leave behind counts on both sides. */
  readonly evaluations?: number;
  /** CPU time of checks that a measurement should take, milliseconds: at least one is made. */
  readonly budget: number;
}

export interface Measured {
  readonly n: number;
  /** Bytes of the parameters, and of the outputs where there are several. */
  readonly ownBytes: number;
  readonly valueCalls: number;
  readonly derivativeCalls: number;
  readonly verdict: string;
  readonly resolution: number;
  readonly milliseconds: number;
  /** The bare loop over all coordinates, two evaluations each. */
  readonly bareMilliseconds: number;
  /** The bare loop with as many evaluations as gradcheck made. */
  readonly sameCallsMilliseconds: number;
  /** gradcheck as a multiple of it, measured side by side. */
  readonly ratio: number;
  /** Most memory of the process, beyond what it held before. */
  readonly peakBytes: number;
  /** Planted entries that were named. */
  readonly named?: number;
}

/** Budgets that a check takes from which on it is made only once. */
const LONG = 4;

function measure(job: Job): Measured {
  const workload: Workload = workloads[job.id]!();
  const calls: Calls = { value: 0, derivative: 0 };
  const options: CheckOptions<Workload['at']> = { at: workload.at, coverage: job.coverage };
  const subject = subjectOf(workload, calls);
  const check = (of = subject) => {
    calls.value = 0;
    calls.derivative = 0;
    return checkGradients(of as { value(p: Workload['at']): number }, options) as GradientCheck;
  };
  if (job.side === 'time' && !job.memory) warmUp(job);
  // Beside a check the bare loop's own copy of the point is there before, and does not count.
  const beside = job.side === 'time' ? bareLoop(workload, subject, job.coverage) : undefined;
  globalThis.gc?.();
  const held = process.memoryUsage().rss;
  // The kernel's high-water mark counts what was there before as well.
  const peak = (): number => Math.max(0, process.resourceUsage().maxRSS * 1024 - held);
  if (job.side === 'bare') {
    // With the gradient that everybody has to compute: what is extra is what a check holds besides.
    workload.gradient(workload.at);
    bareLoop(workload, subject, job.coverage).run(job.evaluations ?? 2);
    return { ...nothing, ...sizesOf(workload), peakBytes: peak() };
  }
  if (job.plant) {
    const { places, amount } = job.plant;
    let named = 0;
    let most = 0;
    for (const place of places) {
      const spoiled = check(subjectOf(plantOne(workload, place, amount), calls));
      most = Math.max(most, calls.value);
      const wrong = spoiled.parameters[0]!.coordinates.filter(({ status }) => status === 'differs');
      if (spoiled.verdict === 'incorrect' && wrong.length === 1 && wrong[0]!.index[0] === place) named++;
    }
    return { ...nothing, ...sizesOf(workload), peakBytes: peak(), verdict: 'incorrect', valueCalls: most, named };
  }
  if (!beside) return described(workload, check(), calls, peak());
  let last: GradientCheck | undefined;
  let peakBytes = 0;
  const checked = (): void => {
    last = check();
    peakBytes ||= peak();
  };
  const measured = () => sideBySide(checked, calls, workload, beside, job.budget);
  // Where one check is long the compiler is done, and the heap has grown, before it has well begun.
  const first = measured();
  const times = first.milliseconds > LONG * job.budget ? first : measured();
  return {
    ...described(workload, last!, calls, peakBytes),
    milliseconds: times.milliseconds,
    sameCallsMilliseconds: times.sameCallsMilliseconds,
    ratio: times.ratio,
    bareMilliseconds:
      job.coverage === 'every-coordinate' ? 2 * workload.n * times.evaluation + times.derivative : Number.NaN,
  };
}

function bareLoop(workload: Workload, subject: ReturnType<typeof subjectOf>, coverage: Job['coverage']): BareLoop {
  const value = scalarOf(workload, subject);
  return coverage === 'every-coordinate' ? everyCoordinate(workload, value) : alongDirections(workload, value);
}

/** CPU time that each other function has, milliseconds: several hundred checks, after which little is left to compile. */
const WARM = 500;

/**
 * Lets both sides call other functions first. A compiler that knows one function only writes it into the loop around it, better or
 * worse than by itself by a factor of two: that would be measured, not gradcheck. And it compiles what ran often enough: the bare
 * loop after a few turns, a checker after hundreds of checks. What the first one costs is measured by itself, in a fresh process.
 */
function warmUp({ id, coverage, budget }: Job): void {
  const familyOf = (name: string): string =>
    /rosenbrock|logistic|network|silu|softmax|matrix|convolution/.exec(name)![0];
  // Not of its own kind: the same code with arrays of another precision would be compiled for both.
  const others = ['rosenbrock 100', 'logistic regression 100', 'tanh network 1e3', 'silu 100', 'matrix product 8×8'];
  for (const other of others.filter(name => familyOf(name) !== familyOf(id))) {
    const workload = workloads[other]!();
    const subject = subjectOf(workload, { value: 0, derivative: 0 });
    const bare = bareLoop(workload, subject, coverage);
    const until = cpu() + Math.min(WARM, budget);
    do {
      bare.run(40);
      checkGradients(subject as { value(p: Workload['at']): number }, { at: workload.at, coverage });
      checkGradients(subject as { value(p: Workload['at']): number }, { at: workload.at, coverage: 'directions' });
    } while (cpu() < until);
  }
}

function described(workload: Workload, check: GradientCheck, calls: Calls, peakBytes: number): Measured {
  return {
    ...nothing,
    ...sizesOf(workload),
    valueCalls: calls.value,
    derivativeCalls: calls.derivative,
    verdict: check.verdict,
    resolution: Number(check.resolution),
    peakBytes,
  };
}

function sizesOf({ n, at, vector }: Workload): Pick<Measured, 'n' | 'ownBytes'> {
  const parameters = Object.values(at).reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { n, ownBytes: parameters + (vector?.cotangent.byteLength ?? 0) };
}

const nothing = {
  valueCalls: 0,
  derivativeCalls: 0,
  verdict: '–',
  resolution: Number.NaN,
  milliseconds: Number.NaN,
  bareMilliseconds: Number.NaN,
  sameCallsMilliseconds: Number.NaN,
  ratio: Number.NaN,
};

console.log(JSON.stringify(measure(JSON.parse(process.argv[2]!) as Job)));
