import type {} from '@gradcheck/jest-matcher/globals';
import { describe, expect, test } from '@jest/globals';
import * as convolution from '../../src/models/convolution.ts';
import { layerNorm, layerNormBackward } from '../../src/models/layer-norm.ts';
import * as logistic from '../../src/models/logistic-regression.ts';
import { step, stepBackward } from '../../src/models/lstm-cell.ts';
import { backprop, cost, type Weights } from '../../src/models/two-layer-network.ts';
import { cell, iris, layer, numbers, setosa, sizes, weights } from '../../src/points.ts';

describe('hand-written derivatives', () => {
  test('logistic regression on Iris', async () => {
    const value = (p: logistic.Parameters) => logistic.loss(p, setosa);
    const gradient = (p: logistic.Parameters) => logistic.gradient(p, setosa);
    await expect({ value, gradient }).toHaveCorrectGradients({
      at: { w: numbers(4, 12, 0.4), b: 0.2 },
      evidence: 'always',
    });
  });

  test('backprop of the two-layer network on Iris', async () => {
    const value = (p: Weights) => cost(p, iris, sizes);
    const gradient = (p: Weights) => backprop(p, iris, sizes);
    await expect({ value, gradient }).toHaveCorrectGradients({ at: weights, evidence: 'always' });
  });

  test('convolution and ReLU', async () => {
    const { loss: value, gradient } = convolution;
    await expect({ value, gradient }).toHaveCorrectGradients({ at: layer, evidence: 'always' });
  });

  test('LSTM cell, as a vjp', async () => {
    await expect({ value: step, vjp: stepBackward }).toHaveCorrectGradients({ at: cell, evidence: 'always' });
  });

  test('layer norm, as a vjp', async () => {
    const at = { x: numbers(8, 13), gamma: numbers(8, 14), beta: numbers(8, 15) };
    await expect({ value: layerNorm, vjp: layerNormBackward }).toHaveCorrectGradients({ at, evidence: 'always' });
  });

  test('the two-layer network in float32 storage', async () => {
    const at = {
      W1: Float32Array.from(weights.W1),
      b1: Float32Array.from(weights.b1),
      W2: Float32Array.from(weights.W2),
      b2: Float32Array.from(weights.b2),
    };
    const wide = (p: typeof at): Weights => ({
      W1: Float64Array.from(p.W1),
      b1: Float64Array.from(p.b1),
      W2: Float64Array.from(p.W2),
      b2: Float64Array.from(p.b2),
    });
    const value = (p: typeof at) => cost(wide(p), iris, sizes);
    const gradient = (p: typeof at) => backprop(wide(p), iris, sizes);
    await expect({ value, gradient }).toHaveCorrectGradients({ at, evidence: 'always' });
  });
});
