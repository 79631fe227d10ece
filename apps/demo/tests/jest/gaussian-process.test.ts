import type {} from '@gradcheck/jest-matcher/globals';
import { expect, test } from '@jest/globals';
import { petalWidths } from '../../src/data/iris.ts';
import { gradient, type Hyperparameters, logLikelihood } from '../../src/models/gaussian-process.ts';
import { hyperparameters } from '../../src/points.ts';

const flowers = petalWidths(5);

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('log-likelihood of a Gaussian process on Iris, %s', async (_, Storage) => {
  const subject = {
    value: (p: Hyperparameters) => logLikelihood(p, flowers),
    gradient: (p: Hyperparameters) => gradient(p, flowers),
  };
  await expect(subject).toHaveCorrectGradients({ at: hyperparameters(Storage), evidence: 'always' });
});
