import { type Matrix, map, times, transpose } from '../matrix.ts';
import { attention, attentionBackward, type Block } from '../models/attention.ts';
import { type Inputs, layerNorm, layerNormBackward, normalise } from '../models/layer-norm.ts';
import { block, rows } from '../points.ts';
import { type Room, withVjp } from './room.ts';

const norm = { value: layerNorm, vjp: layerNormBackward, normalise };

export const layerNormRoom: Room = {
  model: 'layer norm',
  at: rows,
  right: norm,
  mistakes: [
    {
      title: 'shift averaged over the rows',
      story: 'mean(dy, 0) for sum(dy, 0): every row adds to the gradient of what is broadcast to it',
      wrong: withVjp<Inputs, Matrix>(norm, (g, { x }) => ({ beta: g.beta.map(v => v / x.shape[0]) })),
      named: { 'not-summed': ['beta'] },
    },
    {
      title: 'shift summed over both axes',
      story: 'sum(dy) for sum(dy, 0): the total, broadcast to every entry',
      wrong: withVjp<Inputs, Matrix>(norm, g => {
        let total = 0;
        for (const d of g.beta) total += d;
        return { beta: g.beta.map(() => total) };
      }),
      named: { 'over-summed': ['beta'] },
    },
    {
      title: 'mean and variance taken for constants',
      story: 'Both depend on every entry of the row; without their two terms the gradient of x is only γ·dy/σ',
      wrong: withVjp<Inputs, Matrix>(norm, (_, { x, gamma }, dy) => {
        const { scale } = normalise(x);
        return { x: map(dy, (d, r, j) => d * gamma[j]! * scale[r]!) };
      }),
      named: { unknown: ['x'] },
    },
  ],
};

const right = { value: attention, vjp: attentionBackward };

export const attentionRoom: Room = {
  model: 'attention',
  at: block,
  right,
  mistakes: [
    {
      title: 'scores not divided by √d on the way back',
      story: 'The scale stands in the forward pass, and dQ and dK are computed as if the scores were Q·Kᵀ',
      wrong: withVjp<Block, Matrix>(right, g => ({ Wq: times(g.Wq, 2), Wk: times(g.Wk, 2) })),
      named: { scaled: ['Wq', 'Wk'] },
    },
    {
      title: 'queries and keys exchanged',
      story: 'dQ = dS·K and dK = dSᵀ·Q: the two products look alike',
      wrong: withVjp<Block, Matrix>(right, g => ({ Wq: g.Wk, Wk: g.Wq })),
      named: { 'swapped-parameters': ['Wq', 'Wk'] },
    },
    {
      title: 'output projection transposed',
      story: 'dYᵀ·H for Hᵀ·dY: the projection is square',
      wrong: withVjp<Block, Matrix>(right, g => ({ Wo: transpose(g.Wo) })),
      named: { transposed: ['Wo'] },
    },
  ],
};
