import * as attentionModel from './models/attention.ts';
import * as convolutionModel from './models/convolution.ts';
import * as denseModel from './models/dense.ts';
import * as gateModel from './models/gate.ts';
import { type Matrix, map, matrix, zip } from './models/matrix.ts';
import * as recurrentModel from './models/recurrent.ts';
import { attention, convolution, dense, gate, type Planted, recurrent, rows, scaled, times } from './spoiled.ts';

/** A buffer that every call adds to and nobody clears. */
function accumulating(n: number): (v: number[]) => number[] {
  let sum = new Array<number>(n).fill(0);
  return v => {
    sum = sum.map((s, j) => s + v[j]!);
    return [...sum];
  };
}

const buffers = rows(
  'accumulated',
  [
    'dense: bias gradient kept between calls',
    ['b1'],
    () => {
      const add = accumulating(4);
      return dense(g => ({ b1: add(g.b1) }));
    },
    'doubled once and for all',
    () => dense(g => ({ b1: times(g.b1, 2) })),
  ],
  [
    'recurrent: initial state added up',
    ['h0'],
    () => {
      const add = accumulating(3);
      return recurrent(g => ({ h0: add(g.h0) }));
    },
    'grown at the first call only',
    () => {
      const add = accumulating(3);
      const first = add(recurrentModel.at.h0);
      return recurrent(g => ({ h0: g.h0.map((v, j) => v + first[j]!) }));
    },
  ],
  [
    'convolution: kernel added up',
    ['kernel'],
    () => {
      const add = [0, 1, 2].map(() => accumulating(3));
      return convolution(g => ({ kernel: g.kernel.map((row, i) => add[i]!(row)) }));
    },
    'twice the right one',
    () => convolution(g => ({ kernel: scaled(g.kernel, 2) })),
  ],
);

const upstream = rows(
  'ignores-cotangent',
  [
    'dense: ones for the incoming gradient',
    ['X', 'W1', 'b1', 'W2', 'b2'],
    () =>
      dense((_, p, dy) =>
        denseModel.vjp(
          p,
          map(dy, () => 1),
        ),
      ),
    'its absolute value',
    () => dense((_, p, dy) => denseModel.vjp(p, map(dy, Math.abs))),
  ],
  [
    'attention: values only',
    ['V'],
    () =>
      attention((_, p) => ({
        V: attentionModel.vjp(
          p,
          map(p.V, () => 1),
        ).V,
      })),
    'half of it',
    () => attention((_, p, dy) => ({ V: attentionModel.vjp(p, scaled(dy, 0.5)).V })),
  ],
  [
    'convolution: bias',
    ['bias'],
    () =>
      convolution((_, p, dy) => ({
        bias: convolutionModel.vjp(
          p,
          map(dy, () => 1),
        ).bias,
      })),
    'reversed',
    () => convolution((_, p, dy) => ({ bias: convolutionModel.vjp(p, [...dy].reverse()).bias })),
  ],
);

const elsewhere = rows(
  'stale',
  [
    'dense: gradients of the weights before the update',
    ['X', 'W1', 'b1', 'W2'],
    () => {
      const before = { ...denseModel.at, W1: zip(denseModel.at.W1, matrix(4, 4, 40), (w, d) => w + 0.3 * d) };
      return dense((_, __, dy) => denseModel.vjp(before, dy));
    },
    'the gradient of a point that moves along',
    () => dense((_, p, dy) => denseModel.vjp({ ...p, W1: map(p.W1, w => w + 0.3) }, dy)),
  ],
  [
    'recurrent: states kept from another sequence',
    ['u', 'W', 'b', 'h0'],
    () => recurrent((_, __, dy) => recurrentModel.vjp({ ...recurrentModel.at, u: matrix(7, 3, 41) }, dy)),
    'a linear function, wrong in another way',
    () => ({
      at: recurrentModel.at,
      subject: {
        value: ({ u }: recurrentModel.Recurrent) => u.map(row => row[0]! + 2 * row[1]! + 3 * row[2]!),
        vjp: (p: recurrentModel.Recurrent, dy: number[]) => ({
          u: dy.map((d, t) => [d, t * d, 3 * d]),
          W: map(p.W, () => 0),
          b: [0, 0, 0],
          h0: [0, 0, 0],
        }),
      },
    }),
  ],
  [
    'convolution: activations of an earlier image',
    ['kernel', 'bias'],
    () => {
      const earlier = { ...convolutionModel.at, image: matrix(6, 6, 42) };
      return convolution((_, __, dy) => {
        const { kernel, bias } = convolutionModel.vjp(earlier, dy);
        return { kernel, bias };
      });
    },
    'the kernel of a turned image',
    () =>
      convolution((_, p, dy) => ({ kernel: convolutionModel.vjp({ ...p, image: [...p.image].reverse() }, dy).kernel })),
  ],
);

