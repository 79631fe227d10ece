import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GradientRun } from '@gradcheck/core';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgram } from '../src/command/program.ts';
import { json, parseRun } from '../src/index.ts';
import { recorded, right, runOf, wrong } from './runs.ts';

let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const shard = (index: number, run: GradientRun) =>
    json({ outputFile: inFolder(`shard-${index}.json`) }).onRunEnd({ ...run, shard: { index, count: 2 } });
  await shard(1, runOf([recorded('a', right)]));
  await shard(2, runOf([recorded('b', wrong)]));
});
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs the command; everything it says, in order. */
async function gradcheck(...args: string[]): Promise<string[]> {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line.replaceAll(folder, '.'));
  const program = createProgram({ print: say, warn: say }, path => Promise.resolve(say(`opens ${path}`)));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: say, writeErr: say });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) say((error as Error).message);
  }
  return said;
}

test('merge writes what it is asked for, and closes with the headline', async () => {
  expect(
    await gradcheck(
      'merge',
      inFolder('shard-1.json'),
      inFolder('shard-2.json'),
      ...['--html', inFolder('g.html'), '--junit', inFolder('g.xml'), '--json', inFolder('all.json')],
    ),
  ).toEqual(['wrote ./g.html', 'wrote ./g.xml', 'wrote ./all.json', '1 of 2 gradients is incorrect.']);
  expect(readdirSync(folder).sort()).toEqual(['all.json', 'g.html', 'g.xml', 'shard-1.json', 'shard-2.json']);
  const merged = parseRun(readFileSync(inFolder('all.json'), 'utf8'), 'all.json');
  expect(merged.checks.map(({ shard }) => shard)).toEqual(['1/2', '2/2']);
});

test('patterns that no shell expanded are expanded, and no file counts twice', async () => {
  const said = await gradcheck(
    'merge',
    inFolder('shard-*.json'),
    inFolder('shard-1.json'),
    '--json',
    inFolder('all.json'),
  );
  expect(said).toEqual(['wrote ./all.json', '1 of 2 gradients is incorrect.']);
});

test('a missing shard is a warning', async () => {
  expect(await gradcheck('merge', inFolder('shard-2.json'), '--json', inFolder('all.json'))).toEqual([
    'warning: shard 1/2 is missing: its checks are not in this report',
    'wrote ./all.json',
    '1 of 1 gradient is incorrect.',
  ]);
});

test('merging without an output says what is missing', async () => {
  expect(await gradcheck('merge', inFolder('shard-*.json'))).toEqual([
    '1 of 2 gradients is incorrect.',
    'Nothing was written: say what to write with --html, --junit, --json or --github.',
  ]);
});

test('every file that cannot be read is told, and nothing is written', async () => {
  writeFileSync(inFolder('cut.json'), '{"schemaVersion":1,"pro');
  mkdirSync(inFolder('folder'));
  const files = ['cut.json', 'absent.json', 'folder', 'shard-1.json'].map(inFolder);
  expect(await gradcheck('merge', ...files, '--html', inFolder('g.html'))).toEqual([
    [
      './cut.json is not whole JSON: it may have been cut off while it was written.',
      'there is no file ./absent.json: did its shard run with the json reporter?',
      'cannot read ./folder: it is a folder',
    ].join('\n'),
  ]);
  expect(readdirSync(folder)).not.toContain('g.html');
});

test('an output that fails stops no other, and the command fails', async () => {
  const said = await gradcheck(
    'merge',
    inFolder('shard-*.json'),
    ...['--html', join(inFolder('shard-1.json'), 'g.html'), '--junit', inFolder('g.xml')],
  );
  expect(said).toEqual([
    'gradcheck: the reporter "html" failed: cannot write ./shard-1.json/g.html: a part of its path is a file, not a folder',
    'wrote ./g.xml',
    '1 of 2 gradients is incorrect.',
  ]);
  expect(process.exitCode).toBe(1);
});

test('--github appends to the job summary', async () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  vi.stubEnv('GITHUB_STEP_SUMMARY', inFolder('summary.md'));
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await gradcheck('merge', inFolder('shard-*.json'), '--github')).toEqual([
    'wrote the job summary',
    '1 of 2 gradients is incorrect.',
  ]);
  expect(write.mock.calls.join()).toContain('::error file=test/a.test.ts,line=7,');
  write.mockRestore();
  vi.unstubAllEnvs();
  expect(readFileSync(inFolder('summary.md'), 'utf8')).toContain('## 1 of 2 gradients is incorrect.');
});

test('--github elsewhere says that it does nothing', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  expect(await gradcheck('merge', inFolder('shard-*.json'), '--github')).toEqual([
    'warning: --github does nothing here: this is no job of GitHub Actions',
    '1 of 2 gradients is incorrect.',
  ]);
  vi.unstubAllEnvs();
});

test('open shows a page, or says how to get one', async () => {
  writeFileSync(inFolder('g.html'), '');
  expect(await gradcheck('open', inFolder('g.html'))).toEqual(['./g.html', 'opens ./g.html']);
  expect(await gradcheck('open', inFolder('none.html'))).toEqual([
    'there is no page at ./none.html. Run the tests with the html reporter, or gradcheck merge --html.',
  ]);
  expect(await gradcheck('open', inFolder('shard-1.json'))).toEqual([
    './shard-1.json is no page. Make one: gradcheck merge <files of the json reporter> --html <page>.',
  ]);
});

test.each([[[]], [['merge']], [['open']]])('%s --help shows examples that parse', async command => {
  const [help] = await gradcheck(...command, '--help');
  expect(help).toContain('Usage: gradcheck');
  const examples = [...(await gradcheck(...command, '--help')).join('').matchAll(/^ {2}\$ gradcheck (\S+)/gm)];
  expect(examples.length).toBeGreaterThan(0);
});

test('a mistyped option names the right one', async () => {
  expect((await gradcheck('merge', 'a.json', '--htm', 'x')).join('')).toContain('Did you mean --html?');
});
