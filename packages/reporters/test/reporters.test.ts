import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GradientRun } from '@gradcheck/core';
import { describe, expect, test, vi } from 'vitest';
import {
  announceReport,
  github,
  html,
  json,
  misplacedOptions,
  resolveReporter,
  resolveReporters,
  runReporters,
} from '../src/index.ts';
import { recorded, right, runOf } from './runs.ts';

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'gradcheck-'));
const run = runOf([
  recorded('b', right, { file: 'b.test.ts' }),
  recorded('a2', right, { file: 'a.test.ts' }),
  recorded('a1', right, { file: 'a.test.ts' }),
]);

describe('running reporters', () => {
  test('one that fails stops neither the others nor the run, and is told', async () => {
    const seen: string[] = [];
    const told: string[] = [];
    const failed = await runReporters(
      [
        { name: 'late', onRunEnd: () => Promise.reject(new Error('disk full')) },
        {
          name: 'early',
          onCheck: () => {
            throw 'no reason';
          },
          onRunEnd: () => {},
        },
        { name: 'fine', onRunEnd: ({ project }) => void seen.push(project) },
      ],
      run,
      line => told.push(line),
    );
    expect(failed).toBe(2);
    expect(told).toEqual([
      'gradcheck: the reporter "late" failed: disk full',
      'gradcheck: the reporter "early" failed: no reason',
    ]);
    expect(seen).toEqual(['p']);
  });

  test('standard error is told unless somebody else is', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runReporters([{ name: 'x', onRunEnd: () => Promise.reject(new Error('y')) }], run);
    expect(write.mock.calls).toEqual([['gradcheck: the reporter "x" failed: y\n']]);
    write.mockRestore();
  });

  test('checks come by file, in each as they were made, whatever file ran first', async () => {
    const checks: string[] = [];
    const whole: GradientRun[] = [];
    await runReporters(
      [
        {
          name: 'x',
          onCheck: ({ titles }) => void checks.push(titles[1]!),
          onRunEnd: seen => void whole.push(seen),
        },
      ],
      run,
    );
    expect(checks).toEqual(['a2', 'a1', 'b']);
    expect(whole[0]!.checks.map(({ titles }) => titles[1])).toEqual(checks);
  });
});

