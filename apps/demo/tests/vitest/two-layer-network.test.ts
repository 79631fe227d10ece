import { describe, expect, test } from 'vitest';
import { iris } from '../../src/data/iris.ts';
import { backprop, cost, type Weights } from '../../src/models/two-layer-network.ts';
import { network } from '../../src/points.ts';

describe.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('two-layer network on Iris, %s', (_, Storage) => {
  const at = network(Storage);
  const flowers = iris(10);

  test('a batch', async () => {
    const value = (w: Weights) => cost(w, flowers);
    const gradient = (w: Weights) => backprop(w, flowers);
    await expect({ value, gradient }).toHaveCorrectGradients({ at, evidence: 'always' });
  });

  test('a batch of one', async () => {
    const flower = iris(150);
    const value = (w: Weights) => cost(w, flower);
    const gradient = (w: Weights) => backprop(w, flower);
    await expect({ value, gradient }).toHaveCorrectGradients({ at, evidence: 'always' });
  });

  test('with L2 regularisation', async () => {
    const value = (w: Weights) => cost(w, flowers, 0.7);
    const gradient = (w: Weights) => backprop(w, flowers, 0.7);
    await expect({ value, gradient }).toHaveCorrectGradients({ at, evidence: 'always' });
  });
});
