// What a check costs beside the bare loop that does nothing but evaluate: CPU time, calls and memory, in one table.
//   npm run bench:speed              all sizes, some minutes
//   npm run bench:speed -- --smoke   small sizes, for CI: nothing timed is asserted

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Job, Measured } from './speed/measure.ts';
import { timeWorkers } from './speed/workers.ts';
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
  const large = sizes.get(id)! >= LARGE;
  const slow = sizes.get(id)! > (coverage === 'every-coordinate' ? SMALL : LARGE / 2);
  const measured = run({ id, coverage, side: 'time', repeats: flags.smoke ? 1 : slow ? 3 : 9 });
  if (!large) return { ...measured, id, coverage, extraBytes: Number.NaN };
  const [ours, bare] = (['gradcheck', 'bare'] as const).map(side => run({ id, coverage, side, repeats: 1 }).peakBytes);
  return { ...measured, id, coverage, peakBytes: ours!, extraBytes: Math.max(0, ours! - bare!) };
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
    ratio: (row.milliseconds / row.sameCallsMilliseconds).toFixed(2),
    'peak MiB': (row.peakBytes / MiB).toFixed(0),
    'extra ÷ own size': Number.isNaN(row.extraBytes) ? '–' : (row.extraBytes / (8 * row.n)).toFixed(1),
  })),
);

/** One wrong entry in the first parameter, ten times the resolution that the right gradient was given. */
function planted(id: string): Measured {
  const { n } = workloads[id]!();
  return run({
    id,
    coverage: 'auto',
    side: 'time',
    plant: [0.31, 0.5, 0.83].map(share => Math.floor(share * n)),
    repeats: 1,
  });
}

function hold(claim: string, holds: boolean, found: string): void {
  console.log(`${holds ? 'holds    ' : 'falls short'} ${claim}: ${found}`);
}

const of = (id: string, coverage: Job['coverage']): Row | undefined =>
  rows.find(row => row.id === id && row.coverage === coverage);

for (const row of rows.filter(({ coverage }) => coverage === 'every-coordinate')) {
  const ratio = row.milliseconds / row.sameCallsMilliseconds;
  hold(`every coordinate within 1.10 × the same evaluations, ${row.id}`, ratio <= 1.1, `${ratio.toFixed(2)}`);
}
for (const id of ['tanh network 1e4', 'tanh network 1e7']) {
  const row = of(id, 'auto');
  if (!row) continue;
  hold(`${id} in at most 64 value calls`, row.valueCalls <= 64, `${row.valueCalls}`);
  hold(`${id}, every single coordinate to 1e-3`, row.resolution <= 1e-3, row.resolution.toExponential(1));
}
const largest = of('tanh network 1e7', 'auto');
if (largest) {
  const share = largest.extraBytes / (8 * largest.n);
  hold('extra memory at most 3 × the parameters, 1e7', share <= 3, share.toFixed(2));
}
const million = of('tanh network 1e6', 'auto');
if (million) {
  const { valueCalls, named } = planted('tanh network 1e6');
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
        ? run({ id: `rosenbrock ${n}`, coverage: 'every-coordinate', side: 'gradcheck', repeats: 1 })
        : undefined;
    const along = run({ id: `rosenbrock ${n}`, coverage: 'directions', side: 'gradcheck', repeats: 1 });
    return {
      n,
      'every coordinate': every?.valueCalls ?? '–',
      'slope per coordinate': every ? ((every.valueCalls - 20) / n).toFixed(2) : '–',
      directions: along.valueCalls,
    };
  }),
);

console.log('\nA function of some milliseconds in worker threads, beside this thread');
console.table(
  (await timeWorkers(flags.smoke ? 10 : 60, flags.smoke ? 1 : 5)).map(({ workers, milliseconds, speedup, same }) => ({
    workers,
    time: inUnits(milliseconds),
    'times as fast': speedup.toFixed(2),
    'same result, bit for bit': same,
  })),
);