describe('finding reporters', () => {
  test('by a built-in name, with its files where the runner is at home', async () => {
    const root = freshFolder();
    const [junit] = await resolveReporters([['junit', { outputFile: 'out/g.xml', flavor: 'strict' }]], root);
    await junit!.onRunEnd(run);
    expect(readdirSync(join(root, 'out'))).toEqual(['g.xml']);
  });

  test('by name, with a file or without, as an object or a module: all write where the runner is at home', async () => {
    const root = freshFolder();
    writeFileSync(join(root, 'summary.md'), '');
    writeFileSync(
      join(root, 'mine.mjs'),
      'export default { name: "mine", within: root => ({ name: root, onRunEnd() {} }), onRunEnd() {} };',
    );
    const absolute = join(freshFolder(), 'g.html');
    const [mine, ...found] = await resolveReporters(
      [
        './mine.mjs',
        'html',
        ['junit', { outputFile: 'out/g.xml' }],
        json(),
        html({ outputFile: absolute }),
        github({ summaryFile: 'out/summary.md' }),
      ],
      root,
    );
    expect(mine!.name).toBe(root);
    expect(found.map(({ page }) => page)).toEqual([
      join(root, 'reports/gradients.html'),
      undefined,
      undefined,
      absolute,
      undefined,
    ]);
    expect(await runReporters(found, run)).toBe(0);
    expect(readdirSync(join(root, 'reports')).sort()).toEqual(['gradients.html', 'gradients.json']);
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['g.xml', 'summary.md']);
    expect(existsSync(absolute)).toBe(true);
  });

  test.each([
    [{ file: 'g.xml' }, 'there is no option file. It knows outputFile, flavor, attachments.'],
    [{ flavor: 'loose' }, 'at flavor, Invalid type: Expected ("default" | "strict") but received "loose".'],
  ])('an option that a built-in one does not know is an error', async (options, message) => {
    await expect(resolveReporter('junit', options, freshFolder())).rejects.toThrow(message);
  });

  test('the page, where none is named', async () => {
    const found = await resolveReporters(undefined, freshFolder());
    expect(found.map(({ name }) => name)).toEqual(['html']);
  });

  test('options beside the reporters are told where they belong', () => {
    expect(misplacedOptions({ reporters: ['html'] })).toBeUndefined();
    expect(misplacedOptions({ outputFile: 'g.html' })).toBe(
      "gradcheck: outputFile beside `reporters` is not read. An option stands with the reporter that it is for: reporters: [['html', { outputFile: '…' }]].\n",
    );
  });

  test('a name that nobody has is told those that are built in', async () => {
    await expect(resolveReporter('htlm', {}, freshFolder())).rejects.toThrow(
      /^no reporter of this name is built in, and no package of this name is installed at .* Built in are html, junit, json, github;/,
    );
  });

  test.each([
    ['a reporter', 'export default { name: "mine", onRunEnd() {} };'],
    ['a function that makes one', 'export default options => ({ name: options.name, onRunEnd() {} });'],
    ['a class', 'export default class { constructor(options) { this.name = options.name; } onRunEnd() {} }'],
  ])('by the default export of a module: %s', async (_, source) => {
    const root = freshFolder();
    writeFileSync(join(root, 'mine.mjs'), source);
    const options = { name: 'mine' };
    expect((await resolveReporter('./mine.mjs', options, root)).name).toBe('mine');
    expect((await resolveReporter(join(root, 'mine.mjs'), options, root)).name).toBe('mine');
  });

  test.each([
    ['CommonJS', { main: 'index.cjs' }, 'module.exports = { name: "mine", onRunEnd() {} };', 'index.cjs'],
    [
      'an ES module alone',
      { exports: { import: './i.mjs' } },
      'export default { name: "mine", onRunEnd() {} };',
      'i.mjs',
    ],
  ])('by the name of a package: %s', async (_, manifest, source, file) => {
    const root = freshFolder();
    const folder = join(root, 'node_modules', 'gradcheck-reporter-mine');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'gradcheck-reporter-mine', ...manifest }));
    writeFileSync(join(folder, file), source);
    expect((await resolveReporter('gradcheck-reporter-mine', {}, root)).name).toBe('mine');
  });

  test('one that cannot be had fails when the run ends, like any other', async () => {
    const root = freshFolder();
    writeFileSync(join(root, 'none.mjs'), 'export default 3;');
    const fine = { name: 'fine', onRunEnd: vi.fn() };
    const reporters = await resolveReporters(['./none.mjs', './absent.mjs', fine], root);
    const told: string[] = [];
    expect(await runReporters(reporters, run, line => told.push(line))).toBe(2);
    expect(fine.onRunEnd).toHaveBeenCalledOnce();
    expect(told[0]).toBe(
      'gradcheck: the reporter "./none.mjs" failed: "./none.mjs" is no gradient reporter: expected a default export with onRunEnd(run), or a function that makes one. Built in are html, junit, json, github.',
    );
    expect(told[1]).toContain('absent.mjs');
  });
});

test('workers are told where the page will be, from where the run was started', () => {
  const told = (...args: Parameters<typeof announceReport>): string | undefined => {
    announceReport(...args);
    return process.env.GRADCHECK_REPORT;
  };
  expect(told([json(), html()], 1)).toBe('reports/gradients.html#/');
  expect(told([html({ outputFile: join(process.cwd(), 'out/a.html') })], 2)).toBe('out/a.html');
  expect(told([json()], 1)).toBeUndefined();
});
