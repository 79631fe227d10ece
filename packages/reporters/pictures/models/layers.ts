import { matrix, model, numbers, vector } from '../model.ts';
import { dot, exp, mean, type Scalar, sigmoid, softmax, sqrt, sum, tanh } from '../tape.ts';
import type { Case } from './networks.ts';

const next = numbers(11);
const image = matrix(next, 6, 6);
const weights = matrix(next, 8, 8);

/** A square kernel over a square image; outside the image there are zeros. */
function convolve(kernel: Scalar[][], input: readonly (readonly (Scalar | number)[])[], pad: number): Scalar[] {
  const size = input.length + 2 * pad - kernel.length + 1;
  return Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size) - pad, (k % size) - pad];
    return sum(
      kernel.flatMap((row, a) =>
        row.flatMap((w, b) => {
          const x = input[i + a]?.[j + b];
          return x === undefined ? [] : [w.mul(x)];
        }),
      ),
    );
  });
}

const weighted = (ys: readonly Scalar[]): Scalar => sum(ys.map((y, k) => y.mul(weights.flat()[k % 64]!)));

const pool = (x: Scalar[][], merge: (window: Scalar[]) => Scalar): Scalar =>
  weighted(
    Array.from({ length: 9 }, (_, k) => {
      const [i, j] = [2 * Math.floor(k / 3), 2 * (k % 3)];
      return merge([x[i]![j]!, x[i]![j + 1]!, x[i + 1]![j]!, x[i + 1]![j + 1]!]);
    }),
  );

const normalised = (xs: readonly Scalar[]): Scalar[] => {
  const centre = mean(xs);
  const off = xs.map(x => x.sub(centre));
  const spread = sqrt(mean(off.map(d => d.mul(d))).add(1e-5));
  return off.map(d => d.div(spread));
};

type Cell = { W: number[][]; U: number[][]; b: number[] };
const cell = (gates: number): Cell => ({
  W: matrix(next, gates * 3, 4, 0.6),
  U: matrix(next, gates * 3, 3, 0.6),
  b: vector(next, gates * 3, 0.3),
});
const steps = matrix(next, 3, 4);

type LiftedCell = { W: Scalar[][]; U: Scalar[][]; b: Scalar[] };
const gate = ({ W, U, b }: LiftedCell, k: number, x: number[], h: readonly Scalar[]): Scalar[] =>
  [0, 1, 2].map(j =>
    dot(W[3 * k + j]!, x)
      .add(dot(U[3 * k + j]!, h))
      .add(b[3 * k + j]!),
  );

const zeros = ({ b }: LiftedCell): Scalar[] => [0, 1, 2].map(k => b[k]!.mul(0));

function lstm(parameters: LiftedCell): Scalar {
  let [h, c] = [zeros(parameters), zeros(parameters)];
  for (const x of steps) {
    const [input, forget, out] = [0, 1, 2].map(k => gate(parameters, k, x, h).map(sigmoid)) as [
      Scalar[],
      Scalar[],
      Scalar[],
    ];
    const candidate = gate(parameters, 3, x, h).map(tanh);
    c = c.map((value, k) => forget[k]!.mul(value).add(input[k]!.mul(candidate[k]!)));
    h = c.map((value, k) => out[k]!.mul(tanh(value)));
  }
  return weighted(h);
}

function gru(parameters: LiftedCell): Scalar {
  let h = zeros(parameters);
  for (const x of steps) {
    const [update, reset] = [0, 1].map(k => gate(parameters, k, x, h).map(sigmoid)) as [Scalar[], Scalar[]];
    const candidate = gate(
      parameters,
      2,
      x,
      h.map((value, k) => value.mul(reset[k]!)),
    ).map(tanh);
    h = h.map((value, k) => value.mul(update[k]!).add(candidate[k]!.mul(update[k]!.mul(-1).add(1))));
  }
  return weighted(h);
}

type Attention = { q: number[][]; k: number[][]; v: number[][] };
const attend =
  (causal: boolean) =>
  ({ q, k, v }: { q: Scalar[][]; k: Scalar[][]; v: Scalar[][] }): Scalar =>
    weighted(
      q.flatMap((query, i) => {
        const seen = causal ? k.slice(0, i + 1) : k;
        const shares = softmax(seen.map(key => dot(query, key).div(2)));
        return v[0]!.map((_, j) => sum(shares.map((share, t) => share.mul(v[t]![j]!))));
      }),
    );
