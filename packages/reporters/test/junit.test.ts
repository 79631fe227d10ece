import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junit, renderJunit } from '../src/index.ts';
import { legalLine, legalText } from '../src/junit/legal-text.ts';
import { type Reading, readers } from './junit-readers.ts';
import { everyOutcome, HOSTILE, misused, recorded, right, runOf, wrong } from './runs.ts';

// Four readers and a validator take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const schema = readFileSync(new URL('./schema/gradcheck-junit.xsd', import.meta.url), 'utf8');

async function faultsOf(xml: string): Promise<string[]> {
  const pages = 4096;
  const { errors } = await validateXML({
    xml: [{ fileName: 'out.xml', contents: xml }],
    schema: [schema],
    maxMemoryPages: pages,
  });
  return errors.map(({ message }) => message);
}

/** What the readers found; they must agree in everything. */
function readByAll(xml: string): Reading {
  const [first, ...others] = Object.entries(readers).map(([name, read]) => [name, normalized(read(xml))] as const);
  for (const [name, reading] of others) expect(reading, name).toEqual(first![1]);
  return first![1];
}

/** Other line ends than \n are newlines to some readers, themselves to others; in attributes all of them are blanks, or nothing. */
function normalized(reading: Reading): Reading {
  const blank = (attribute: string): string => attribute.replace(/[\s\u0085]+/g, ' ').trim();
  return {
    ...reading,
    cases: reading.cases.map(found => ({
      ...found,
      name: blank(found.name),
      classname: blank(found.classname),
      message: blank(found.message),
      text: found.text.replace(/\r\n?|[\u0085\u2028]/g, '\n'),
    })),
  };
}

const count = ({ cases }: Reading, outcome: string): number => cases.filter(found => found.outcome === outcome).length;

const flavors = ['default', 'strict'] as const;

describe.each(flavors)('JUnit XML, %s flavour', flavor => {
  test('says failure for incorrect, error for undecided and misused, and what a reader needs to know', async () => {
    const xml = renderJunit(everyOutcome, flavor);
    expect(await faultsOf(xml)).toEqual([]);
    const reading = readByAll(xml);
    expect(reading.cases.map(({ name, outcome }) => [name.slice(0, 26), outcome])).toEqual([
      ['suite › right', 'passed'],
      ['suite › wrong', 'failure'],
      ['suite › undecided', 'error'],
      ['suite › </script><img src=', 'failure'],
      ['suite › right (2)', 'passed'],
      ['suite › planted', 'passed'],
      ['suite › planted, but right', 'failure'],
      ['suite › misuse', 'error'],
      ['suite › </script><img src=', 'passed'],
      ['suite › </script><img src=', 'error'],
    ]);
    expect(reading.stated).toEqual({ tests: 10, failures: 3, errors: 3 });
    expect(reading.cases[1]!.message).toBe(wrong.summary);
    expect(reading.cases[1]!.text.split('\n')[0]).toBe(wrong.summary);
    expect(reading.cases[6]!.message).toMatch(/^Expected an incorrect gradient/);
    expect([...xml.matchAll(/ type="(\w+)"/g)].map(([, type]) => type)).toEqual([
      ...[
        'IncorrectGradient',
        'InconclusiveGradient',
        'IncorrectGradient',
        'ERR_UNEXPECTEDLY_CORRECT',
        'ERR_OPTION',
        'ERR_OPTION',
      ],
    ]);
    expect(reading.cases[9]!.text).toContain('\\u0007 \\ud800 \\udc00x \\uffff \\ufffe \u{1f600} red');
  });

  test('holds an empty run', async () => {
    const xml = renderJunit(runOf([]), flavor);
    expect(await faultsOf(xml)).toEqual([]);
    expect(readByAll(xml)).toEqual({ cases: [], stated: { tests: 0, failures: 0, errors: 0 } });
  });

  test('splits 10,000 checks, and loses and repeats none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
    const checks = Array.from({ length: 10_000 }, (_, k) =>
      recorded(k % 2 === 0 ? 'the same' : `number ${k}`, k % 5 === 0 ? wrong : right),
    );
    await junit({ outputFile: join(folder, 'gradients.xml'), flavor }).onRunEnd(runOf(checks));
    expect(readdirSync(folder).sort()).toEqual(['gradients-2.xml', 'gradients.xml']);
    const parts = ['gradients.xml', 'gradients-2.xml'].map(name => readFileSync(join(folder, name), 'utf8'));
    for (const part of parts) expect(await faultsOf(part)).toEqual([]);
    const readings = parts.map(readByAll);
    expect(readings.map(({ stated }) => stated)).toEqual([
      { tests: 5000, failures: 1000, errors: 0 },
      { tests: 5000, failures: 1000, errors: 0 },
    ]);
    expect(readings.map(reading => count(reading, 'failure'))).toEqual([1000, 1000]);
    const cases = readings.flatMap(reading => reading.cases);
    expect(new Set(cases.map(({ classname, name }) => JSON.stringify([classname, name]))).size).toBe(10_000);
  });
});

