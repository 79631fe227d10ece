import { assertCorrectGradients } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { iris } from '../../src/data/iris.ts';
import { backprop, cost, type Weights } from '../../src/models/two-layer-network.ts';
import { network } from '../../src/points.ts';

const flowers = iris(10);
const at = network(Float64Array);
const value = (w: Weights) => cost(w, flowers);
const gradient = (w: Weights) => backprop(w, flowers);

test('asynchronous: a worker, a GPU, a server', async () => {
  const subject = { value: async (w: Weights) => value(w), gradient: async (w: Weights) => gradient(w) };
  await expect(subject).toHaveCorrectGradients({ at, concurrency: 4 });
});

test('cost and gradient from one call', async () => {
  const valueAndGradient = (w: Weights) => ({ value: value(w), gradient: gradient(w) });
  await expect({ valueAndGradient }).toHaveCorrectGradients({ at });
});

test('some parameters only', async () => {
  await expect({ value, gradient }).toHaveCorrectGradients({ at, wrt: ['W2', 'b2'] });
});

test('one number, one slope', async () => {
  await expect({ value: Math.sin, gradient: Math.cos }).toHaveCorrectGradients({ at: 0.7 });
});

test('nested arrays of plain numbers', async () => {
  const diagonal = {
    value: (A: number[][]) => A[0]![0]! * A[1]![1]!,
    gradient: (A: number[][]) => [
      [A[1]![1]!, 0],
      [0, A[0]![0]!],
    ],
  };
  await expect(diagonal).toHaveCorrectGradients({
    at: [
      [2, 3],
      [5, 7],
    ],
  });
});

test('without a matcher', () => {
  assertCorrectGradients({ value, gradient }, { at });
});
