import * as denseModel from './models/dense.ts';
import { type Matrix, map, matrix, total, transpose, zip } from './models/matrix.ts';
import { attention, convolution, dense, type Planted, recurrent, rows, scaled, times, type Wrong } from './spoiled.ts';

const turned = (a: Matrix): Matrix => transpose(a).map(row => [...row].reverse());
const reversed = (a: Matrix): Matrix => [...a].reverse().map(row => [...row].reverse());
const columns = (a: Matrix, order: readonly number[]): Matrix => a.map(row => order.map(j => row[j]!));

const signs = rows(
  'sign-flipped',
  [
    'dense: prediction and target exchanged',
    ['W1', 'b1'],
    () => dense(g => ({ W1: scaled(g.W1, -1), b1: times(g.b1, -1) })),
    'the sign is lost, not flipped',
    () => dense(g => ({ W1: map(g.W1, Math.abs) })),
  ],
  [
    'convolution: kernel',
    ['kernel'],
    () => convolution(g => ({ kernel: scaled(g.kernel, -1) })),
    'minus two',
    () => convolution(g => ({ kernel: scaled(g.kernel, -2) })),
  ],
  [
    'recurrent: initial state',
    ['h0'],
    () => recurrent(g => ({ h0: times(g.h0, -1) })),
    'one entry of three',
    () => recurrent(g => ({ h0: g.h0.map((v, j) => (j === 1 ? -v : v)) })),
  ],
);

const factors = rows(
  'scaled',
  [
    'dense: summed over the batch where the loss takes the mean',
    ['X', 'W1', 'b1', 'W2', 'b2'],
    () =>
      dense(g => ({
        X: scaled(g.X, 5),
        W1: scaled(g.W1, 5),
        b1: times(g.b1, 5),
        W2: scaled(g.W2, 5),
        b2: times(g.b2, 5),
      })),
    'another factor in every row',
    () => dense(g => ({ W1: map(g.W1, (v, i) => (i + 2) * v) })),
  ],
  [
    'attention: scores not divided by √d on the way back',
    ['Q', 'K'],
    () => attention(g => ({ Q: scaled(g.Q, Math.sqrt(3)), K: scaled(g.K, Math.sqrt(3)) })),
    'a constant added',
    () => attention(g => ({ Q: map(g.Q, v => v + 0.1) })),
  ],
  [
    'convolution: ½ of a square left out',
    ['kernel'],
    () => convolution(g => ({ kernel: scaled(g.kernel, 2) })),
    'squared',
    () => convolution(g => ({ kernel: map(g.kernel, v => v * Math.abs(v)) })),
  ],
);

const zeros = rows(
  'detached',
  [
    'dense: bias taken out of the graph',
    ['b1'],
    () => dense(g => ({ b1: times(g.b1, 0) })),
    'zero in one column only',
    () => dense(g => ({ W1: map(g.W1, (v, _, j) => (j === 0 ? 0 : v)) })),
  ],
  [
    'recurrent: state not carried back',
    ['h0'],
    () => recurrent(g => ({ h0: times(g.h0, 0) })),
    'a thousandth is left',
    () => recurrent(g => ({ h0: times(g.h0, 1e-3) })),
  ],
  [
    'convolution: bias forgotten',
    ['bias'],
    () => convolution(() => ({ bias: 0 })),
    'one instead of zero',
    () => convolution(() => ({ bias: 1 })),
  ],
);

const transposes = rows(
  'transposed',
  [
    'dense: δᵀ·x for xᵀ·δ',
    ['W1'],
    () => dense(g => ({ W1: transpose(g.W1) })),
    'turned by a right angle',
    () => dense(g => ({ W1: turned(g.W1) })),
  ],
  [
    'recurrent: W',
    ['W'],
    () => recurrent(g => ({ W: transpose(g.W) })),
    'its upper triangle copied to the lower',
    () => recurrent(g => ({ W: map(g.W, (v, i, j) => (i > j ? g.W[j]![i]! : v)) })),
  ],
  [
    'convolution: kernel',
    ['kernel'],
    () => convolution(g => ({ kernel: transpose(g.kernel) })),
    'symmetrised',
    () => convolution(g => ({ kernel: zip(g.kernel, transpose(g.kernel), (a, b) => (a + b) / 2) })),
  ],
);

