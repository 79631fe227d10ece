import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkGradients, type GradientCheck, type GradientRun, type RecordedCheck } from '@gradcheck/core';
import { XMLParser } from 'fast-xml-parser';
import { expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { annotations } from '../src/github/annotations.ts';
import { summaryOf } from '../src/github/summary.ts';
import {
  html,
  json,
  junit,
  mergeRuns,
  parseRun,
  renderHtml,
  renderJunit,
  resolveReporter,
  runReporters,
} from '../src/index.ts';

const right = checkGradients(
  { value: (x: number) => x * x, gradient: (x: number) => 2 * x },
  { at: 3, evidence: 'always' },
);
const wrong = checkGradients(
  { value: (x: number[]) => x[0]! * x[1]!, gradient: (x: number[]) => [...x] },
  { at: [2, 5] },
);
const undecided = checkGradients({ value: Math.floor, gradient: () => 0 }, { at: 4 });

function recorded(title: string, check: GradientCheck, extra: Partial<RecordedCheck> = {}): RecordedCheck {
  const passed = check.verdict === 'correct';
  return {
    file: 'test/a.test.ts',
    line: 7,
    titles: ['suite', title],
    ordinal: 0,
    attempt: 1,
    repeat: 0,
    expectation: 'correct',
    passed,
    milliseconds: 12,
    check,
    ...extra,
  };
}

function runOf(checks: readonly RecordedCheck[], extra: Partial<GradientRun> = {}): GradientRun {
  return {
    schemaVersion: 1,
    project: 'p',
    startedAt: '2026-01-02T03:04:05.000Z',
    milliseconds: 99,
    runner: { name: 'vitest', version: '4' },
    node: '20',
    gradcheck: '0',
    checks,
    problems: [],
    ...extra,
  };
}

const HOSTILE = `</script><img src=x onerror=alert(1)> ]]> "q" 'a' \`b\` \u2028 \u0007 \ud800 \u001b[31mred\u001b[0m \n %0A`;
const misused: RecordedCheck = {
  ...recorded('misuse', right),
  passed: false,
  error: { code: 'ERR_OPTION', message: 'ERR_OPTION: no\nsuch' },
};
const { check: _, ...misuse } = misused;
const run = runOf([
  recorded('right', right),
  recorded('wrong', wrong),
  recorded('undecided', undecided),
  recorded(HOSTILE, wrong),
  recorded('right', right),
  misuse,
]);

const schema = readFileSync(new URL('./schema/gradcheck-junit.xsd', import.meta.url), 'utf8');

test.each([
  ['default', run],
  ['strict', run],
  ['default', runOf([])],
] as const)('JUnit XML (%s) validates and counts what it holds', async (flavor, which) => {
  const xml = renderJunit(which, flavor);
  const { valid, errors } = await validateXML({ xml: [{ fileName: 'out.xml', contents: xml }], schema: [schema] });
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect(valid).toBe(true);
  const parsed = new XMLParser({
    ignoreAttributes: false,
    isArray: name => name === 'testcase' || name === 'testsuite',
  }).parse(xml);
  const suites = parsed.testsuites.testsuite ?? [];
  const cases = suites.flatMap((suite: { testcase: unknown[] }) => suite.testcase) as Record<string, unknown>[];
  expect(cases.length).toBe(which.checks.length);
  expect(cases.filter(c => c.failure).length).toBe(which.checks.length === 0 ? 0 : 2);
  expect(cases.filter(c => c.error).length).toBe(which.checks.length === 0 ? 0 : 2);
  expect(xml).not.toContain('[31m');
});

test('the page shows hostile names as text, loads nothing, and is the same every time', () => {
  const page = renderHtml(run);
  expect(page).not.toContain('<img');
  expect(page.match(/<\/script/g)?.length).toBe(1);
  expect(page).not.toMatch(/\s(?:style|on\w+)=["']/);
  expect(page).not.toMatch(/(?:src|href)="https?:/);
  expect(page).toContain("default-src 'none'");
  expect(renderHtml(run)).toBe(page);
  expect(page).toContain('3 of 6 gradients are incorrect.'.replace('3', '2'));
});

test('the page says so when nothing was checked', () => {
  expect(renderHtml(runOf([]))).toContain('No gradient was checked.');
});

test('a run survives its JSON file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const outputFile = join(folder, 'deep', 'run.json');
  await json({ outputFile }).onRunEnd(run);
  expect(parseRun(readFileSync(outputFile, 'utf8'), 'run.json')).toEqual(JSON.parse(JSON.stringify(run)));
  expect(readdirSync(join(folder, 'deep'))).toEqual(['run.json']);
});

test('a wrong, a newer and a truncated file are told apart', () => {
  expect(() => parseRun('{"schemaVersion":1,', 'x.json')).toThrow(/x.json is not whole JSON/);
  expect(() => parseRun('{"schemaVersion":7}', 'x.json')).toThrow(/newer gradcheck/);
  expect(() => parseRun('{"schemaVersion":1}', 'x.json')).toThrow(/not a whole gradcheck run: at project/);
});

test('merging keeps every check once, and misses a shard', () => {
  const first = runOf([recorded('a', right)], { shard: { index: 1, count: 3 } });
  const second = runOf([recorded('b', wrong)], { shard: { index: 2, count: 3 } });
  const merged = mergeRuns([first, second, first]);
  expect(merged.checks.map(({ titles, shard }) => [titles[1], shard])).toEqual([
    ['a', '1/3'],
    ['b', '2/3'],
  ]);
  expect(merged.problems).toEqual(['shard 3/3 is missing: its checks are not in this report']);
});

test('only the last attempt of a test counts', () => {
  const retried = runOf([recorded('flaky', wrong), recorded('flaky', right, { attempt: 2 })]);
  expect(renderJunit(retried)).toContain('tests="1" failures="0"');
});

test('GitHub gets annotations within its limits', () => {
  const many = Array.from({ length: 30 }, (_, k) => recorded(`n${k}`, wrong));
  const lines = annotations(run, many);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toContain('::error file=test/a.test.ts,line=7,title=Incorrect gradient%3A x::');
  expect(Buffer.byteLength(summaryOf(runOf(many), many, { bytes: 900 * 1024 }))).toBeLessThan(1024 * 1024);
});

test('one failing reporter stops neither the others nor the run', async () => {
  const seen: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const broken = { name: 'broken', onRunEnd: () => Promise.reject(new Error('disk full')) };
  await runReporters([broken, { name: 'fine', onRunEnd: r => void seen.push(r.project) }], run);
  expect(write.mock.calls.join()).toContain('"broken" failed: disk full');
  expect(seen).toEqual(['p']);
  write.mockRestore();
});

test('reporters are found by name and by path', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  writeFileSync(join(folder, 'mine.mjs'), 'export default options => ({ name: options.name, onRunEnd() {} });');
  writeFileSync(join(folder, 'none.mjs'), 'export default 3;');
  expect((await resolveReporter('./mine.mjs', { name: 'mine' }, folder)).name).toBe('mine');
  expect((await resolveReporter('html', { outputFile: 'a.html' }, folder)).name).toBe('html');
  await expect(resolveReporter('./none.mjs', {}, folder)).rejects.toThrow(/no gradient reporter/);
});

test('files land where they were asked for, or the error names them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  await html({ outputFile: join(folder, 'a', 'b.html') }).onRunEnd(run);
  await junit({ outputFile: join(folder, 'a', 'c.xml') }).onRunEnd(run);
  expect(readdirSync(join(folder, 'a'))).toEqual(['b.html', 'c.xml']);
  expect(() => junit({ outputFile: '/dev/null/x.xml' }).onRunEnd(run)).toThrow(/cannot write \/dev\/null\/x.xml/);
});
