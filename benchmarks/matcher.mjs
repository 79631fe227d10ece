// What a passing assertion costs beyond the check, and what importing the setup costs, in both runners.
// node benchmarks/matcher.mjs [RUNS]     fresh processes, median and best of RUNS (5); fails beyond the limits
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const RUNS = Number(process.argv[2] ?? 5);
/** Milliseconds of processor time; the median of the runs counts. */
const LIMITS = { overhead: 0.2, setup: 30 };

const { resolve } = createRequire(import.meta.url);
const folder = join(import.meta.dirname, 'matcher');
const out = mkdtempSync(join(tmpdir(), 'gradcheck-bench-'));
process.on('exit', () => rmSync(out, { recursive: true, force: true }));

const runners = {
  Vitest: [
    join(dirname(resolve('vitest/package.json')), 'vitest.mjs'),
    'run',
    '--config',
    join(folder, 'vitest.config.mjs'),
  ],
  Jest: [join(dirname(resolve('jest/package.json')), 'bin/jest.js'), '--config', join(folder, 'jest.config.cjs'), '-i'],
};

function measure(args, withReporter) {
  const file = join(out, 'result.json');
  const env = { ...process.env, GRADCHECK_BENCH: file, GRADCHECK_BENCH_REPORTER: withReporter ? 'yes' : '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const sorted = (runs, what) => runs.map(run => run[what]).sort((a, b) => a - b);
const medianOf = numbers => numbers[numbers.length >> 1];
const row = (runs, what, digits) => {
  const numbers = sorted(runs, what);
  return `${medianOf(numbers).toFixed(digits)} (best ${numbers[0].toFixed(digits)})`;
};

const table = {};
let failed = false;
for (const [runner, args] of Object.entries(runners)) {
  for (const withReporter of [false, true]) {
    const runs = Array.from({ length: RUNS }, () => measure(args, withReporter));
    table[`${runner}, ${withReporter ? 'with' : 'without'} a reporter`] = {
      'check, ms': row(runs, 'check', 3),
      'overhead, ms': row(runs, 'overhead', 3),
      'of an empty matcher, ms': row(runs, 'runner', 3),
      'import of /setup, ms': row(runs, 'setup', 1),
    };
    for (const [what, limit] of Object.entries(LIMITS)) failed ||= medianOf(sorted(runs, what)) > limit;
  }
}
console.table(table);
console.log(`limits: overhead ${LIMITS.overhead} ms, import ${LIMITS.setup} ms: ${failed ? 'exceeded' : 'kept'}`);
process.exitCode = failed ? 1 : 0;
