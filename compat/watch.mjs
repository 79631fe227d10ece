// Watch mode: a file that is changed is tested again, and its checks replace those it left before.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cleanEnvironment, run } from './workbench.mjs';

const runners = {
  vitest: {
    command: ['node_modules/vitest/vitest.mjs', '--watch', '--config', 'watch.config.mjs'],
    config: `import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
export default { test: {
  globals: true, include: ['watched/*.test.js'], setupFiles: ['@gradcheck/vitest-matcher/setup'],
  reporters: ['default', gradientReporter({ reporters: [['json', { outputFile: 'watched.json' }]] })],
} };
`,
  },
  jest: {
    command: ['node_modules/jest/bin/jest.js', '--watch', '--config', 'watch.config.cjs'],
    config: `module.exports = {
  transform: {}, roots: ['<rootDir>/watched'], setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: [['json', { outputFile: 'watched.json' }]] }]],
};
`,
  },
};

/** A test file whose gradient is off by a factor, when it is not 2. */
const source = (name, factor) => `test('${name}', () => {
  expect({ value: x => x * x, gradient: x => ${factor} * x }).toHaveCorrectGradients({ at: 3 });
});
`;

/** Waits until the records are these; its limit is for a run that never comes. */
async function until(file, wanted, output) {
  let found;
  for (let tries = 0; tries < 600; tries++) {
    if (existsSync(file)) {
      found = JSON.parse(readFileSync(file, 'utf8')).checks.map(({ titles, check }) => [titles[0], check.verdict]);
      if (isDeepStrictEqual(found, wanted)) return [];
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return [`recorded ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}\n${output().slice(-4000)}`];
}

/**
 * @param runner - vitest or jest
 * @returns problems, none when all is well
 */
export async function judgeWatch(folder, node, runner) {
  const { command, config } = runners[runner];
  const watched = join(folder, 'watched');
  for (const old of [watched, join(folder, 'watched.json')]) rmSync(old, { recursive: true, force: true });
  mkdirSync(watched);
  writeFileSync(join(folder, command.at(-1)), config);
  const write = (name, factor) => writeFileSync(join(watched, `${name}.test.js`), source(name, factor));
  const git = (...args) =>
    run('git', ['-c', 'user.name=compat', '-c', 'user.email=compat@localhost', ...args], { cwd: watched });
  write('a', 3);
  write('b', 2);
  // Jest runs what differs from the last commit.
  git('init', '-q');
  const TMPDIR = mkdtempSync(join(folder, 'temporary-'));
  const child = spawn(node, command, { cwd: folder, env: { ...cleanEnvironment(), TMPDIR } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
  const ended = new Promise(resolve => child.on('close', resolve));
  const recorded = wanted => until(join(folder, 'watched.json'), wanted, () => output);
  try {
    const first = await recorded([
      ['a', 'incorrect'],
      ['b', 'correct'],
    ]);
    if (first.length > 0) return ['the first run:', ...first];
    git('add', 'b.test.js');
    git('commit', '-qm', 'b');
    write('a', 2);
    const second = await recorded([
      ['a', 'correct'],
      ['b', 'correct'],
    ]);
    if (second.length > 0) return ['after a change:', ...second];
    writeFileSync(join(watched, 'a.test.js'), source('a', 2) + source('another', 3));
    const third = await recorded([
      ['a', 'correct'],
      ['another', 'incorrect'],
      ['b', 'correct'],
    ]);
    return third.length > 0 ? ['after a test came:', ...third] : [];
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}
