import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Floats, Matrix, Storage } from './matrix.ts';
import type { Block } from './models/attention.ts';
import type { View } from './models/camera.ts';
import type { Layer } from './models/convolution.ts';
import type * as convolutional from './models/convolutional-network.ts';
import type * as deep from './models/deep-network.ts';
import type { Hyperparameters } from './models/gaussian-process.ts';
import type { Inputs } from './models/layer-norm.ts';
import type { Parameters } from './models/logistic-regression.ts';
import type { Cell } from './models/lstm-cell.ts';
import type { Ecosystem } from './models/predator-prey.ts';
import type { Weights } from './models/two-layer-network.ts';

/** Reproducible random numbers in [−size, size). */
function numbers(Storage: Storage, length: number, seed: number, size = 1) {
  const random = xoroshiro128plus(seed);
  return new Storage(length).map(() => size * (2 * uniformFloat64(random) - 1));
}

function matrix(Storage: Storage, rows: number, columns: number, seed: number, size = 1): Matrix {
  return { data: numbers(Storage, rows * columns, seed, size), shape: [rows, columns] };
}

/** Points at which the models are checked: nothing in them is 0 or equal, as it would be at the start of a training. */
export const logistic = (Storage: Storage): Parameters => ({ w: numbers(Storage, 4, 12, 0.4), b: 0.2 });

const IRIS = { inputs: 4, hidden: 4, classes: 3 };

export const network = (Storage: Storage, { inputs, hidden, classes } = IRIS, seed = 0): Weights => ({
  W1: matrix(Storage, hidden, inputs, 4 * seed + 1, 0.5),
  b1: numbers(Storage, hidden, 4 * seed + 2, 0.2),
  W2: matrix(Storage, classes, hidden, 4 * seed + 3, 0.5),
  b2: numbers(Storage, classes, 4 * seed + 4, 0.2),
});

export const deepNetwork = (Storage: Storage): deep.Network => ({
  layers: [
    {
      W: matrix(Storage, 6, 64, 20, 0.5),
      gamma: numbers(Storage, 6, 21, 0.4).map(v => 1 + v),
      beta: numbers(Storage, 6, 22, 0.3),
    },
    {
      W: matrix(Storage, 5, 6, 23, 0.8),
      gamma: numbers(Storage, 5, 24, 0.4).map(v => 1 + v),
      beta: numbers(Storage, 5, 25, 0.3),
    },
  ],
  output: { W: matrix(Storage, 10, 5, 26, 0.8), b: numbers(Storage, 10, 27, 0.2) },
});

export const layer = (Storage: Storage): Layer => ({
  image: matrix(Storage, 6, 6, 10),
  kernel: matrix(Storage, 3, 3, 11, 0.8),
  bias: 0.1,
});

export const convolutionalNetwork = (Storage: Storage): convolutional.Network => ({
  filters: [30, 31].map(seed => ({ kernel: matrix(Storage, 3, 3, seed, 0.7), bias: 0.1 })),
  W: matrix(Storage, 10, 32, 33, 0.4),
  b: numbers(Storage, 10, 34, 0.2),
});

/** Both signs, and both sides of ±1. */
export const vector = (Storage: Storage): Floats => numbers(Storage, 12, 50, 2);

export const cell = (Storage: Storage): Cell => ({
  W: matrix(Storage, 12, 5, 5, 0.6),
  b: numbers(Storage, 12, 6, 0.2),
  x: numbers(Storage, 2, 7),
  h: numbers(Storage, 3, 8, 0.5),
  c: numbers(Storage, 3, 9, 0.5),
});

export const rows = (Storage: Storage): Inputs => ({
  x: matrix(Storage, 3, 5, 13, 2),
  gamma: numbers(Storage, 5, 14, 0.5).map(v => 1 + v),
  beta: numbers(Storage, 5, 15, 0.3),
});

export const block = (Storage: Storage): Block => ({
  x: matrix(Storage, 5, 4, 40),
  Wq: matrix(Storage, 4, 4, 41, 0.8),
  Wk: matrix(Storage, 4, 4, 42, 0.8),
  Wv: matrix(Storage, 4, 4, 43, 0.8),
  Wo: matrix(Storage, 4, 4, 44, 0.8),
  gamma: numbers(Storage, 4, 45, 0.5).map(v => 1 + v),
  beta: numbers(Storage, 4, 46, 0.3),
});

export const hyperparameters = (Storage: Storage): Hyperparameters => ({
  lengthScales: Storage.of(1.3, 0.9, 2.1),
  signal: 1.2,
  noise: 0.3,
});

export const view = (Storage: Storage): View => ({
  rotation: Storage.of(0.12, -0.31, 0.08),
  translation: Storage.of(0.3, -0.2, 4.5),
  focal: 520,
  radial: Storage.of(-0.21, 0.06),
  point: Storage.of(0.9, -0.6, 1.4),
});

export const ecosystem = (Storage: Storage): Ecosystem => ({
  rates: Storage.of(0.55, 0.028, 0.8, 0.024),
  start: Storage.of(33, 5.9),
});
