import {
  add,
  crossEntropy,
  dot,
  type Floats,
  filled,
  type Matrix,
  map,
  softmaxColumns,
  sumColumns,
  transpose,
  zip,
} from '../matrix.ts';
import { convolve, convolveBackward, type Layer } from './convolution.ts';
import type { Batch } from './two-layer-network.ts';

/** A convolutional network for images of SIZE × SIZE pixels: 3 × 3 filters, ReLU, max-pool 2 × 2, then softmax. */
export interface Network {
  filters: { kernel: Matrix; bias: number }[];
  /** classes × filters·POOLED²: reads the pooled maps */
  W: Matrix;
  /** classes */
  b: Floats;
}

const SIZE = 8;
const POOLED = SIZE / 2;

/** Filter f over image n, which is column n of X. */
function layerOf({ filters }: Network, X: Matrix, n: number, f: number): Layer {
  const image = filled(SIZE, SIZE, X.data, (r, c) => X.data[(r * SIZE + c) * X.shape[1] + n]!);
  return { image, ...filters[f]! };
}

/** The largest of each 2 × 2 pixels, and where it was: POOLED² of each. */
function maxPool({ data }: Matrix) {
  const pooled: number[] = [];
  const winner: number[] = [];
  for (let r = 0; r < SIZE; r += 2) {
    for (let c = 0; c < SIZE; c += 2) {
      const corner = r * SIZE + c;
      const best = [corner, corner + 1, corner + SIZE, corner + SIZE + 1].reduce((a, b) =>
        data[b]! > data[a]! ? b : a,
      );
      pooled.push(data[best]!);
      winner.push(best);
    }
  }
  return { pooled, winner };
}

function forward(network: Network, X: Matrix) {
  const { filters, W, b } = network;
  const pools = Array.from({ length: X.shape[1] }, (_, n) =>
    filters.map((_, f) => maxPool(map(convolve(layerOf(network, X, n, f)), z => (z > 0 ? z : 0)))),
  );
  const F = filled(W.shape[1], X.shape[1], W.data, (row, n) => {
    return pools[n]![Math.floor(row / POOLED ** 2)]!.pooled[row % POOLED ** 2]!;
  });
  return { pools, F, P: softmaxColumns(map(dot(W, F), (z, k) => z + b[k]!)) };
}

/** `X`: SIZE² × m, a column per image. */
export function cost(network: Network, { X, Y }: Batch): number {
  return crossEntropy(forward(network, X).P, Y);
}

export function backprop(network: Network, { X, Y }: Batch): Network {
  const { filters, W } = network;
  const { pools, F, P } = forward(network, X);
  const m = X.shape[1];
  const dZ = zip(P, Y, (p, y) => (p - y) / m); // classes × m
  const dF = dot(transpose(W), dZ); // filters·POOLED² × m
  const dFilters = filters.map(({ kernel }, f) => {
    const sum = { kernel: map(kernel, () => 0), bias: 0 };
    for (let n = 0; n < m; n++) {
      const { pooled, winner } = pools[n]![f]!;
      const dMap = filled(SIZE, SIZE, W.data, () => 0);
      for (const [at, pixel] of winner.entries()) {
        // Max-pool passes everything to the pixel that won, ReLU nothing where it is flat.
        if (pooled[at]! > 0) dMap.data[pixel] = dF.data[(f * POOLED ** 2 + at) * m + n]!;
      }
      const { kernel, bias } = convolveBackward(layerOf(network, X, n, f), dMap);
      sum.kernel = add(sum.kernel, kernel);
      sum.bias += bias;
    }
    return sum;
  });
  return { filters: dFilters, W: dot(dZ, transpose(F)), b: sumColumns(dZ) };
}