const brokenText = fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units));
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), brokenText, fc.constant(HOSTILE), fc.constant(''));
const number = fc.oneof(fc.double(), fc.nat());

const anyCheck: fc.Arbitrary<RecordedCheck> = fc
  .record({
    file: text,
    title: text,
    message: text,
    project: text,
    milliseconds: number,
    line: number,
    ordinal: fc.nat(2),
  })
  .map(({ file, title, message, project, milliseconds, line, ordinal }) => ({
    ...misused(title, message, { file, project, milliseconds, line, ordinal }),
    error: { code: title, message },
  }));

test('whatever names, texts and numbers a run holds, the document is legal and complete', async () => {
  const anyRun: fc.Arbitrary<GradientRun> = fc
    .record({ checks: fc.array(anyCheck, { maxLength: 80 }), project: text, folder: text, startedAt: text })
    .map(({ checks, ...extra }) => runOf(checks, extra));
  await fc.assert(
    fc.asyncProperty(anyRun, fc.constantFrom(...flavors), async (run, flavor) => {
      const xml = renderJunit(run, flavor);
      expect(await faultsOf(xml)).toEqual([]);
      expect(readByAll(xml).cases.length).toBe(run.checks.length);
    }),
    { numRuns: 10 },
  );
});

test('a text of white space alone is read as empty by all', () => {
  const [only] = readByAll(renderJunit(runOf([misused('blank', ' \n')]))).cases;
  expect(only).toMatchObject({ message: '(empty)', text: '' });
});

test('a smaller run takes the further parts of a larger one away, and nobody else’s file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const reporter = junit({ outputFile: join(folder, 'g.xml') });
  await reporter.onRunEnd(runOf(Array.from({ length: 10_001 }, (_, k) => recorded(`n${k}`, right))));
  writeFileSync(join(folder, 'g-4.xml'), '<mine/>');
  await reporter.onRunEnd(runOf([recorded('a', right)]));
  expect(readdirSync(folder).sort()).toEqual(['g-4.xml', 'g.xml']);
});

test('only the last attempt of a test counts, and says which it was', () => {
  const xml = renderJunit(runOf([recorded('flaky', wrong), recorded('flaky', right, { attempt: 2 })]));
  expect(xml).toContain('tests="1" failures="0"');
  expect(xml).toContain('<property name="gradcheck.attempt" value="2"/>');
});

test('projects, repetitions and packages keep their names apart', () => {
  const checks = [
    recorded('a', right, { project: 'browser' }),
    recorded('a', right, { project: 'node' }),
    recorded('a', right, { project: 'node', repeat: 1 }),
  ];
  const xml = renderJunit(runOf(checks, { folder: 'packages/x' }));
  expect(readByAll(xml).cases.map(({ classname, name }) => [classname, name])).toEqual([
    ['test/a.test.ts (browser)', 'suite › a'],
    ['test/a.test.ts (node)', 'suite › a'],
    ['test/a.test.ts (node)', 'suite › a (repeat 2)'],
  ]);
  expect(xml).toContain('file="packages/x/test/a.test.ts" line="7"');
});

test('attachments stand with what failed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const outputFile = join(folder, 'g.xml');
  await junit({ outputFile, attachments: ['reports/gradients.html'] }).onRunEnd(everyOutcome);
  const xml = readFileSync(outputFile, 'utf8');
  expect(await faultsOf(xml)).toEqual([]);
  expect(xml.match(/\[\[ATTACHMENT\|reports\/gradients\.html\]\]/g)).toHaveLength(6);
});

test('colour goes whole, what is illegal stays visible', () => {
  expect(legalText('\u001b[1;31mred\u001b[0m \u009b2J \u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe('red  link');
  expect(legalText('\u001b \u0000\ud83d \u{1f600}\ufffe\t\n')).toBe('\\u001b \\u0000\\ud83d \u{1f600}\\ufffe\t\n');
  expect(legalLine(' a \n b\u2028c ')).toBe('a b c');
  expect(legalLine('\n')).toBe('(empty)');
  expect(legalLine('x'.repeat(2000))).toBe(`${'x'.repeat(1000)}…`);
});
