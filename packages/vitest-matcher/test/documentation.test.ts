import { readFileSync } from 'node:fs';
import { assertCorrectGradients, checkGradients, numericalGradient } from '@gradcheck/core';
import { expect, test } from 'vitest';
import '../src/setup.ts';

/** Blocks of a README by their language, in order. */
function blocks(path: string): { language: string; text: string }[] {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(([, language, inside]) => ({
    language: language!,
    text: inside!,
  }));
}

/** Its first example, and what the README says that it prints. */
function example(path: string): { code: string; message: string } {
  const all = blocks(path);
  const code = all.findIndex(({ language }) => language === 'js');
  const message = all.slice(code).find(({ language }) => language === '')!;
  return { code: all[code]!.text.replace(/^import .*$/gm, ''), message: message.text };
}

/** Runs the code of an example with what it would have imported. */
async function run(code: string, imports: Readonly<Record<string, unknown>>): Promise<unknown> {
  const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...args: unknown[]) => unknown;
  return new AsyncFunction(...Object.keys(imports), code)(...Object.values(imports));
}

test('the example of the README fails with the message that it shows', async () => {
  const { code, message } = example('README.md');
  const tests: (() => Promise<void>)[] = [];
  await run(code, { expect, test: (_: string, body: () => Promise<void>) => tests.push(body) });
  expect(tests).toHaveLength(1);
  await expect(tests[0]!()).rejects.toThrow(expect.objectContaining({ message }));
});

test('so does the one of the core', async () => {
  const { code, message } = example('packages/core/README.md');
  await expect(run(code, { assertCorrectGradients, checkGradients, numericalGradient })).rejects.toThrow(
    expect.objectContaining({ message }),
  );
});

/** Names that a source file lists in the declaration that begins with `start`: the strings of a union, or the keys of an interface. */
function namesIn(path: string, start: string): string[] {
  const text = readFileSync(new URL(`../../core/src/${path}`, import.meta.url), 'utf8');
  const from = text.indexOf(start);
  expect(from, start).toBeGreaterThanOrEqual(0);
  const end = start.startsWith('export interface') ? '\n}' : ';';
  const declaration = text.slice(from + start.length, text.indexOf(end, from));
  const names = start.startsWith('export interface')
    ? declaration.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)
    : declaration.matchAll(/'([\w-]+)'/g);
  return [...names].map(([, name]) => name!);
}

test.each([
  ['options.ts', 'export interface CheckOptions<P = unknown> {', 'Options'],
  ['subject/differentiable.ts', 'export interface Differentiable<P = unknown, Y = unknown> {', 'The subject'],
  ['types.ts', 'export type InconclusiveReason =', 'Verdicts'],
  ['types.ts', 'export type WarningKind =', 'Warnings'],
  ['types.ts', 'export type DiagnosisKind =', 'Diagnoses'],
  ['errors.ts', 'export type ErrorCode =', 'Misuse'],
])('the guide knows every name of %s, %s', (path, declaration, heading) => {
  const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');
  const section = guide.split(/^## /m).find(text => text.startsWith(`${heading}\n`))!;
  const names = namesIn(path, declaration);
  expect(names.length).toBeGreaterThan(5);
  // `adapters` is shown where tensors are.
  const missing = names.filter(name => !new RegExp(`\`${name}\\b`).test(section) && name !== 'adapters');
  expect(missing).toEqual([]);
});

test('the guide states the defaults that the options have', () => {
  const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');
  const options = readFileSync(new URL('../../core/src/options.ts', import.meta.url), 'utf8');
  const documented = [...options.matchAll(/@default (\S+?)(?: \*\/|\n)[\s\S]*?readonly (\w+)\?/g)].map(
    ([, value, name]) => [name!, value!],
  );
  expect(documented.length).toBeGreaterThan(8);
  for (const [name, value] of documented) {
    const [, stated] = new RegExp(`^\\| \`${name}\` \\| (.+?) \\|`, 'm').exec(guide) ?? [];
    expect([name, stated?.replaceAll('`', '')]).toEqual([name, value === 'Infinity' ? 'none' : value]);
  }
});
