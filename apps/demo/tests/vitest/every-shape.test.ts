import { checkGradients } from '@gradcheck/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, transpose } from '../../src/matrix.ts';
import { type Batch, backprop, cost, type Weights } from '../../src/models/two-layer-network.ts';
import { network } from '../../src/points.ts';

const anyCase = fc.record({
  inputs: fc.integer({ min: 1, max: 6 }),
  hidden: fc.integer({ min: 1, max: 6 }),
  classes: fc.integer({ min: 2, max: 5 }),
  m: fc.integer({ min: 1, max: 8 }),
  seed: fc.nat(1000),
});

/** Inputs that differ in every entry, and the classes by turns. */
function batchOf({ inputs, classes, m }: { inputs: number; classes: number; m: number }): Batch {
  const like = new Float64Array();
  return {
    X: filled(inputs, m, like, (i, n) => Math.sin(1 + i + inputs * n)),
    Y: filled(classes, m, like, (k, n) => (n % classes === k ? 1 : 0)),
  };
}

test('backprop is right for networks of every shape', async () => {
  const property = fc.asyncProperty(anyCase, async ({ m, seed, ...sizes }) => {
    const batch = batchOf({ m, ...sizes });
    const value = (w: Weights) => cost(w, batch);
    const gradient = (w: Weights) => backprop(w, batch);
    await expect({ value, gradient }).toHaveCorrectGradients({ at: network(Float64Array, sizes, seed) });
  });
  await fc.assert(property, { numRuns: 10, seed: 7 });
});

/** W1 comes out column by column, which nobody notices while it has one row or one column. */
function columnMajor(w: Weights, batch: Batch): Weights {
  const { W1, ...rest } = backprop(w, batch);
  return { ...rest, W1: { data: transpose(W1).data, shape: W1.shape } };
}

test('a mistake shrinks to the smallest network that shows it', () => {
  const property = fc.property(anyCase, ({ m, seed, ...sizes }) => {
    const batch = batchOf({ m, ...sizes });
    const value = (w: Weights) => cost(w, batch);
    const gradient = (w: Weights) => columnMajor(w, batch);
    return checkGradients({ value, gradient }, { at: network(Float64Array, sizes, seed) }).verdict === 'correct';
  });
  const { counterexample } = fc.check(property, { seed: 7 });
  expect(counterexample).toEqual([{ inputs: 2, hidden: 2, classes: 2, m: 1, seed: 0 }]);
});
