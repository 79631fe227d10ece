import type { Floats } from '../matrix.ts';
import { step, stepBackward } from '../models/lstm-cell.ts';
import { cell } from '../points.ts';
import { type Room, withVjp } from './room.ts';

const right = { value: step, vjp: stepBackward };
const n = 3;

/** Blocks i, f, o, g read as i, f, g, o. */
function inOtherOrder(b: Floats): Floats {
  const order = [0, 1, 3, 2];
  return b.map((_, r) => b[order[Math.floor(r / n)]! * n + (r % n)]!);
}

export const lstmCell: Room = {
  model: 'LSTM cell',
  at: cell,
  right,
  mistakes: [
    {
      title: 'gates in the order of another framework',
      story: 'One library stores i, f, g, o; this one i, f, o, g',
      wrong: withVjp(right, g => ({ b: inOtherOrder(g.b) })),
      named: { permuted: ['b'] },
    },
    {
      title: 'hidden and cell state exchanged',
      story: 'Both have the same shape, and half of the libraries return (h, c), the other half (c, h)',
      wrong: withVjp(right, g => ({ h: g.c, c: g.h })),
      named: { 'swapped-parameters': ['h', 'c'] },
    },
    {
      title: 'input detached',
      story: 'The input was copied before the product, and the copy is what receives the gradient',
      wrong: withVjp(right, g => ({ x: g.x.map(() => 0) })),
      named: { detached: ['x'] },
    },
  ],
};
