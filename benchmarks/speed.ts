// What a check costs beside the bare loop that does nothing but evaluate: CPU time, calls and memory, in one table.
//   npm run bench:speed              all sizes, about eight minutes
//   npm run bench:speed -- --smoke   small sizes, for CI: nothing timed is asserted

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Job, Measured } from './speed/measure.ts';
import { workloads } from './workloads/index.ts';

const { values: flags } = parseArgs({ options: { smoke: { type: 'boolean' }, only: { type: 'string' } } });

/** Functions that can be visited coordinate by coordinate in seconds. */
const exhaustive = [
  'rosenbrock 10',
  'logistic regression 100',
  'tanh network 1e3',
  'relu network 1e3',
  'convolution 3×16×16, 8×3×3',
  'matrix product 64×64',
  'rosenbrock 10000',
  'silu 1e4',
  'softmax 128×100',
  'tanh network 1e4',
  'logistic regression 100 f32',
];
const byDirections = [
  'tanh network 1e3',
  'tanh network 1e3 f32',
  'tanh network 1e4',
  'relu network 1e4',
  'tanh network 1e4 f32',
  'silu 1e4 f32',
  'tanh network 1e5',
  'rosenbrock 1000000',
  'silu 1e6',
  'tanh network 1e6',
  'tanh network 1e7',
];
/** Above this a smoke run has no time. */
const SMALL = 2000;
/** From here on memory is the parameters' and not the process's own. */
const LARGE = 1e6;
const sizes = new Map([...exhaustive, ...byDirections].map(id => [id, workloads[id]!().n]));

