// Is one wrong derivative among many found and named? A mistake is planted at a random place of a right gradient, somewhat
// above the resolution that the right gradient was given for a single coordinate.
//   npm run bench:bisection                           100 seeds at 1e4, 1e5 and 1e6 entries
//   npm run bench:bisection -- --seeds 10 --sizes 10000

import { parseArgs } from 'node:util';
import { checkGradients } from '@gradcheck/core';
import { plantOne } from './speed/subject.ts';
import { hash32, uniform } from './workloads/random.ts';
import type { FloatArray, Workload } from './workloads/types.ts';

const { values: flags } = parseArgs({
  options: { seeds: { type: 'string', default: '100' }, sizes: { type: 'string', default: '10000,100000,1000000' } },
});

/** Size of the mistake, in resolutions stated for a single coordinate. */
const ABOVE = 2;

/** Σ tanh(aᵢ xᵢ) + (Σ bᵢ xᵢ)² ÷ n, every coordinate on a scale of its own. */
function coupled(n: number, seed: number): Workload {
  const a = uniform(seed, n, 0.5, 2, 'float64');
  const b = uniform(seed + 1, n, -1, 1, 'float64');
  const product = (x: FloatArray): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += b[i]! * x[i]!;
    return sum;
  };
  return {
    n,
    precision: 'float64',
    at: { x: uniform(seed + 2, n, -1, 1, 'float64') },
    value({ x }) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += Math.tanh(a[i]! * x![i]!);
      return sum + product(x!) ** 2 / n;
    },
    gradient({ x }) {
      const s = product(x!);
      return { x: x!.map((v, i) => a[i]! * (1 - Math.tanh(a[i]! * v) ** 2) + (2 * s * b[i]!) / n) };
    },
  };
}

interface Tally {
  named: number;
  alarms: number;
  readonly calls: number[];
  coarsest: number;
}

function trial(n: number, seed: number, tally: Tally): void {
  const workload = coupled(n, 1000 * seed + 7);
  const options = { at: workload.at, seed, evidence: 'never' as const };
  const right = checkGradients(workload, options);
  if (right.verdict !== 'correct') tally.alarms++;
  const resolution = Number(right.parameters[0]!.resolution);
  tally.coarsest = Math.max(tally.coarsest, resolution);
  const place = hash32(seed, 99) % n;
  const wrong = checkGradients(plantOne(workload, place, ABOVE * resolution), options);
  const found = wrong.parameters[0]!.coordinates.filter(({ status }) => status === 'differs');
  if (wrong.verdict === 'incorrect' && found.length === 1 && found[0]!.index[0] === place) tally.named++;
  tally.calls.push(wrong.cost.valueCalls - right.cost.valueCalls);
}

const seeds = Number(flags.seeds);
let missed = 0;
const rows = flags.sizes.split(',').map(size => {
  const tally: Tally = { named: 0, alarms: 0, calls: [], coarsest: 0 };
  for (let seed = 1; seed <= seeds; seed++) trial(Number(size), seed, tally);
  missed += Math.max(0, Math.ceil(0.99 * seeds) - tally.named) + tally.alarms;
  tally.calls.sort((a, b) => a - b);
  return {
    entries: Number(size),
    seeds,
    'found and named': tally.named,
    'false alarms': tally.alarms,
    'calls more, median': tally.calls[tally.calls.length >> 1],
    'calls more, most': tally.calls[tally.calls.length - 1],
    'coarsest resolution': tally.coarsest.toExponential(1),
  };
});
console.table(rows);
if (missed > 0) {
  console.error('fewer than 99 of 100 were named, or a right gradient was called wrong');
  process.exitCode = 1;
}
