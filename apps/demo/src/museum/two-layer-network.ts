import { iris } from '../data/iris.ts';
import { add, dot, type Floats, map, sumColumns, times, transpose, zip } from '../matrix.ts';
import { backprop, cost, forward, type Weights } from '../models/two-layer-network.ts';
import { network } from '../points.ts';
import { type Room, withGradient } from './room.ts';

const flowers = iris(10);
const m = flowers.X.shape[1];
const right = {
  value: (w: Weights) => cost(w, flowers),
  gradient: (w: Weights) => backprop(w, flowers),
};

const scaled = (b: Floats, factor: number): Floats => b.map(v => v * factor);

/** The backward pass of the model, but for the derivative of tanh. */
function wrongSlope(w: Weights): Weights {
  const { A1, P } = forward(w, flowers.X);
  const dZ2 = zip(P, flowers.Y, (p, y) => (p - y) / m);
  const dZ1 = zip(dot(transpose(w.W2), dZ2), A1, (da, a) => da * (1 - a));
  return { ...right.gradient(w), W1: dot(dZ1, transpose(flowers.X)), b1: sumColumns(dZ1) };
}

export const twoLayerNetwork: Room = {
  model: 'two-layer network',
  at: network,
  right,
  mistakes: [
    {
      title: 'W1 transposed',
      story: 'X·dZᵀ for dZ·Xᵀ: with as many inputs as hidden units no shape complains',
      wrong: withGradient(right, g => ({ W1: transpose(g.W1) })),
      named: { transposed: ['W1'] },
    },
    {
      title: 'biases summed over the batch, not averaged',
      story: 'The division by m stands in the line of dW and is missing in the line of db',
      wrong: withGradient(right, g => ({ b1: scaled(g.b1, m), b2: scaled(g.b2, m) })),
      named: { scaled: ['b1', 'b2'] },
    },
    {
      title: 'divided by the batch size twice',
      story: 'dZ was divided by m already, and dW is once more',
      wrong: withGradient(right, g => ({ W2: times(g.W2, 1 / m) })),
      named: { scaled: ['W2'] },
    },
    {
      title: 'bias never written',
      story: 'The gradient is an array of zeros that the loop forgets to fill',
      wrong: withGradient(right, g => ({ b1: scaled(g.b1, 0) })),
      named: { detached: ['b1'] },
    },
    {
      title: 'last entry never written',
      story: 'i < n − 1 for i < n',
      wrong: withGradient(right, g => ({ W2: map(g.W2, (v, r, c) => (r === 2 && c === 3 ? 0 : v)) })),
      named: { isolated: ['W2'] },
    },
    {
      title: 'index off by one',
      story: 'The formula comes from a book that counts from 1',
      wrong: withGradient(right, g => ({ b1: g.b1.map((_, i) => g.b1[(i + 1) % g.b1.length]!) })),
      named: { shifted: ['b1'] },
    },
    {
      title: 'W2 filled from its end',
      story: 'The loop runs backwards, as the pass does, and pushes as it goes',
      wrong: withGradient(right, g => ({ W2: { data: g.W2.data.slice().reverse(), shape: g.W2.shape } })),
      named: { flipped: ['W2'] },
    },
    {
      title: 'weights decayed before the pass',
      story: 'The optimiser shrinks the weights in place, and backprop runs after it, not before',
      wrong: {
        value: right.value,
        gradient: (w: Weights) => {
          w.W2.data.set(w.W2.data.map(v => 0.99 * v));
          return backprop(w, flowers);
        },
      },
      named: { 'mutates-input': ['W1', 'b1', 'W2', 'b2'] },
    },
    {
      title: 'two mistakes at once',
      story: 'A first draft of the backward pass, with a transposed product and a bias that is summed',
      wrong: withGradient(right, g => ({ W1: transpose(g.W1), b2: scaled(g.b2, m) })),
      named: { transposed: ['W1'], scaled: ['b2'] },
    },
    {
      title: 'derivative of tanh without its square',
      story:
        '1 − a for 1 − a². No rearrangement of the gradient undoes it; what is left is where: everything below the tanh',
      wrong: { value: right.value, gradient: wrongSlope },
      named: { unknown: ['W1', 'b1'] },
    },
  ],
};

const lambda = 0.7;
const decayed = {
  value: (w: Weights) => cost(w, flowers, lambda),
  gradient: (w: Weights) => backprop(w, flowers, lambda),
};

export const twoLayerNetworkWithDecay: Room = {
  model: 'two-layer network with L2',
  at: network,
  right: decayed,
  mistakes: [
    {
      title: 'the term stands in the loss alone',
      story: 'Regularisation was added to the cost, and nobody told backprop',
      wrong: { value: decayed.value, gradient: right.gradient },
      named: { 'missing-term': ['W1', 'W2'] },
    },
    {
      title: 'the ½ of the loss is overlooked',
      story: 'The cost has λ/2m·‖W‖², so that the 2 of the square cancels; the gradient has it nevertheless',
      wrong: withGradient(decayed, (g, w) => ({
        W1: add(g.W1, times(w.W1, lambda / m)),
        W2: add(g.W2, times(w.W2, lambda / m)),
      })),
      named: { 'missing-term': ['W1', 'W2'] },
    },
  ],
};
