import { setosa } from '../data/iris.ts';
import { gradient, hessianProduct, loss, type Parameters } from '../models/logistic-regression.ts';
import { logistic } from '../points.ts';
import { type Room, withGradient } from './room.ts';

const flowers = setosa(10);
const m = flowers.y.length;
const right = {
  value: (p: Parameters) => loss(p, flowers),
  gradient: (p: Parameters) => gradient(p, flowers),
};

const initial: Parameters = { w: Float64Array.of(0.1, -0.1, 0.2, 0), b: 0 };

/** A gradient buffer as in frameworks that add to `.grad`: the caller has to clear it, and here does not. */
function neverCleared(): typeof right {
  const grad = { w: [0, 0, 0, 0], b: 0 };
  return {
    value: right.value,
    gradient(p) {
      const { w, b } = right.gradient(p);
      for (const [j, v] of w.entries()) grad.w[j]! += v;
      grad.b += b;
      return { w: w.map((_, j) => grad.w[j]!), b: grad.b };
    },
  };
}

export const logisticRegression: Room = {
  model: 'logistic regression',
  at: logistic,
  right,
  mistakes: [
    {
      title: 'target minus prediction',
      story: 'The error is written as y − p, as statisticians do, and the minus of the derivative is lost',
      wrong: withGradient(right, g => ({ w: g.w.map(v => -v), b: -g.b })),
      named: { 'sign-flipped': ['w', 'b'] },
    },
    {
      title: 'a sum where the loss has a mean',
      story: 'The division by m was moved into the loss, and the gradient still adds the examples up',
      wrong: withGradient(right, g => ({ w: g.w.map(v => v * m), b: g.b * m })),
      named: { scaled: ['w', 'b'] },
    },
    {
      title: 'weight decay that the loss does not have',
      story: 'The decay of the optimiser was added to the gradient as well',
      wrong: withGradient(right, (g, p) => ({ w: g.w.map((v, j) => v + 0.1 * p.w[j]!) })),
      named: { 'missing-term': ['w'] },
    },
    {
      title: 'gradients never cleared',
      story: 'zeroGrad() is missing, so that every backward pass adds to the one before',
      wrong: neverCleared(),
      named: { accumulated: ['w', 'b'] },
    },
    {
      title: 'the weights of the first step',
      story: 'backward() closed over the weights when the model was built; training has replaced them since',
      wrong: { value: right.value, gradient: () => right.gradient(initial) },
      named: { stale: ['w', 'b'] },
    },
    {
      title: 'Hessian of the sum',
      story: 'Newton steps are too short: the Hessian is added up over the examples, the gradient is averaged',
      wrong: {
        ...right,
        hvp: (p: Parameters, v: Parameters) => {
          const { w, b } = hessianProduct(p, v, flowers);
          return { w: w.map(h => h * m), b: b * m };
        },
      },
      named: { scaled: ['w', 'b'] },
    },
  ],
};
