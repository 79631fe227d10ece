import { checkGradients } from '@gradcheck/core';
import type {} from '@gradcheck/jest-matcher/globals';
import { expect, test } from '@jest/globals';
import { digits } from '../../src/data/digits.ts';
import { backprop, cost, type Network } from '../../src/models/deep-network.ts';
import { deepNetwork } from '../../src/points.ts';

const images = digits(8);

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('deep network with batch norm and dropout on digits, %s', async (_, Storage) => {
  const dropout = { keep: 0.8, seed: 7 };
  const value = (network: Network) => cost(network, images, dropout);
  const gradient = (network: Network) => backprop(network, images, dropout);
  await expect({ value, gradient }).toHaveCorrectGradients({ at: deepNetwork(Storage), evidence: 'always' });
});

test('dropout that draws another mask at each call gets no verdict, and the reason', () => {
  let step = 0;
  const value = (network: Network) => cost(network, images, { keep: 0.8, seed: step++ });
  const gradient = (network: Network) => backprop(network, images, { keep: 0.8, seed: step++ });
  const check = checkGradients({ value, gradient }, { at: deepNetwork(Float64Array) });
  expect(check).toMatchObject({ verdict: 'inconclusive', reason: 'nondeterministic' });
});
