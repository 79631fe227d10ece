// Holds what a runner reported, and what was recorded, against the situations of a suite.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describeRecord, expectedRecords } from './suites.mjs';

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));
const sortedTexts = things => things.map(thing => JSON.stringify(sortKeys(thing))).sort();
const sortKeys = thing => Object.fromEntries(Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * @param suites - file → situations
 * @param report - file of the runner's JSON report
 * @returns problems, none when every test ended as it must
 */
export function judgeTests(folder, suites, report) {
  const file = join(folder, report);
  if (!existsSync(file)) return ['the runner wrote no report'];
  const files = new Map(readJson(file).testResults.map(result => [basename(result.name), result.assertionResults]));
  return Object.entries(suites).flatMap(([name, situations]) => {
    const tests = files.get(name);
    if (!tests) return [`${name} did not run`];
    const ended = tests.map(({ ancestorTitles, title }) => [...ancestorTitles, title]);
    const wanted = situations.map(({ titles }) => titles);
    // Vitest 3 puts an empty title before all others.
    const found = ended.map(titles => titles.filter(title => title !== ''));
    if (!isDeepStrictEqual(found, wanted)) return [`${name} has other tests:\n${found.join('\n')}`];
    return situations.flatMap(({ titles, words }, k) => {
      const { status, failureMessages = [] } = tests[k];
      const message = failureMessages.join('\n');
      if (status !== (words ? 'failed' : 'passed')) return [`${name}: "${titles.join(' › ')}" ${status}\n${message}`];
      return words && !message.includes(words) ? [`${name}: "${titles.join(' › ')}" says:\n${message}`] : [];
    });
  });
}

/**
 * @param run - file of the recorded run
 * @returns problems, none when exactly the expected checks were recorded, each whole
 */
export function judgeRecords(folder, suites, run) {
  const file = join(folder, run);
  if (!existsSync(file)) return ['no run was recorded'];
  const { checks } = readJson(file);
  const wanted = sortedTexts(
    Object.entries(suites).flatMap(([name, situations]) => expectedRecords(folder, name, situations)),
  );
  const found = sortedTexts(checks.map(describeRecord));
  const broken = checks.filter(({ milliseconds, check, error }) => {
    const isWhole = check ? check.schemaVersion === 1 && check.parameters.length > 0 && check.summary : error?.message;
    return typeof milliseconds !== 'number' || milliseconds < 0 || !isWhole;
  });
  return [
    ...wanted.filter(record => !take(found, record)).map(record => `not recorded: ${record}`),
    ...found.map(record => `recorded without reason: ${record}`),
    ...broken.map(record => `a broken record: ${JSON.stringify(record)}`),
  ];
}

/** Removes one occurrence; whether there was one. */
function take(texts, text) {
  const at = texts.indexOf(text);
  if (at >= 0) texts.splice(at, 1);
  return at >= 0;
}
