// Runners without a package of ours: what docs/runners.md says of them.
import { stripVTControlCharacters } from 'node:util';
import { run } from './workbench.mjs';

const wrongGradient = 'Gradient of w is incorrect';

/** Names what does not hold, and shows the output. */
const unless = (holds, output) => (holds ? [] : [output]);

export function judgeNodeTest(folder, node) {
  const { status, output } = run(node, ['--test', '--test-reporter=tap', 'node-test.mjs'], { cwd: folder });
  const hasBoth = /^# pass 1$/m.test(output) && /^# fail 1$/m.test(output);
  return unless(status !== 0 && hasBoth && output.includes(wrongGradient), output);
}

export function judgeMocha(folder, node) {
  const { status, output } = run(node, ['node_modules/mocha/bin/mocha.js', 'mocha.spec.mjs'], { cwd: folder });
  const hasBoth = /^ *1 passing/m.test(output) && /^ *1 failing/m.test(output);
  // No diff of an expected and an actual value: there is none.
  return unless(status !== 0 && hasBoth && output.includes(wrongGradient) && !output.includes('+ expected'), output);
}

/** Words of a failure by the name of its test, in compat/projects/bun and compat/projects/playwright. */
const failures = {
  'fails: a wrong gradient': wrongGradient,
  'fails: a wrong gradient of an asynchronous function': wrongGradient,
  'fails: no verdict under .not': 'No verdict: value() jumps by 1 at x',
  'fails: misuse under .not': 'ERR_NO_DERIVATIVE: ',
};

export function judgeBun(folder) {
  const { status, output } = run('node_modules/.bin/bun', ['test'], { cwd: folder });
  // What Bun says of a test stands above its name.
  const told = output.split(/^\((?:pass|fail)\) .*$/m);
  const names = [...output.matchAll(/^\((pass|fail)\) (.*?)(?: \[.*\])?$/gm)];
  const isRight = names.every(([, ended, name], k) => name.startsWith(ended) && told[k].includes(failures[name] ?? ''));
  return unless(status !== 0 && names.length === 7 && isRight, output);
}

/** Workers of Playwright are told to colour what they say. */
const plain = stripVTControlCharacters;

export function judgePlaywright(folder, node) {
  const { status, output } = run(node, ['node_modules/@playwright/test/cli.js', 'test'], { cwd: folder });
  const tests = JSON.parse(output).suites[0].specs;
  const isRight = tests.every(({ title, ok, tests: [{ results }] }) =>
    title in failures ? !ok && plain(results[0].error.message).includes(failures[title]) : ok,
  );
  return unless(status !== 0 && tests.length === 7 && isRight, output);
}