const overwriting = rows(
  'mutates-input',
  [
    'dense: examples centred in place before the backward pass',
    ['X', 'W1', 'b1', 'W2'],
    () =>
      dense((_, p, dy) => {
        for (const row of p.X) for (let j = 0; j < row.length; j++) row[j]! -= 0.3;
        return denseModel.vjp(p, dy);
      }),
    'written to afterwards, wrong for another reason',
    () =>
      dense((g, p) => {
        p.X[0]![0] = 7;
        return { W1: map(g.W1, (v, i, j) => v + i * j) };
      }),
  ],
  [
    'convolution: image clipped in place',
    ['image', 'kernel', 'bias'],
    () =>
      convolution((_, p, dy) => {
        for (const row of p.image) for (let j = 0; j < row.length; j++) row[j] = Math.max(-0.5, Math.min(0.5, row[j]!));
        return convolutionModel.vjp(p, dy);
      }),
    'written to, and the sign is flipped',
    () =>
      convolution((g, p) => {
        p.image[0]![0] = 7;
        return { kernel: scaled(g.kernel, -1) };
      }),
  ],
  [
    'recurrent: weights updated inside the backward pass',
    ['u', 'W', 'b', 'h0'],
    () =>
      recurrent((g, p, dy) => {
        for (const [i, row] of p.W.entries()) for (let j = 0; j < row.length; j++) row[j]! -= 0.5 * g.W[i]![j]!;
        return recurrentModel.vjp(p, dy);
      }),
    'a copy is updated',
    () => recurrent((g, p, dy) => recurrentModel.vjp({ ...p, W: zip(p.W, g.W, (w, d) => w - 0.5 * d) }, dy)),
  ],
);

const { slope } = gateModel;

const regions = rows(
  'input-region',
  [
    'gate: slope 1 for the negative side',
    ['z'],
    () => gate((g, { z }) => ({ z: g.z.map((v, i) => (z[i]! < 0 ? v / slope(z[i]!) : v)) })),
    'every third entry',
    () => gate(g => ({ z: g.z.map((v, i) => (i % 3 === 0 ? 2 * v : v)) })),
  ],
  [
    'gate: cut off where it is saturated',
    ['gate'],
    () => gate((g, { gate: x }) => ({ gate: g.gate.map((v, i) => (Math.abs(x[i]!) > 1 ? 0 : v)) })),
    'a random half',
    () => gate(g => ({ gate: g.gate.map((v, i) => ((i * i + i) % 7 < 3 ? 0 : v)) })),
  ],
  [
    'gate: wrong where the pre-activation is negative',
    ['gate'],
    () => gate((g, { z }) => ({ gate: g.gate.map((v, i) => (z[i]! < 0 ? 3 * v : v)) })),
    'everywhere',
    () => gate(g => ({ gate: times(g.gate, 3) })),
  ],
  [
    'recurrent: large inputs cut off',
    ['u'],
    () => recurrent((g, { u }) => ({ u: zip(g.u, u, (v, x) => (Math.abs(x) > 0.8 ? 0 : v)) })),
    'the first rows',
    () => recurrent(g => ({ u: g.u.map((row, t) => (t < 2 ? [0, 0, 0] : row)) })),
  ],
);

/** What lies outside an image is its nearest pixel. */
const nearest = (image: Matrix, i: number, j: number): number => {
  const row = image[Math.max(0, Math.min(image.length - 1, i))]!;
  return row[Math.max(0, Math.min(row.length - 1, j))]!;
};

