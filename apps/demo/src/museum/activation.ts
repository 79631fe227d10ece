import type { Floats } from '../matrix.ts';
import { elu, eluProduct } from '../models/activation.ts';
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
      kind: 'input-region',
      where: ['x'],
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
      kind: 'ignores-cotangent',
      where: ['x'],
    },
  ],
};