function run(job: Job): Measured {
  const script = fileURLToPath(new URL('speed/measure.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', script, JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  // JSON knows no NaN: what was not measured comes as null.
  return JSON.parse(output, (_, value) => value ?? Number.NaN) as Measured;
}

interface WorkerTimes {
  readonly workers: number;
  readonly milliseconds: number;
  /** The same evaluations in as many threads that are running already and told nothing in between. */
  readonly bareMilliseconds: number;
  /** Beside the check in one thread. */
  readonly speedup: number;
  readonly bareSpeedup: number;
  /** CPU time of all threads together, beside the check in one thread. */
  readonly cpu: number;
  readonly same: boolean;
}

function timeWorkers(job: { readonly size: number; readonly repeats: number }): WorkerTimes[] {
  const script = fileURLToPath(new URL('speed/workers.mjs', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [script, JSON.stringify(job)], { encoding: 'utf8' }),
  ) as WorkerTimes[];
}

const MiB = 2 ** 20;
const inUnits = (ms: number): string =>
  Number.isNaN(ms)
    ? '–'
    : ms < 1
      ? `${(1000 * ms).toFixed(0)} µs`
      : ms < 1000
        ? `${ms.toFixed(1)} ms`
        : `${(ms / 1000).toFixed(2)} s`;

interface Row extends Measured {
  readonly id: string;
  readonly coverage: Job['coverage'];
  readonly extraBytes: number;
}

function measureRow(id: string, coverage: Job['coverage']): Row {
  const memory = sizes.get(id)! >= LARGE;
  const measured = run({ id, coverage, side: 'time', memory, budget: flags.smoke ? 50 : 1000 });
  if (!memory) return { ...measured, id, coverage, extraBytes: Number.NaN };
  const { peakBytes } = run({ id, coverage, side: 'bare', evaluations: measured.valueCalls, budget: 0 });
  return { ...measured, id, coverage, extraBytes: Math.max(0, measured.peakBytes - peakBytes) };
}

const rows: Row[] = [];
for (const [ids, coverage] of [
  [exhaustive, 'every-coordinate'],
  [byDirections, 'auto'],
] as const) {
  for (const id of ids) {
    if ((flags.smoke && sizes.get(id)! > SMALL) || (flags.only && !id.includes(flags.only))) continue;
    rows.push(measureRow(id, coverage));
    process.stderr.write(`${coverage.padEnd(17)}${id}\n`);
  }
}

console.table(
  rows.map(row => ({
    workload: row.id,
    coverage: row.coverage,
    n: row.n,
    verdict: row.verdict,
    resolution: row.resolution.toExponential(1),
    'value calls': row.valueCalls,
    'derivative calls': row.derivativeCalls,
    gradcheck: inUnits(row.milliseconds),
    'bare loop': inUnits(row.bareMilliseconds),
    'same calls': inUnits(row.sameCallsMilliseconds),
    'more per call': inUnits(Math.max(0, row.milliseconds - row.sameCallsMilliseconds) / row.valueCalls),
    ratio: row.ratio.toFixed(2),
    'peak MiB': (row.peakBytes / MiB).toFixed(0),
    'extra ÷ own size': Number.isNaN(row.extraBytes) ? '–' : (row.extraBytes / row.ownBytes).toFixed(1),
  })),
);

/** One wrong entry in the first parameter, ten times the resolution that the right gradient was given. */
function planted({ id, n, resolution }: Row): Measured {
  const places = [0.31, 0.5, 0.83].map(share => Math.floor(share * n));
  return run({ id, coverage: 'auto', side: 'gradcheck', plant: { places, amount: 10 * resolution }, budget: 0 });
}

function hold(claim: string, holds: boolean, found: string): void {
  console.log(`${holds ? 'holds    ' : 'falls short'} ${claim}: ${found}`);
}

const of = (id: string, coverage: Job['coverage']): Row | undefined =>
  rows.find(row => row.id === id && row.coverage === coverage);

for (const row of rows.filter(({ coverage }) => coverage === 'every-coordinate')) {
  hold(`every coordinate within 1.10 × the same evaluations, ${row.id}`, row.ratio <= 1.1, row.ratio.toFixed(2));
}
for (const id of ['tanh network 1e4', 'tanh network 1e7']) {
  const row = of(id, 'auto');
  if (!row) continue;
  hold(`${id} in at most 64 value calls`, row.valueCalls <= 64, `${row.valueCalls}`);
  hold(`${id}, every single coordinate to 1e-3`, row.resolution <= 1e-3, row.resolution.toExponential(1));
}
const largest = of('tanh network 1e7', 'auto');
if (largest) {
  const share = largest.extraBytes / largest.ownBytes;
  hold('extra memory at most 3 × the parameters, 1e7', share <= 3, share.toFixed(2));
}
const vector = of('silu 1e6', 'auto');
if (vector) {
  const share = vector.extraBytes / vector.ownBytes;
  hold('extra memory at most 3 × parameters and outputs, silu 1e6', share <= 3, share.toFixed(2));
}
const million = of('tanh network 1e6', 'auto');
if (million) {
  const { valueCalls, named } = planted(million);
  const more = valueCalls - million.valueCalls;
  hold(
    'one wrong entry in 1e6 named, at most 100 more calls',
    named === 3 && more <= 100,
    `${named} of 3, ${more} more`,
  );
}

/** Calls against size: a straight line of slope two, and a constant. */
console.log('\nCalls as the size grows (Rosenbrock)');
console.table(
  [10, 100, 1000, 10_000, ...(flags.smoke ? [] : [100_000, 1_000_000])].map(n => {
    const every =
      n <= 10_000
        ? run({ id: `rosenbrock ${n}`, coverage: 'every-coordinate', side: 'gradcheck', budget: 0 })
        : undefined;
    const along = run({ id: `rosenbrock ${n}`, coverage: 'directions', side: 'gradcheck', budget: 0 });
    return {
      n,
      'every coordinate': every?.valueCalls ?? '–',
      'slope per coordinate': every ? ((every.valueCalls - 20) / n).toFixed(2) : '–',
      directions: along.valueCalls,
    };
  }),
);

/** Medians over fresh processes. */
function timeFirstChecks(processes: number): Record<string, string> {
  const script = fileURLToPath(new URL('speed/first-check.mjs', import.meta.url));
  const runs = Array.from(
    { length: processes },
    () => JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Record<string, number>,
  );
  const median = (key: string): number => runs.map(run => run[key]!).sort((a, b) => a - b)[processes >> 1]!;
  return Object.fromEntries(Object.keys(runs[0]!).map(key => [key, inUnits(median(key))]));
}

console.log('\nIn a fresh process, ten parameters: to import gradcheck, and the checks that follow');
console.table([timeFirstChecks(flags.smoke ? 1 : 9)]);

console.log(
  '\nA function of some milliseconds in worker threads, beside this thread and beside threads that need no telling',
);
// A pool takes a while to start, and each of its threads to compile the function: a longer check shows what is left.
const jobs = flags.smoke
  ? [{ size: 10, repeats: 1 }]
  : [
      { size: 100, repeats: 3 },
      { size: 192, repeats: 3 },
    ];
const inWorkers = jobs.flatMap(job => timeWorkers(job).map(times => ({ ...times, n: job.size })));
console.table(
  inWorkers.map(({ n, workers, milliseconds, bareMilliseconds, speedup, bareSpeedup, cpu, same }) => ({
    n,
    workers,
    gradcheck: inUnits(milliseconds),
    'bare threads': inUnits(bareMilliseconds),
    'times as fast as one thread': speedup.toFixed(2),
    'bare threads are': bareSpeedup.toFixed(2),
    'CPU time of all ÷ of one thread': cpu.toFixed(2),
    'same result, bit for bit': same,
  })),
);
for (const { n, workers, speedup, bareSpeedup } of inWorkers) {
  const share = speedup / bareSpeedup;
  hold(`a pool of ${workers} at least 0.9 × as fast as bare threads, n = ${n}`, share >= 0.9, share.toFixed(2));
}
