// Checks the demo's models in both runners, then renders one report from both runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { html, json, junit, mergeRuns, parseRun } from '@gradcheck/reporters';

const demo = fileURLToPath(new URL('..', import.meta.url));
const reports = resolve(demo, '../../reports');
mkdirSync(reports, { recursive: true });

const run = (...command) => spawnSync('npx', command, { cwd: demo, stdio: 'inherit' }).status ?? 1;
const statuses = [run('vitest', 'run'), run('jest')];

const runs = ['vitest', 'jest'].map(name => {
  const file = join(demo, 'reports', `${name}.json`);
  const found = parseRun(readFileSync(file, 'utf8'), file);
  return { ...found, checks: found.checks.map(check => ({ ...check, project: name })) };
});
const merged = mergeRuns(runs);
const files = { html: 'gradients.html', xml: 'gradients.xml', json: 'gradients.json' };
await html({ outputFile: join(reports, files.html) }).onRunEnd(merged);
await junit({ outputFile: join(reports, files.xml) }).onRunEnd(merged);
await json({ outputFile: join(reports, files.json) }).onRunEnd(merged);

const held = merged.checks.filter(check => check.passed).length;
process.stdout.write(`
${held} of ${merged.checks.length} gradient assertions held, in Vitest and in Jest.
Right gradients are proved right, and every bug of the museum is found.

  reports/${files.html}   open it in a browser: npx gradcheck open reports/${files.html}
  reports/${files.xml}    JUnit XML for CI
  reports/${files.json}   the run as data
`);
process.exitCode = statuses.every(status => status === 0) ? 0 : 1;