const flips = rows(
  'flipped',
  [
    'convolution: correlation for convolution',
    ['kernel'],
    () => convolution(g => ({ kernel: reversed(g.kernel) })),
    'turned by a right angle',
    () => convolution(g => ({ kernel: turned(g.kernel) })),
  ],
  [
    'recurrent: steps in the order of the backward pass',
    ['u'],
    () => recurrent(g => ({ u: [...g.u].reverse() })),
    'the first and the last step exchanged',
    () => recurrent(g => ({ u: [g.u[6]!, ...g.u.slice(1, 6), g.u[0]!] })),
  ],
  [
    'attention: keys from the last to the first',
    ['K'],
    () => attention(g => ({ K: [...g.K].reverse() })),
    'rotated by two',
    () => attention(g => ({ K: [...g.K.slice(2), ...g.K.slice(0, 2)] })),
  ],
);

const shifts = rows(
  'shifted',
  [
    'recurrent: gradient one step late',
    ['u'],
    () => recurrent(g => ({ u: g.u.map((_, t) => g.u[t + 1] ?? [0, 0, 0]) })),
    'two steps late',
    () => recurrent(g => ({ u: g.u.map((_, t) => g.u[t + 2] ?? [0, 0, 0]) })),
  ],
  [
    'convolution: one column to the side',
    ['image'],
    () => convolution(g => ({ image: columns(g.image, [5, 0, 1, 2, 3, 4]) })),
    'reversed',
    () => convolution(g => ({ image: columns(g.image, [5, 4, 3, 2, 1, 0]) })),
  ],
  [
    'dense: the loop over the units starts at 1',
    ['b1'],
    () => dense(g => ({ b1: [g.b1[1]!, g.b1[2]!, g.b1[3]!, 0] })),
    'two entries exchanged',
    () => dense(g => ({ b1: [g.b1[1]!, g.b1[0]!, g.b1[2]!, g.b1[3]!] })),
  ],
);

const permutations = rows(
  'permuted',
  [
    'dense: units in another order',
    ['W1'],
    () => dense(g => ({ W1: columns(g.W1, [2, 0, 3, 1]) })),
    'and one of them changed',
    () => dense(g => ({ W1: columns(g.W1, [2, 0, 3, 1]).map((row, i) => (i === 2 ? times(row, 1.5) : row)) })),
  ],
  [
    'attention: heads in another order',
    ['V'],
    () => attention(g => ({ V: [2, 0, 4, 1, 3].map(i => columns(g.V, [2, 0, 1])[i]!) })),
    'some rows written twice',
    () => attention(g => ({ V: [2, 0, 2, 0, 3].map(i => g.V[i]!) })),
  ],
  [
    'convolution: kernel read in the wrong order',
    ['kernel'],
    () => convolution(g => ({ kernel: [2, 0, 1].map(i => columns(g.kernel, [1, 0, 2])[i]!) })),
    'reversed along one axis',
    () => convolution(g => ({ kernel: [...g.kernel].reverse() })),
  ],
);

const swaps = rows(
  'swapped-parameters',
  [
    'attention: queries and keys',
    ['Q', 'K'],
    () => attention(g => ({ Q: g.K, K: g.Q })),
    'the keys’ gradient returned for both',
    () => attention(g => ({ Q: g.K })),
  ],
  [
    'recurrent: bias and initial state',
    ['b', 'h0'],
    () => recurrent(g => ({ b: g.h0, h0: g.b })),
    'both averaged',
    () => recurrent(g => ({ b: g.b.map((v, j) => (v + g.h0[j]!) / 2), h0: g.b.map((v, j) => (v + g.h0[j]!) / 2) })),
  ],
  [
    'dense: the two layers',
    ['W1', 'W2'],
    () => dense(g => ({ W1: g.W2, W2: g.W1 })),
    'exchanged and changed',
    () => dense(g => ({ W1: map(g.W2, (v, i, j) => v + 0.1 * (i - j)), W2: g.W1 })),
  ],
);

