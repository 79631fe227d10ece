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
