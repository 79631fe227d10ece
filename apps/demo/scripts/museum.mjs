// Runs the museum of bugs as plain failing tests, for the reader to see the messages and the report.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseRun } from '@gradcheck/reporters';
import { runIn } from './run-in.mjs';

const demo = fileURLToPath(new URL('..', import.meta.url));
runIn(demo, 'vitest run --config vitest.museum.config.ts');

const file = fileURLToPath(new URL('../../../reports/museum.json', import.meta.url));
const { checks } = parseRun(readFileSync(file, 'utf8'), file);
const found = checks.filter(({ check }) => check?.verdict === 'incorrect').length;
process.stdout.write(`
${found} of ${checks.length} planted mistakes were found: every test above is meant to fail.

  reports/museum.html   open it in a browser: npx gradcheck open reports/museum.html
`);
process.exitCode = found === checks.length && found > 0 ? 0 : 1;
