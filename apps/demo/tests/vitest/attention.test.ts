import { expect, test } from 'vitest';
import { attention, attentionBackward } from '../../src/models/attention.ts';
import { layerNorm, layerNormBackward } from '../../src/models/layer-norm.ts';
import { block, rows } from '../../src/points.ts';

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('layer norm, as a vjp, %s', async (_, Storage) => {
  const op = { value: layerNorm, vjp: layerNormBackward };
  await expect(op).toHaveCorrectGradients({ at: rows(Storage), evidence: 'always' });
});

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('causal attention with layer norm, as a vjp, %s', async (_, Storage) => {
  const op = { value: attention, vjp: attentionBackward };
  await expect(op).toHaveCorrectGradients({ at: block(Storage), evidence: 'always' });
});
