import type {} from '@gradcheck/jest-matcher/globals';
import { expect, test } from '@jest/globals';
import { jacobian, residual, type View } from '../../src/models/camera.ts';
import { view } from '../../src/points.ts';

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('residual of bundle adjustment, as a dense Jacobian, %s', async (_, Storage) => {
  const value = (v: View) => residual(v, [118, -71]);
  await expect({ value, jacobian }).toHaveCorrectGradients({ at: view(Storage), evidence: 'always' });
});
