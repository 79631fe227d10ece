import { expect, test } from 'vitest';
import { digits } from '../../src/data/digits.ts';
import { convolve, convolveBackward } from '../../src/models/convolution.ts';
import { backprop, cost, type Network } from '../../src/models/convolutional-network.ts';
import { convolutionalNetwork, layer } from '../../src/points.ts';

const precisions = [
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const;

test.each(precisions)('convolution with padding, as a vjp, %s', async (_, Storage) => {
  const op = { value: convolve, vjp: convolveBackward };
  await expect(op).toHaveCorrectGradients({ at: layer(Storage), evidence: 'always' });
});

test.each(precisions)('convolution, ReLU and max-pool on digits, %s', async (_, Storage) => {
  const images = digits(4);
  const value = (network: Network) => cost(network, images);
  const gradient = (network: Network) => backprop(network, images);
  await expect({ value, gradient }).toHaveCorrectGradients({ at: convolutionalNetwork(Storage), evidence: 'always' });
});
