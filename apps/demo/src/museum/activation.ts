import type { Floats } from '../matrix.ts';
import { elu, eluProduct, huber, huberGradient } from '../models/activation.ts';
import { vector } from '../points.ts';
import type { Room } from './room.ts';

export const activation: Room = {
  model: 'ELU',
  at: vector,
  right: { value: elu, vjp: eluProduct, jvp: eluProduct },
  mistakes: [
    {
      title: 'output taken for its derivative',
      story: 'The derivative below zero is y + 1, and the 1 is forgotten',
      wrong: { value: elu, vjp: (x: Floats, dy: Floats) => dy.map((d, i) => (x[i]! > 0 ? d : d * Math.expm1(x[i]!))) },
      named: { 'input-region': ['x'] },
    },
    {
      title: 'incoming gradient ignored',
      story: 'The backward pass returns f′(x), and was only ever tried with a sum, where the incoming gradient is 1',
      wrong: {
        value: elu,
        vjp: (x: Floats) =>
          eluProduct(
            x,
            x.map(() => 1),
          ),
      },
      named: { 'ignores-cotangent': ['x'] },
    },
  ],
};

export const huberLoss: Room = {
  model: 'Huber loss',
  at: vector,
  right: { value: huber, gradient: huberGradient },
  mistakes: [
    {
      title: 'outliers pull without a bound',
      story: 'The branch for large residuals is written in the loss and forgotten in the gradient',
      wrong: { value: huber, gradient: (x: Floats) => x },
      named: { 'input-region': ['x'] },
    },
  ],
};