const attention: Attention = { q: matrix(next, 6, 4), k: matrix(next, 6, 4), v: matrix(next, 6, 4) };

/** A million weights, every row of which occurs in a text; the backward pass forgets the last row's last entry. */
const [ROWS, COLUMNS] = [4000, 250];
const occurrences = Array.from({ length: ROWS }, (_, word) => 1 + ((word * 7) % 3));
const readers = vector(next, COLUMNS);
readers[COLUMNS - 1] = -0.418730159;
const table = new Float64Array(ROWS * COLUMNS).map((_, k) => Math.sin(k * 0.7) * 0.5);

const embedding = {
  value: (point: { table: { data: Float64Array } }): number => {
    let total = 0;
    for (let word = 0; word < ROWS; word++) {
      let read = 0;
      for (let j = 0; j < COLUMNS; j++) read += readers[j]! * point.table.data[word * COLUMNS + j]!;
      total += occurrences[word]! * read;
    }
    return total;
  },
  gradient: (): { table: Float64Array } => {
    const grad = new Float64Array(ROWS * COLUMNS);
    for (let word = 0; word < ROWS; word++)
      for (let j = 0; j < COLUMNS; j++) grad[word * COLUMNS + j] = occurrences[word]! * readers[j]!;
    grad[ROWS * COLUMNS - 1] = 0;
    return { table: grad };
  },
};

const dropped = numbers(5);
const dropout = model<{ W: number[][] }>(({ W }) =>
  weighted(W.flat().map(w => (dropped() > 0 ? exp(w.mul(0.3)).mul(2) : w.mul(0))))
    .mul(0.006)
    .add(1.2),
);

export const LAYERS: readonly Case[] = [
  {
    title: 'conv2d 3×3, valid padding',
    line: 12,
    subject: model<{ kernel: number[][] }>(({ kernel }) => weighted(convolve(kernel, image, 0).map(tanh))),
    at: { kernel: matrix(next, 3, 3) },
  },
  {
    title: 'conv2d 3×3, same padding',
    line: 24,
    subject: model<{ kernel: number[][] }>(({ kernel }) => weighted(convolve(kernel, image, 1).map(tanh))),
    at: { kernel: matrix(next, 3, 3) },
  },
  {
    title: 'max pool 2×2',
    line: 39,
    subject: model<{ x: number[][] }>(({ x }) =>
      pool(x, window => window.reduce((a, b) => (a.value >= b.value ? a : b))),
    ),
    at: { x: image },
  },
  {
    title: 'average pool 2×2',
    line: 51,
    subject: model<{ x: number[][] }>(({ x }) => pool(x, mean)),
    at: { x: image },
  },
  {
    title: 'batch norm, training mode',
    line: 66,
    subject: model<{ x: number[][]; gamma: number[] }>(({ x, gamma }) =>
      weighted(x[0]!.flatMap((_, j) => normalised(x.map(row => row[j]!)).map(y => y.mul(gamma[j]!)))),
    ),
    at: { x: matrix(next, 5, 4), gamma: vector(next, 4) },
  },
  {
    title: 'layer norm',
    line: 84,
    subject: model<{ x: number[][]; gamma: number[] }>(({ x, gamma }) =>
      weighted(x.flatMap(row => normalised(row).map((y, j) => y.mul(gamma[j]!)))),
    ),
    at: { x: matrix(next, 4, 6), gamma: vector(next, 6) },
  },
  {
    title: 'dropout, p = 0.5',
    line: 108,
    subject: dropout,
    at: { W: matrix(next, 6, 8) },
  },
  {
    title: 'embedding lookup, 1,000,000 weights',
    line: 126,
    subject: embedding,
    at: { table: { data: table, shape: [ROWS, COLUMNS] } },
  },
  { title: 'LSTM cell', line: 144, subject: model<Cell>(lstm), at: cell(4) },
  { title: 'GRU cell', line: 160, subject: model<Cell>(gru), at: cell(3) },
  { title: 'scaled dot-product attention', line: 183, subject: model<Attention>(attend(false)), at: attention },
  { title: 'attention with a causal mask', line: 201, subject: model<Attention>(attend(true)), at: attention },
];
