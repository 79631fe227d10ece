import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import type { Differentiable } from '../../src/subject/differentiable.ts';
import { checkGradientsInWorkers } from '../../src/workers/index.ts';

const at = { W: Float64Array.from({ length: 40 }, (_, i) => Math.sin(i + 1)), b: 0.3 };
const module = new URL('model.mjs', import.meta.url);

it('says the same in workers, bit for bit', async () => {
  const model = (await import(module.href)) as Differentiable<typeof at>;
  const { cost, ...here } = checkGradients(model, { at });
  const { cost: spent, ...there } = await checkGradientsInWorkers(module, { at, workers: 2 });
  expect(there).toEqual(here);
  expect(spent.valueCalls).toBe(cost.valueCalls);
});

it('passes on what the function throws, with its place', async () => {
  const faulty = new URL('throws.mjs', import.meta.url);
  await expect(checkGradientsInWorkers(faulty, { at: [1, 2], workers: 1 })).rejects.toThrow(
    /ERR_USER_FUNCTION.*x is 1/s,
  );
});

it('names what is missing', async () => {
  const empty = new URL('empty.mjs', import.meta.url);
  await expect(checkGradientsInWorkers(empty, { at: 1 })).rejects.toThrow(/does not export `value`/);
  await expect(checkGradientsInWorkers(module, { at, workers: 0 })).rejects.toThrow(/`workers`/);
});

it.each([
  ['workers.js', 'await import'],
  ['workers.cjs', 'createRequire(import.meta.url)'],
])('says which package it needs, and how to install it: %s', (file, load) => {
  const alone = mkdtempSync(join(tmpdir(), 'gradcheck-workers-'));
  cpSync(new URL('../../dist/', import.meta.url), alone, { recursive: true });
  const script = `
    import { createRequire } from 'node:module';
    const { checkGradientsInWorkers } = ${load}(${JSON.stringify(join(alone, file))});
    await checkGradientsInWorkers(${JSON.stringify(module.href)}, { at: 1 }).catch(error => console.log(error.message));
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  rmSync(alone, { recursive: true });
  expect(said).toBe(`ERR_MISSING_PACKAGE: checkGradientsInWorkers() needs the package piscina, a pool of worker threads

  Install it beside @gradcheck/core: npm i -D piscina
`);
});
