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
