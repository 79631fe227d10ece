const { tfjs } = await import('@gradcheck/core/tfjs');
const tf = await import('@tensorflow/tfjs');
const backend = (await tf.setBackend('webgl')) ? 'webgl' : 'cpu';
await tf.setBackend(backend);
await tf.ready();
console.log(`tfjs computes on ${tf.getBackend()}`);

const differentiable = tfjs(tf);
const w = tf.tensor2d([
  [0.5, -1.25],
  [2, 0.75],
]);

test('tensors', async () => {
  await expect(differentiable(x => tf.sum(tf.tanh(x)))).toHaveCorrectGradients({ at: [w] });
});

test('tensors, a wrong operation', async () => {
  const doubled = tf.customGrad(x => ({ value: tf.square(x), gradFunc: dy => tf.mul(dy, tf.mul(x, 4)) }));
  await expect(differentiable(x => tf.sum(doubled(x)))).toHaveCorrectGradients({ at: [w] });
});
