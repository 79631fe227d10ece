import type {} from '@gradcheck/jest-matcher/globals';
import { expect, test } from '@jest/globals';
import { elu, eluProduct, huber, huberGradient } from '../../src/models/activation.ts';
import { vector } from '../../src/points.ts';

const precisions = [
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const;

test.each(precisions)('ELU, backward and forward, %s', async (_, Storage) => {
  const op = { value: elu, vjp: eluProduct, jvp: eluProduct };
  await expect(op).toHaveCorrectGradients({ at: vector(Storage), evidence: 'always' });
});

test.each(precisions)('Huber loss, %s', async (_, Storage) => {
  const loss = { value: huber, gradient: huberGradient };
  await expect(loss).toHaveCorrectGradients({ at: vector(Storage), evidence: 'always' });
});
