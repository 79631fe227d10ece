import * as attentionModel from './models/attention.ts';
import { type Matrix, map, matrix, zip } from './models/matrix.ts';
import { attention, convolution, dense, recurrent, type Wrong } from './spoiled.ts';

/** Wrong in ways that have no name. */
export const nameless: readonly (readonly [title: string, wrong: () => Wrong])[] = [
  ['dense: noise', () => dense(g => ({ W1: zip(g.W1, matrix(4, 4, 60), (v, d) => v + d) }))],
  ['convolution: squared', () => convolution(g => ({ kernel: map(g.kernel, v => v * v) }))],
  ['attention: the softmax taken for its diagonal', () => attention((_, p, dy) => diagonalOnly(p, dy))],
  ['recurrent: the last step but one', () => recurrent(g => ({ W: [g.u[5]!, g.u[3]!, g.u[1]!] }))],
];

function diagonalOnly(p: attentionModel.Attention, dy: Matrix): Partial<attentionModel.Attention> {
  const right = attentionModel.vjp(p, dy);
  return { Q: zip(right.Q, p.K, (v, k) => v + 0.2 * k * k), K: zip(right.K, p.Q, (v, q) => v - 0.1 * q * q) };
}