const terms = rows(
  'missing-term',
  [
    'dense: weight decay left out of the gradient',
    ['W1'],
    () => ({
      at: denseModel.at,
      subject: {
        value: (p: denseModel.Dense) => denseModel.loss(p, 0.1),
        gradient: (p: denseModel.Dense) => denseModel.gradient(p),
      },
    }),
    'a term proportional to the square of the weights',
    () => dense((g, p) => ({ W1: zip(g.W1, p.W1, (d, w) => d + 0.1 * w * w) })),
  ],
  [
    'recurrent: a decay that the loss does not have',
    ['W'],
    () => recurrent((g, p) => ({ W: zip(g.W, p.W, (d, w) => d + 0.02 * w) })),
    'another one for every column',
    () => recurrent((g, p) => ({ W: map(g.W, (d, i, j) => d + 0.02 * (j + 1) * p.W[i]![j]!) })),
  ],
  [
    'convolution: L1 term of the kernel missing',
    ['kernel'],
    () => convolution((g, p) => ({ kernel: zip(g.kernel, p.kernel, (d, w) => d - 0.3 * Math.sign(w)) })),
    'noise of that size',
    () => convolution(g => ({ kernel: zip(g.kernel, matrix(3, 3, 50, 0.3), (d, w) => d + w) })),
  ],
);

const unsummed = rows(
  'not-summed',
  [
    'dense: only the last example reaches the bias',
    ['b2'],
    (): Wrong => dense((_, __, dy) => ({ b2: dy[4]! })),
    'examples weighted',
    () => dense((_, __, dy) => ({ b2: dy[0]!.map((_, j) => dy.reduce((sum, row, i) => sum + i * row[j]!, 0)) })),
  ],
  [
    'recurrent: only the last step reaches the bias',
    ['b'],
    () => recurrent(g => ({ b: g.u[6]! })),
    'another weight of the same size',
    () => recurrent(g => ({ W: [g.u[6]!, g.u[5]!, g.u[4]!] })),
  ],
  [
    'dense: averaged over the examples',
    ['b1'],
    () => dense(g => ({ b1: times(g.b1, 1 / 5) })),
    'everything averaged',
    () =>
      dense(g => ({
        X: scaled(g.X, 1 / 5),
        W1: scaled(g.W1, 1 / 5),
        b1: times(g.b1, 1 / 5),
        W2: scaled(g.W2, 1 / 5),
        b2: times(g.b2, 1 / 5),
      })),
  ],
);

const filled = (a: Matrix, v: number): Matrix => map(a, () => v);

const oversummed = rows(
  'over-summed',
  [
    'dense: bias summed over its units as well',
    ['b2'],
    (): Wrong => dense(g => ({ b2: g.b2.map(() => g.b2.reduce((sum, v) => sum + v, 0)) })),
    'constant, but another number',
    () => dense(g => ({ b2: g.b2.map(() => 1.2 * g.b2.reduce((sum, v) => sum + v, 0)) })),
  ],
  [
    'convolution: one number for the whole kernel',
    ['kernel'],
    () => convolution(g => ({ kernel: filled(g.kernel, total(g.kernel)) })),
    'its largest entry',
    () => convolution(g => ({ kernel: filled(g.kernel, Math.max(...g.kernel.flat())) })),
  ],
  [
    'recurrent: averaged over the units',
    ['u'],
    () => recurrent(g => ({ u: g.u.map(row => row.map(() => (row[0]! + row[1]! + row[2]!) / 3)) })),
    'the first unit’s for all',
    () => recurrent(g => ({ u: g.u.map(row => row.map(() => row[0]!)) })),
  ],
);

export const fromNumbers: readonly Planted[] = [
  ...signs,
  ...factors,
  ...zeros,
  ...transposes,
  ...flips,
  ...shifts,
  ...permutations,
  ...swaps,
  ...terms,
  ...unsummed,
  ...oversummed,
];
