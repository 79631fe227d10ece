// How each runner is rehearsed in a throw-away project: all suites, shards and their merge, a worker that dies.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { judgeRecords, judgeTests } from './judge.mjs';
import { judgeProgress } from './progress.mjs';
import { suitesOf, writeSuites } from './suites.mjs';
import { run } from './workbench.mjs';

export const nativeModules = ['--experimental-vm-modules', '--no-warnings'];

/** File → situations. */
const files = (suites, extension) =>
  Object.fromEntries(Object.entries(suites).map(([name, situations]) => [`${name}.test${extension}`, situations]));

const vitest = (node, ...args) => [node, 'node_modules/vitest/vitest.mjs', 'run', ...args];
const jest = (node, flags, config, ...args) => [
  node,
  ...flags,
  'node_modules/jest/bin/jest.js',
  '--config',
  config,
  '--json',
  '--outputFile=tests.json',
  ...args,
];

/** Runs a command in a project after removing what the last one wrote; `GRADCHECK_CHECKS` tells it where to record its checks. */
function start(folder, [command, ...args], env = {}) {
  for (const file of ['tests.json', env.GRADCHECK_CHECKS ?? 'checks.json']) rmSync(join(folder, file), { force: true });
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const result = run(command, args, {
    cwd: folder,
    env: { TMPDIR: temporary, GRADCHECK_CACHE: join(temporary, 'cache'), ...env },
  });
  const left = readdirSync(temporary).filter(name => name.startsWith('gradcheck'));
  return { ...result, left: left.map(name => `left behind: ${name}`) };
}

/** Names the step that the problems belong to, and shows the output when there are any. */
const during = (step, output, problems) =>
  problems.length === 0 ? [] : [`${step}:`, ...problems, output.slice(-6000)];

function judgeRun(folder, suites, command) {
  const { output, left } = start(folder, command);
  const problems = [
    ...judgeTests(folder, suites, 'tests.json'),
    ...judgeRecords(folder, suites, 'checks.json'),
    ...left,
  ];
  return during(command.slice(2).join(' '), output, problems);
}

/** Two shards, merged by our command, leave what one run leaves. */
function judgeShards(folder, suites, node, command) {
  const shards = ['1', '2'].map(k => `shard-${k}.json`);
  const outputs = shards.map(
    (file, k) => start(folder, [...command, `--shard=${k + 1}/2`], { GRADCHECK_CHECKS: file }).output,
  );
  const merge = ['node_modules/@gradcheck/reporters/bin/gradcheck.js', 'merge', ...shards, '--json', 'checks.json'];
  outputs.push(start(folder, [node, ...merge]).output);
  return during('shards and merge', outputs.join('\n'), judgeRecords(folder, suites, 'checks.json'));
}

/** What was recorded before a worker died is there, and the run says that something went wrong. */
function judgeCrash(folder, suites, command, env = {}) {
  const { status, output, left } = start(folder, command, env);
  const problems = [...judgeRecords(folder, suites, 'checks.json'), ...left];
  if (status === 0) problems.push('the run passed although a worker died');
  if (problems.length === 0 && readProblems(folder).length === 0)
    problems.push('the recorded run does not mention the crash');
  return during('a worker dies', output, problems);
}

const readProblems = folder => JSON.parse(readFileSync(join(folder, 'checks.json'), 'utf8')).problems;

/** Without a reporter of ours nothing is written. */
function judgeQuiet(folder, command) {
  const { output, left } = start(folder, command);
  const written = existsSync(join(folder, 'checks.json')) ? ['checks.json was written'] : [];
  return during('without a reporter', output, [...written, ...left]);
}

/**
 * @param version - of Vitest, as in "4.1"
 * @returns problems, none when all is well
 */
export function rehearseVitest(folder, node, version) {
  const kind = version.startsWith('3') ? suitesOf.vitest3 : suitesOf.vitest;
  const suites = files(kind, '.mjs');
  writeSuites(folder, [...Object.keys(kind), 'crash'], 'vitest', '.mjs');
  const healthy = vitest(node, '--exclude=crash.test.mjs');
  return [
    ...['--pool=forks', '--pool=threads', '--pool=vmThreads', '--pool=vmForks', '--no-isolate'].flatMap(way =>
      judgeRun(folder, suites, [...healthy, way]),
    ),
    ...judgeShards(folder, suites, node, healthy),
    ...judgeBlobs(folder, suites, node, healthy),
    ...judgeQuiet(folder, [...healthy, '--reporter=dot']),
    ...judgeProgress(folder, node),
    // A worker for each file: one for all would die before the last of them.
    ...judgeCrash(
      folder,
      { ...suites, ...files(suitesOf.crash, '.mjs') },
      vitest(node, '--pool=forks', `--maxWorkers=${Object.keys(suites).length + 1}`),
    ),
  ];
}

/**
 * The same suites in a browser. Where there is none, that is a problem and no reason to skip them.
 * @returns problems, and which backend TensorFlow.js had there
 */
export function rehearseBrowser(folder, node) {
  const suites = files(suitesOf.browser, '.mjs');
  writeSuites(folder, Object.keys(suitesOf.browser), 'vitest', '.mjs');
  const { output, left } = start(folder, vitest(node));
  const [, backend] = /tfjs computes on (\w+)/.exec(output) ?? [];
  const problems = [
    ...judgeTests(folder, suites, 'tests.json'),
    ...judgeRecords(folder, suites, 'checks.json'),
    ...left,
  ];
  return { backend, problems: during('in a browser', output, problems) };
}

/** Vitest's own way to merge shards: blobs. */
function judgeBlobs(folder, suites, node, command) {
  rmSync(join(folder, 'blobs'), { recursive: true, force: true });
  const outputs = [1, 2].map(
    k => start(folder, [...command, `--shard=${k}/2`, '--reporter=blob', `--outputFile.blob=blobs/${k}.json`]).output,
  );
  outputs.push(start(folder, vitest(node, '--merge-reports=blobs')).output);
  return during('blobs and merge', outputs.join('\n'), judgeRecords(folder, suites, 'checks.json'));
}

/**
 * @param config - of compat/projects/jest; `flags` are Node's
 * @param kind - of suites: jest, jestModules or typescript
 * @param thorough - whether shards and a crash are rehearsed too
 */
export function rehearseJest(folder, node, { config, kind, flags = [], thorough = false }) {
  const extension = { jest: '.js', jestModules: '.mjs', typescript: '.ts' }[kind];
  const suites = files(suitesOf[kind], extension);
  if (kind !== 'typescript') writeSuites(folder, [...Object.keys(suitesOf[kind]), 'crash'], kind, extension);
  const healthy = jest(node, flags, config);
  const problems = judgeRun(folder, suites, healthy);
  if (!thorough) return problems;
  return [
    ...problems,
    ...judgeShards(folder, suites, node, healthy),
    ...judgeQuiet(folder, [...healthy, '--reporters=default']),
    // Files that were fast run in Jest's own process, which a crash would take down: without its cache it knows of none.
    ...judgeCrash(folder, { ...suites, ...files(suitesOf.crash, extension) }, [...healthy, '--maxWorkers=2'], {
      GRADCHECK_CRASH: 'yes',
      GRADCHECK_CACHE: mkdtempSync(join(folder, 'cache-')),
    }),
  ];
}
