import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedCheck } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';
import { expect, test, vi } from 'vitest';
import { annotations } from '../src/github/annotations.ts';
import { summaryOf } from '../src/github/summary.ts';
import { worstFirst } from '../src/github/worst-first.ts';
import { github } from '../src/index.ts';
import { everyOutcome, misused, recorded, right, runOf, undecided, wrong } from './runs.ts';

const many = (count: number): RecordedCheck[] => Array.from({ length: count }, (_, k) => recorded(`n${k}`, wrong));
const failedOf = (checks: readonly RecordedCheck[]): RecordedCheck[] => worstFirst(checks.filter(c => !c.passed));

test('an annotation says where, what and why on its first lines', () => {
  const run = runOf([recorded('a', wrong)], { folder: 'packages/x' });
  expect(annotations(run, failedOf(run.checks))).toEqual([
    '::error file=packages/x/test/a.test.ts,line=7,title=Incorrect gradient%3A x::' +
      `${wrong.summary}%0ALikely: ${wrong.diagnoses[0]!.kind}. ${wrong.diagnoses[0]!.evidence}`,
  ]);
});

test('ten fit; of more, the worst nine and how many are left', () => {
  expect(annotations(everyOutcome, many(10))).toHaveLength(10);
  const lines = annotations(everyOutcome, many(23));
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('::error title=Gradients::and 14 more, see the summary');
});

test('what is surely wrong comes first, the largest error before the others', () => {
  const scaled = (largestRelativeError: number | 'NaN') => ({
    ...wrong,
    parameters: wrong.parameters.map(parameter => ({ ...parameter, largestRelativeError })),
  });
  const checks = [
    recorded('planted, but right', right, { expectation: 'incorrect', passed: false }),
    recorded('undecided', undecided),
    misused('misused', 'ERR_OPTION: no such option'),
    recorded('a little', scaled(0.01)),
    recorded('not a number', scaled('NaN')),
    recorded('much', scaled(3)),
  ];
  expect(worstFirst(checks).map(({ titles }) => titles[1])).toEqual([
    'not a number',
    'much',
    'a little',
    'misused',
    'undecided',
    'planted, but right',
  ]);
});

test('no name ends its line or its command', () => {
  for (const line of annotations(everyOutcome, failedOf(everyOutcome.checks))) {
    expect(line).toMatch(/^::error (?:[a-z]+=[^:,\r\n]*,?)+::[^\r\n]*$/);
  }
});

test('the summary has a row for every failure, its whole text folded, and counts the others', () => {
  const run = runOf([recorded('a', right), recorded('b', wrong)], { problems: ['shard 2/2 is missing'] });
  const text = summaryOf(run, failedOf(run.checks), {
    bytes: 10_000,
    source: (file, line) => `https://example.org/${file}#L${line}`,
  });
  const message = failureMessage(wrong, { negated: false });
  expect(text.replace(message, 'the whole message').replaceAll(wrong.summary, 'its first line')).toMatchInlineSnapshot(`
    "## 1 of 2 gradients is incorrect.

    > ⚠ shard 2/2 is missing

    | check | what | worst | where |
    | --- | --- | --- | --- |
    | suite › b | its first line | x\\[0\\] | [test/a.test.ts\\:7](<https://example.org/test/a.test.ts#L7>) |

    <details><summary>suite › b</summary>

    \`\`\`text
    the whole message
    \`\`\`

    </details>
    "
  `);
});

test('hostile names stay in their cell and out of the markup', () => {
  const text = summaryOf(everyOutcome, failedOf(everyOutcome.checks), { bytes: 900_000 });
  const rows = text.split('\n').filter(line => line.startsWith('| suite') || line.startsWith('| '));
  expect(rows.length).toBe(2 + 6);
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
  const outside = text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
  expect(outside).not.toMatch(/<(?!\/?details|\/?summary)/);
});

test('a summary ends in time, and says what is left out', () => {
  const failed = many(5000);
  const text = summaryOf(runOf(failed), failed, { bytes: 300_000 });
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  expect(text).toMatch(/\n\d+ more failed: the table is full\.\n/);
  expect(text).toMatch(/\nThe full text of \d+ checks is left out: the summary is full\.\n$/);
});

test('it is appended, and counts what is there already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const summaryFile = join(folder, 'summary.md');
  writeFileSync(summaryFile, 'x'.repeat(900 * 1024 - 5000));
  const lines: string[] = [];
  await github({ summaryFile, print: line => lines.push(line) }).onRunEnd(runOf(many(100)));
  expect(readFileSync(summaryFile, 'utf8').length).toBeLessThan(900 * 1024);
  expect(readFileSync(summaryFile, 'utf8')).toContain('x## 100 of 100 gradients are incorrect.');
  expect(lines).toHaveLength(10);
});

test('outside of GitHub it writes the file it is given and prints nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  vi.stubEnv('GITHUB_ACTIONS', '');
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await github().onRunEnd(runOf(many(3)));
  await github({ summaryFile: join(folder, 'reports', 'gradients.md') }).onRunEnd(runOf(many(3)));
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
  vi.unstubAllEnvs();
  expect(readFileSync(join(folder, 'reports', 'gradients.md'), 'utf8')).toMatch(/^## 3 of 3 gradients/);
});

test('a summary that cannot be written is a clear error', () => {
  expect(() => github({ summaryFile: tmpdir(), print: () => {} }).onRunEnd(everyOutcome)).toThrow(
    /cannot append the job summary/,
  );
});
