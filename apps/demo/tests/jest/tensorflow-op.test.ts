import { tfjs } from '@gradcheck/core/tfjs';
import type {} from '@gradcheck/jest-matcher/globals';
import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

beforeAll(async () => {
  tf.enableProdMode(); // no banner
  await tf.setBackend('cpu');
});

/** x·sigmoid(x), with a gradient of its own that saves the input alone. */
const swish = tf.customGrad((x, save) => {
  const input = x as tf.Tensor;
  (save as (tensors: tf.Tensor[]) => void)([input]);
  return {
    value: tf.mul(input, tf.sigmoid(input)),
    gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
      const s = tf.sigmoid(saved!);
      return tf.mul(dy, tf.add(s, tf.mul(saved!, tf.mul(s, tf.sub(1, s)))));
    },
  };
});

test('a custom op of TensorFlow.js', async () => {
  const op = tfjs(tf)((x: tf.Tensor) => swish(x));
  await expect(op).toHaveCorrectGradients({
    at: [
      tf.tensor2d([
        [0.3, -1.2, 0.8],
        [2.1, -0.4, 0.1],
      ]),
    ],
    evidence: 'always',
  });
});

test('a layer with that op in it', async () => {
  const layer = tfjs(tf)((x: tf.Tensor2D, w: tf.Tensor2D) => swish(tf.matMul(x, w)));
  const at = [
    tf.tensor2d([[0.3, -0.8, 0.5]]),
    tf.tensor2d([
      [0.2, -0.6],
      [0.7, 0.9],
      [-0.4, 0.3],
    ]),
  ];
  await expect(layer).toHaveCorrectGradients({ at, evidence: 'always' });
});
