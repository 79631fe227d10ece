// Checks the demo's models in both runners, then renders one report from both runs.
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { html, json, junit, mergeRuns, parseRun } from '@gradcheck/reporters';
import { runIn } from './run-in.mjs';

const demo = fileURLToPath(new URL('..', import.meta.url));
const reports = resolve(demo, '../../reports');

const passed = [runIn(demo, 'vitest run'), runIn(demo, 'jest')];

const runs = ['vitest', 'jest'].map(name => {
  const file = join(demo, 'reports', `${name}.json`);
  return parseRun(readFileSync(file, 'utf8'), file);
});
const merged = mergeRuns(runs);
mkdirSync(reports, { recursive: true });
await html({ outputFile: join(reports, 'gradients.html') }).onRunEnd(merged);
await junit({ outputFile: join(reports, 'gradients.xml') }).onRunEnd(merged);
await json({ outputFile: join(reports, 'gradients.json') }).onRunEnd(merged);

/** What each check of a run came to, by the name of its test. */
const outcomes = ({ checks }) => checks.map(c => [...c.titles, c.ordinal, c.check?.verdict].join(' › ')).sort();
const [inVitest, inJest] = runs.map(outcomes);
const agree = JSON.stringify(inVitest) === JSON.stringify(inJest);

const of = (checks, expectation) => checks.filter(c => c.expectation === expectation);
const held = checks => checks.filter(c => c.passed).length;
const [right, wrong] = ['correct', 'incorrect'].map(expectation => of(runs[0].checks, expectation));
process.stdout.write(`
${held(right)} of ${right.length} checks prove a hand-written derivative right, ${held(wrong)} of ${wrong.length} find a planted mistake.
Vitest and Jest ${agree ? 'agree on every one' : 'DISAGREE: compare apps/demo/reports/vitest.json with jest.json'}.

  reports/gradients.html   open it in a browser: npx gradcheck open reports/gradients.html
  reports/gradients.xml    JUnit XML for CI
  reports/gradients.json   the run as data

What does a failure say?   npm run demo:museum
`);
process.exitCode = passed.every(Boolean) && agree ? 0 : 1;
