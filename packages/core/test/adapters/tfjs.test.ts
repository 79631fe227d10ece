import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { tfjs } from '../../src/adapters/tfjs.ts';
import { checkGradients } from '../../src/index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const at = [tf.tensor2d([[0.3, -0.8, 0.5]]), tf.tensor2d([[0.2], [0.7], [-0.4]])];

it('checks the gradients of an op, and frees its tensors', () => {
  const before = tf.memory().numTensors;
  const check = checkGradients(
    tfjs(tf)((x: tf.Tensor2D, w: tf.Tensor2D) => tf.tanh(tf.matMul(x, w))),
    { at },
  );
  expect(check.verdict).toBe('correct');
  expect(check.parameters.map(({ path, shape }) => [path, shape])).toEqual([
    ['0', [1, 3]],
    ['1', [3, 1]],
  ]);
  expect(tf.memory().numTensors).toBe(before);
});

it('finds a wrong custom gradient', () => {
  const square = tf.customGrad((x, save) => {
    (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
    return {
      value: tf.square(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.mul(3, saved[0]!)),
    };
  });
  const check = checkGradients(
    tfjs(tf)((x: tf.Tensor) => square(x)),
    { at: [at[0]!] },
  );
  expect(check.verdict).toBe('incorrect');
  expect(check.diagnoses[0]).toMatchObject({ kind: 'scaled' });
});
