// Real suites through both runners into files: every reporter, shards merged, a worker that dies.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { run } from './workbench.mjs';

/** How each runner is started in compat/projects/reporting; all tests of `crash.test.js` too when GRADCHECK_CRASH is set. */
const runners = {
  vitest: ['node_modules/vitest/vitest.mjs', 'run'],
  jest: ['node_modules/jest/bin/jest.js', '--config', 'jest.config.cjs'],
};

const written = ['gradients.html', 'gradients.json', 'gradients.xml', 'own.txt', 'summary.md'];

/** Title → how the last attempt of its checks ended. */
const outcomes = {
  right: ['correct'],
  wrong: ['incorrect'],
  'wrong as expected, and right': ['incorrect', 'correct'],
  '</script><img src=x onerror=alert(1)> ]]> "quoted" | \u0007 \u001b[31mred\u001b[0m': ['correct'],
  'a jump': ['inconclusive'],
  misuse: ['ERR_NO_DERIVATIVE'],
  'right at the second attempt': ['correct'],
};

/** One run of a runner with a folder of its own to write to. */
function start(folder, node, command, env = {}) {
  const out = mkdtempSync(join(folder, 'out-'));
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const { status, output } = run(node, command, {
    cwd: folder,
    env: {
      GRADCHECK_OUT: out,
      GRADCHECK_CACHE: mkdtempSync(join(folder, 'cache-')),
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: join(out, 'summary.md'),
      TMPDIR: temporary,
      ...env,
    },
  });
  return { status, output, out, names: readdirSync(out).sort(), read: name => readFileSync(join(out, name), 'utf8') };
}

const lastAttempts = checks => {
  const key = ({ file, titles }) => JSON.stringify([file, titles]);
  const last = new Map(checks.map(check => [key(check), check.attempt]));
  return checks.filter(check => check.attempt === last.get(key(check)));
};

/** A run without what may differ between two runs of the same suite: times, and the shards it came from. */
function timeless(text) {
  const { startedAt: _, milliseconds: __, shards: ___, ...described } = JSON.parse(text);
  const checks = described.checks.map(({ milliseconds: ____, shard: _____, ...recorded }) => {
    if (recorded.check) recorded.check.cost.milliseconds = 0;
    return recorded;
  });
  return { ...described, checks };
}

/** Names what does not hold. */
const unless = (holds, problem) => (holds ? [] : [problem]);

function judgeFiles({ status, output, out, names, read }) {
  if (!isDeepStrictEqual(names, written)) return [`wrote ${names.join(', ')}\n${output}`];
  const { checks } = JSON.parse(read('gradients.json'));
  const found = {};
  for (const { titles, check, error } of lastAttempts(checks)) {
    found[titles.at(-1)] = [...(found[titles.at(-1)] ?? []), error?.code ?? check.verdict];
  }
  const flaky = checks.filter(({ file }) => file === 'flaky.test.js').map(({ passed }) => passed);
  const address = '#/linear/sum-of-squares-wrong';
  const [page, xml, summary] = ['gradients.html', 'gradients.xml', 'summary.md'].map(read);
  return [
    ...unless(isDeepStrictEqual(found, outcomes), `recorded ${JSON.stringify(found)}`),
    ...unless(isDeepStrictEqual(flaky, [false, true]), `attempts of the flaky test: ${flaky}`),
    ...unless(xml.includes('tests="8" failures="1" errors="2"'), `JUnit counts otherwise:\n${xml.slice(0, 300)}`),
    ...unless(summary.startsWith('## 1 of 8 gradients is incorrect.\n'), `the summary says:\n${summary.slice(0, 300)}`),
    ...unless(page.includes('1 of 8 gradients is incorrect.') && !page.includes('<img'), 'the page says otherwise'),
    ...unless(output.includes(`Report: ${basename(out)}/gradients.html${address}\n`), `no address told:\n${output}`),
    ...unless(page.includes(`href="${address}"`), `the page does not have ${address}`),
    ...unless(read('own.txt') === `${checks.length} checks\n`, 'the reporter of the project saw other checks'),
    ...unless(output.split('::error file=').length === 4, `annotations:\n${output}`),
    ...unless(/reporter "\.\/no-such-reporter\.cjs" failed: /.test(output), 'a missing reporter was not told'),
    ...unless(/"junit" failed: cannot write .*a part of its path is a file/.test(output), 'a bad path was not told'),
    ...unless(status === 1, `the run ended with ${status}`),
  ];
}

function judgeShards(folder, node, command, whole) {
  const shards = [1, 2].map(k => start(folder, node, [...command, `--shard=${k}/2`]));
  const inputs = shards.map(({ out }) => join(out, 'gradients.json'));
  const outputs = ['json', 'html', 'junit'].flatMap(name => [`--${name}`, `merged/gradients.${name}`]);
  const merge = args => run('npx', ['gradcheck', 'merge', ...args], { cwd: folder });
  const { status, output } = merge([...inputs, ...outputs]);
  if (status !== 0) return [`merge ended with ${status}:\n${output}`];
  const merged = readFileSync(join(folder, 'merged/gradients.json'), 'utf8');
  const incomplete = merge([inputs[0]]).output;
  return [
    ...unless(isDeepStrictEqual(timeless(merged), timeless(whole)), 'merged shards are not the whole run'),
    ...unless(
      JSON.parse(merged).checks.every(({ shard }) => /^[12]\/2$/.test(shard)),
      'checks without their shard',
    ),
    ...unless(output.endsWith('1 of 8 gradients is incorrect.\n'), `merge said:\n${output}`),
    ...unless(incomplete.includes('warning: shard 2/2 is missing'), `a missing shard was not told:\n${incomplete}`),
  ];
}

function judgeBlobs(folder, node, command, whole) {
  for (const k of [1, 2]) {
    start(folder, node, [...command, `--shard=${k}/2`, '--reporter=blob', `--outputFile.blob=blobs/${k}.json`]);
  }
  const merged = start(folder, node, [...command, '--merge-reports=blobs']);
  const isWhole =
    merged.names.includes('gradients.json') &&
    isDeepStrictEqual(timeless(merged.read('gradients.json')), timeless(whole));
  return unless(isWhole, `merged blobs are not the whole run:\n${merged.output}`);
}

function judgeCrash(folder, node, command, whole) {
  const { status, output, names, read } = start(folder, node, command, { GRADCHECK_CRASH: 'yes' });
  if (!isDeepStrictEqual(names, written)) return [`after a crash only ${names.join(', ')}\n${output}`];
  const { checks, problems } = timeless(read('gradients.json'));
  const [crashed, others] = [true, false].map(is => checks.filter(({ file }) => (file === 'crash.test.js') === is));
  return [
    ...unless(status !== 0, 'the run passed although a worker died'),
    ...unless(crashed.length === 1 && crashed[0].check.verdict === 'correct', 'the check before the crash is lost'),
    ...unless(isDeepStrictEqual(others, timeless(whole).checks), 'a crash changed the checks of other files'),
    ...unless(problems.length > 0, 'the crash is not mentioned'),
  ];
}

/**
 * @param runner - vitest or jest
 * @returns problems, none when all is well
 */
export function judgeReports(folder, node, runner) {
  const command = runners[runner];
  const whole = start(folder, node, command);
  const problems = judgeFiles(whole);
  if (problems.length > 0) return problems;
  const text = whole.read('gradients.json');
  return [
    ...judgeShards(folder, node, command, text),
    ...(runner === 'vitest' ? judgeBlobs(folder, node, command, text) : []),
    ...judgeCrash(folder, node, command, text),
  ];
}
