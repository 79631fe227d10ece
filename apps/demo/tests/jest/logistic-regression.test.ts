import type {} from '@gradcheck/jest-matcher/globals';
import { expect, test } from '@jest/globals';
import { setosa } from '../../src/data/iris.ts';
import { gradient, hessianProduct, loss, type Parameters } from '../../src/models/logistic-regression.ts';
import { logistic } from '../../src/points.ts';

const flowers = setosa(10);

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('logistic regression on Iris, %s', async (_, Storage) => {
  const subject = {
    value: (p: Parameters) => loss(p, flowers),
    gradient: (p: Parameters) => gradient(p, flowers),
  };
  await expect(subject).toHaveCorrectGradients({ at: logistic(Storage), evidence: 'always' });
});

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('its Hessian, for Newton steps, %s', async (_, Storage) => {
  const subject = {
    value: (p: Parameters) => loss(p, flowers),
    gradient: (p: Parameters) => gradient(p, flowers),
    hvp: (p: Parameters, v: Parameters) => hessianProduct(p, v, flowers),
  };
  await expect(subject).toHaveCorrectGradients({ at: logistic(Storage), evidence: 'always' });
});
