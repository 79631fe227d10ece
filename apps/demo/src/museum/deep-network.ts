import { digits } from '../data/digits.ts';
import { times } from '../matrix.ts';
import { backprop, cost, type Layer, type Network } from '../models/deep-network.ts';
import { deepNetwork } from '../points.ts';
import { type Room, withGradient } from './room.ts';

const images = digits(12);
const dropout = { keep: 0.8, seed: 7 };
const right = {
  value: (network: Network) => cost(network, images, dropout),
  gradient: (network: Network) => backprop(network, images, dropout),
};

/** One hidden layer's gradient changed. */
const withLayer = (l: number, change: (g: Layer) => Partial<Layer>) =>
  withGradient(right, g => ({
    layers: g.layers.map((layer, k) => (k === l ? { ...layer, ...change(layer) } : layer)),
  }));

export const deepNetworkRoom: Room = {
  model: 'deep network',
  at: deepNetwork,
  right,
  mistakes: [
    {
      title: 'gain and shift of batch norm swapped',
      story: 'Gradients are returned as a list, and the caller takes (β, γ) for (γ, β)',
      wrong: withLayer(1, g => ({ gamma: g.beta, beta: g.gamma })),
      named: { 'swapped-parameters': ['layers.1.gamma', 'layers.1.beta'] },
    },
    {
      title: 'dropout backwards without its scale',
      story: 'Forward, kept units are divided by the share that is kept; backward, the mask is only zeros and ones',
      wrong: withLayer(1, g => ({
        W: times(g.W, 0.8),
        gamma: g.gamma.map(v => v * 0.8),
        beta: g.beta.map(v => v * 0.8),
      })),
      named: { scaled: ['layers.1.W', 'layers.1.gamma', 'layers.1.beta'] },
    },
  ],
};
