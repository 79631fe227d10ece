import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkGradients, type GradientRun } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { html, json, junit, parseRun } from '../src/index.ts';
import { everyOutcome, recorded, right, runOf } from './runs.ts';

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'gradcheck-'));

test('a run survives its file', async () => {
  const folder = freshFolder();
  const outputFile = join(folder, 'not', 'there', 'run.json');
  await json({ outputFile }).onRunEnd(everyOutcome);
  // Lone surrogates survive as escapes; what is read is what was checked.
  expect(parseRun(readFileSync(outputFile, 'utf8'), 'run.json')).toEqual(everyOutcome);
  expect(readdirSync(join(folder, 'not', 'there'))).toEqual(['run.json']);
});

test('every kind of evidence is read back', () => {
  let calls = 0;
  const x = { at: 1, evidence: 'always' } as const;
  const checks = [
    checkGradients({ value: (p: number) => p + (calls++ % 2), gradient: () => 1 }, x),
    checkGradients({ value: () => Number.NaN, gradient: () => 1 }, x),
    checkGradients({ value: (p: number) => Math.sign(p - 1), gradient: () => 0 }, x),
    checkGradients({ value: (p: number) => Math.abs(p - 1), gradient: () => 0 }, { ...x, kinks: 'fail' }),
    checkGradients({ value: (p: number) => Math.cbrt(p - 1), gradient: () => 1 }, x),
    checkGradients({ value: (p: number[]) => p[0]! ** 2, gradient: () => [1, 0] }, { at: [1, 2], maxEvaluations: 3 }),
    checkGradients({ value: (p: number) => p ** 3, jacobian: () => [[2]] }, x),
  ];
  const run = runOf(checks.map((check, k) => recorded(`${k}`, check)));
  expect(new Set(checks.map(({ verdict, reason }) => reason ?? verdict)).size).toBeGreaterThan(4);
  expect(parseRun(JSON.stringify(run), 'x.json')).toEqual(run);
});

test('a second mistake of a diagnosis and the step of a repeated value are read back, and are of their type', () => {
  let calls = 0;
  const noisy = checkGradients({ value: (p: number) => p + (calls++ % 2), gradient: () => 1 }, { at: 1 });
  const exponential = (p: number[][]): number => p.reduce((sum, row) => sum + Math.exp(row[0]! + 2 * row[1]!), 0);
  const twice = checkGradients(
    {
      value: exponential,
      gradient: (p: number[][]) => {
        const right = p.map(row => [1, 2].map(factor => factor * Math.exp(row[0]! + 2 * row[1]!)));
        return [0, 1].map(i => [0, 1].map(j => -right[j]![i]!));
      },
    },
    {
      at: [
        [0.1, 0.7],
        [-0.4, 0.3],
      ],
    },
  );
  const run = runOf([recorded('noisy', noisy), recorded('twice', twice)]);
  expect(run.checks[0]!.check!.inconclusive).toHaveProperty('step');
  expect(run.checks[1]!.check!.diagnoses[0]).toMatchObject({ kind: 'transposed', also: 'sign-flipped' });
  expect(parseRun(JSON.stringify(run), 'x.json')).toEqual(run);
  const fault = (
    spoil: (run: { checks: { check: { inconclusive: object; diagnoses: object[] } }[] }) => void,
  ): void => {
    const other = JSON.parse(JSON.stringify(run));
    spoil(other);
    parseRun(JSON.stringify(other), 'x.json');
  };
  expect(() => fault(({ checks }) => Object.assign(checks[0]!.check.inconclusive, { step: 'long' }))).toThrow(
    'at checks.0.check.inconclusive.step, expected a number',
  );
  expect(() => fault(({ checks }) => Object.assign(checks[1]!.check.diagnoses[0]!, { also: 2 }))).toThrow(
    'at checks.1.check.diagnoses.0.also, expected a text',
  );
});

const text = JSON.stringify(everyOutcome);
const spoilt = (spoil: (run: GradientRun) => void): string => {
  const run = JSON.parse(text);
  spoil(run);
  return JSON.stringify(run);
};

test.each([
  ['', 'x.json is empty.'],
  [text.slice(0, 900), 'x.json is not whole JSON: it may have been cut off while it was written.'],
  ['<testsuites/>', 'x.json is not whole JSON: it is another kind of file.'],
  ['[]', "x.json is JSON, but no gradcheck run: it has no schemaVersion. Merge what gradcheck's json reporter wrote."],
  [
    JSON.stringify(right),
    'x.json is one check, not a run. Its shards are put together by mergeShards of @gradcheck/core.',
  ],
  [
    spoilt(run => Object.assign(run, { schemaVersion: 7 })),
    'x.json was written by a newer gradcheck (schema 7, this one reads 1). Update @gradcheck/reporters.',
  ],
  [
    spoilt(run => Object.assign(run.checks[0]!.check!, { verdict: 'maybe' })),
    'x.json is not a whole gradcheck run: at checks.0.check.verdict, Invalid type: Expected ("correct" | "incorrect" | "inconclusive") but received "maybe".',
  ],
  [
    spoilt(run => delete (run as { node?: string }).node),
    'x.json is not a whole gradcheck run: at node, Invalid key: Expected "node" but received undefined.',
  ],
])('a file that is no run says why (%#)', (contents, message) => {
  expect(() => parseRun(contents, 'x.json')).toThrow(expect.objectContaining({ message }));
});

test('a field that a later release adds is no fault, and is kept', () => {
  const run = JSON.parse(spoilt(later => Object.assign(later, { mood: 'sunny' })));
  expect(parseRun(JSON.stringify(run), 'x.json')).toEqual(run);
});

test('an output that cannot be written is a clear error, and leaves nothing behind', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  const run = runOf([recorded('a', right)]);
  const under = join(folder, 'file', 'x.json');
  expect(() => json({ outputFile: under }).onRunEnd(run)).toThrow(
    `cannot write ${under}: a part of its path is a file, not a folder`,
  );
  const taken = join(folder, 'folder');
  expect(() => junit({ outputFile: taken }).onRunEnd(run)).toThrow(`cannot write ${taken}: it is a folder`);
  expect(() => html({ outputFile: join(folder, 'x'.repeat(300)) }).onRunEnd(run)).toThrow(/its name is too long/);
  expect(readdirSync(folder).sort()).toEqual(['file', 'folder']);
});

test('a write that fails keeps the report that was there', async () => {
  const folder = freshFolder();
  const outputFile = join(folder, 'run.json');
  await json({ outputFile }).onRunEnd(runOf([]));
  const before = readFileSync(outputFile, 'utf8');
  const endless = {
    ...runOf([]),
    toJSON: () => {
      throw new Error('no JSON');
    },
  };
  expect(() => json({ outputFile }).onRunEnd(endless)).toThrow('no JSON');
  expect(readFileSync(outputFile, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual(['run.json']);
});
