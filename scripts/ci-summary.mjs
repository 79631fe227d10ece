// The last line of CI, from what the test runners wrote: Vitest's and Jest's JSON reports have one form.
// node scripts/ci-summary.mjs NAME=EXIT_CODE …   (one argument per step of .ci/run)
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));
const sum = numbers => numbers.reduce((total, n) => total + n, 0);

/** Workspaces that promise tests, and the root, where the consumers' report lies. */
const folders = ['packages', 'apps']
  .flatMap(parent => readdirSync(parent).map(name => `${parent}/${name}`))
  .filter(folder => existsSync(`${folder}/package.json`) && readJson(`${folder}/package.json`).scripts?.test)
  .concat('.');

function countTests(report) {
  // A file that could not be loaded has no test to blame, but it is a failure all the same.
  const unloadable = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const counts = folders.flatMap(folder => {
  const reports = `${folder}/reports`;
  const names = existsSync(reports) ? readdirSync(reports).filter(name => /^tests.*\.json$/.test(name)) : [];
  if (names.length === 0) {
    console.log(`${folder}: no test report was written`);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
  return names.map(name => {
    const count = countTests(readJson(`${reports}/${name}`));
    console.log(`${folder}/reports/${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    return count;
  });
});

const failedSteps = process.argv.slice(2).filter(step => !step.endsWith('=0'));
for (const step of failedSteps) console.log(`step failed: ${step}`);

const passed = sum(counts.map(count => count.passed));
const failedTests = sum(counts.map(count => count.failed));
const skipped = sum(counts.map(count => count.skipped));
// A step can fail without a failing test (lint, types, a package's exports): that must not read "0 failed".
const failed = failedTests || failedSteps.length;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
