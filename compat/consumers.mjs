// Packs the real tarballs, installs them into throw-away projects, and runs a passing and a failing check in each.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gradcheck-consumers-'));
const packages = ['core', 'reporters', 'vitest-matcher', 'jest-matcher'];

function run(command, options) {
  const [name, ...words] = command.split(' ');
  return spawnSync(name, words, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    ...options,
  });
}

function pack(name) {
  const { stdout, stderr, status } = run(`npm pack --json --pack-destination ${folder}`, {
    cwd: join(root, 'packages', name),
  });
  if (status !== 0) throw new Error(`npm pack of ${name} failed: ${stderr}`);
  const packed = JSON.parse(stdout.slice(stdout.search(/[[{]/)));
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return `file:${join(folder, filename.replace('@', '').replace('/', '-'))}`;
}

const tarballs = Object.fromEntries(packages.map(name => [`@gradcheck/${name}`, pack(name)]));

const body = `
const value = x => x ** 3;
test('passes', () => { expect({ value, gradient: x => 3 * x ** 2 }).toHaveCorrectGradients({ at: 2 }); });
test('fails', () => { expect({ value, gradient: x => 6 * x ** 2 }).toHaveCorrectGradients({ at: 2 }); });
`;
const script = `
const right = checkGradients({ value: x => x * x, gradient: x => 2 * x }, { at: 3 });
const wrong = checkGradients({ value: x => x * x, gradient: x => -2 * x }, { at: 3 });
console.log(right.verdict, wrong.verdict, wrong.diagnoses[0].kind);
`;

/** Each project: what it installs, its files, its command, and what it must print. */
const projects = {
  'node import': {
    files: { 'check.mjs': `import { checkGradients } from '@gradcheck/core';${script}` },
    command: 'node check.mjs',
    prints: ['correct incorrect sign-flipped'],
  },
  'node require': {
    files: { 'check.cjs': `const { checkGradients } = require('@gradcheck/core');${script}` },
    command: 'node check.cjs',
    prints: ['correct incorrect sign-flipped'],
  },
  'vitest 4': {
    install: { vitest: '4.1.12' },
    files: {
      'vitest.config.mjs': `import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { junit } from '@gradcheck/reporters';
export default { test: { setupFiles: ['@gradcheck/vitest-matcher/setup'], reporters: ['default', gradientReporter({ reporters: [junit({ outputFile: 'out/gradients.xml' })] })] } };`,
      'a.test.mjs': `import { expect, test } from 'vitest';${body}`,
    },
    command: 'npx vitest run',
    prints: ['Gradient of x is incorrect, it is 2 times too large', '1 failed | 1 passed'],
    writes: { file: 'out/gradients.xml', holds: 'tests="2" failures="1"' },
  },
  'jest 30, CommonJS': {
    install: { jest: '30.5.2' },
    overrides: { 'unrs-resolver': '1.12.2' },
    files: {
      'jest.config.cjs': `module.exports = { setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'], reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: [['junit', { outputFile: 'out/gradients.xml' }]] }]] };`,
      'a.test.js': body,
    },
    command: 'npx jest',
    prints: ['Gradient of x is incorrect, it is 2 times too large', '1 failed, 1 passed'],
    writes: { file: 'out/gradients.xml', holds: 'tests="2" failures="1"' },
  },
};

function problemsOf(name, { install = {}, overrides = {}, files, command, prints, writes }) {
  const cwd = join(folder, name.replace(/\W+/g, '-'));
  mkdirSync(cwd);
  // Overridden as well: the packages depend on each other by version, and no registry has these.
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...tarballs, ...install },
    overrides: { ...tarballs, ...overrides },
  };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(manifest));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text);
  const installed = run('npm install --no-audit --no-fund --legacy-peer-deps --loglevel=error', { cwd });
  if (installed.status !== 0) return [`npm install failed: ${installed.stderr}`];
  const { stdout, stderr } = run(command, { cwd });
  const output = stdout + stderr;
  const missing = prints.filter(text => !output.includes(text)).map(text => `did not print "${text}":\n${output}`);
  if (writes) {
    const { stdout: text } = run(`cat ${writes.file}`, { cwd });
    if (!text.includes(writes.holds))
      missing.push(`${writes.file} does not hold ${writes.holds}: ${text.slice(0, 400)}`);
  }
  return missing;
}

let failed = 0;
for (const [name, project] of Object.entries(projects)) {
  const problems = problemsOf(name, project);
  process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}\n`);
  for (const problem of problems) process.stdout.write(`     ${problem}\n`);
  if (problems.length > 0) failed++;
}
rmSync(folder, { recursive: true, force: true });
const reports = resolve(root, 'reports');
mkdirSync(reports, { recursive: true });
const passed = Object.keys(projects).length - failed;
const report = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0, testResults: [] };
writeFileSync(join(reports, 'tests-consumers.json'), JSON.stringify(report));
process.exitCode = failed === 0 ? 0 : 1;
