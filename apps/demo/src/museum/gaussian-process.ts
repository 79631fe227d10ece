import { petalWidths } from '../data/iris.ts';
import { gradient, type Hyperparameters, logLikelihood } from '../models/gaussian-process.ts';
import { hyperparameters } from '../points.ts';
import { type Room, withGradient } from './room.ts';

const flowers = petalWidths(5);
const right = {
  value: (p: Hyperparameters) => logLikelihood(p, flowers),
  gradient: (p: Hyperparameters) => gradient(p, flowers),
};

export const gaussianProcess: Room = {
  model: 'Gaussian process',
  at: hyperparameters,
  right,
  mistakes: [
    {
      title: 'gradient of the negative log-likelihood',
      story: 'The optimiser minimises and the function is to be maximised: one of the two was negated',
      wrong: withGradient(right, g => ({
        lengthScales: g.lengthScales.map(v => -v),
        signal: -g.signal,
        noise: -g.noise,
      })),
      named: { 'sign-flipped': ['lengthScales', 'signal', 'noise'] },
    },
    {
      title: 'variances taken for standard deviations',
      story: '∂(σ²)/∂σ is 2σ, and the 2 is missing',
      wrong: withGradient(right, g => ({ signal: g.signal / 2, noise: g.noise / 2 })),
      named: { scaled: ['signal', 'noise'] },
    },
    {
      title: 'float32 by accident',
      story: 'The covariance of the backward pass is built in a Float32Array, in a model of doubles',
      wrong: {
        value: right.value,
        gradient: (p: Hyperparameters) => right.gradient({ ...p, lengthScales: Float32Array.from(p.lengthScales) }),
      },
      named: { 'low-precision': ['lengthScales', 'signal', 'noise'] },
      inFloat64Only: true,
    },
    {
      title: 'derivative with respect to the logarithm',
      story: 'The code once optimised log ℓ; now it optimises ℓ, and the gradient is still ℓ·∂/∂ℓ',
      wrong: withGradient(right, (g, p) => ({ lengthScales: g.lengthScales.map((v, i) => v * p.lengthScales[i]!) })),
      named: { unknown: ['lengthScales'] },
    },
  ],
};