const edges = rows(
  'boundary',
  [
    'convolution: another padding on the way back',
    ['image'],
    () => convolution((_, p, dy) => ({ image: convolutionModel.vjp(p, dy, nearest).image })),
    'the inside, not the border',
    () => convolution(g => ({ image: map(g.image, (v, i, j) => (i % 5 > 0 && j % 5 > 0 ? 2 * v : v)) })),
  ],
  [
    'recurrent: the last step left out',
    ['u'],
    () => recurrent(g => ({ u: g.u.map((row, t) => (t === 6 ? [0, 0, 0] : row)) })),
    'a step in the middle',
    () => recurrent(g => ({ u: g.u.map((row, t) => (t === 3 ? [0, 0, 0] : row)) })),
  ],
  [
    'attention: first key masked',
    ['K'],
    () => attention(g => ({ K: g.K.map((row, i) => (i === 0 ? [0, 0, 0] : row)) })),
    'the third',
    () => attention(g => ({ K: g.K.map((row, i) => (i === 2 ? [0, 0, 0] : row)) })),
  ],
);

const few = rows(
  'isolated',
  [
    'dense: one entry never written',
    ['W2'],
    () => dense(g => ({ W2: map(g.W2, (v, i, j) => (i === 2 && j === 1 ? 0 : v)) })),
    'every other entry',
    () => dense(g => ({ W2: map(g.W2, (v, i, j) => ((i + j) % 2 ? 1.5 * v : v)) })),
  ],
  [
    'convolution: two pixels written twice',
    ['image'],
    () => convolution(g => ({ image: map(g.image, (v, i, j) => (i === 2 && (j === 1 || j === 4) ? 2 * v : v)) })),
    'the border',
    () => convolution(g => ({ image: map(g.image, (v, i, j) => (i % 5 && j % 5 ? v : 2 * v)) })),
  ],
  [
    'attention: one row of the values',
    ['V'],
    () => attention(g => ({ V: g.V.map((row, i) => (i === 3 ? times(row, 0.5) : row)) })),
    'all but one row',
    () => attention(g => ({ V: g.V.map((row, i) => (i === 3 ? row : times(row, 0.5))) })),
  ],
);

/** Rounded to as many bits. */
function rounded(v: number, bits: number): number {
  if (v === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(v))) - bits + 1);
  return Math.round(v / unit) * unit;
}

const precision = rows(
  'low-precision',
  [
    'dense: added up in float32',
    ['W1'],
    () => dense(g => ({ W1: map(g.W1, v => Math.fround(v + 8) - 8) })),
    'one part in a million more, everywhere',
    () => dense(g => ({ W1: map(g.W1, v => v * (1 + 3e-6)) })),
  ],
  [
    'convolution: kernel in bfloat16',
    ['kernel'],
    () => convolution(g => ({ kernel: map(g.kernel, v => rounded(v, 8)) })),
    'five per cent off here and there',
    () => convolution(g => ({ kernel: map(g.kernel, (v, i, j) => v * (1 + 0.05 * Math.sin(3 * i + 7 * j))) })),
  ],
  [
    'recurrent: weights in float16',
    ['W'],
    () => recurrent(g => ({ W: map(g.W, v => rounded(v, 11)) })),
    'one per cent too large',
    () => recurrent(g => ({ W: scaled(g.W, 1.01) })),
  ],
  [
    'attention: right to three digits',
    ['Q'],
    () => attention(g => ({ Q: map(g.Q, (v, i, j) => v * (1 + 1e-3 * ((i + j) % 2 ? 1 : -1))) })),
    'right to one digit',
    () => attention(g => ({ Q: map(g.Q, (v, i, j) => v * (1 + 0.1 * ((i + j) % 2 ? 1 : -1))) })),
  ],
);

export const fromBehaviour: readonly Planted[] = [
  ...buffers,
  ...upstream,
  ...elsewhere,
  ...overwriting,
  ...regions,
  ...edges,
  ...few,
  ...precision,
];
