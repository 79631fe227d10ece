import * as convolution from '../models/convolution.ts';
import { type Inputs, layerNorm, layerNormBackward } from '../models/layer-norm.ts';
import * as logistic from '../models/logistic-regression.ts';
import { step, stepBackward } from '../models/lstm-cell.ts';
import { backprop, cost, type Weights } from '../models/two-layer-network.ts';
import { cell, iris, layer, numbers, setosa, sizes, weights } from '../points.ts';

/** A classic mistake in its model, and what gradcheck calls it. */
export interface Piece {
  readonly title: string;
  readonly subject: object;
  readonly at: unknown;
  readonly kind: string;
  readonly where: string;
}

const net = (
  title: string,
  kind: string,
  where: keyof Weights,
  spoil: (g: Weights, p: Weights) => Partial<Weights>,
): Piece => ({
  title: `two-layer network: ${title}`,
  subject: {
    value: (p: Weights) => cost(p, iris, sizes),
    gradient: (p: Weights) => {
      const g = backprop(p, iris, sizes);
      return { ...g, ...spoil(g, p) };
    },
  },
  at: weights,
  kind,
  where,
});

const times = (array: Float64Array, factor: number): Float64Array => array.map(v => v * factor);
const { hidden, decay } = sizes;
const m = iris.X.length;

function transpose(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((_, k) => matrix[(k % n) * n + Math.floor(k / n)]!);
}

const lstm = (
  title: string,
  kind: string,
  where: string,
  spoil: (g: ReturnType<typeof stepBackward>, dy: ReturnType<typeof step>) => object,
): Piece => ({
  title: `LSTM cell: ${title}`,
  subject: {
    value: step,
    vjp: (p: typeof cell, dy: ReturnType<typeof step>) => {
      const g = stepBackward(p, dy);
      return { ...g, ...spoil(g, dy) };
    },
  },
  at: cell,
  kind,
  where,
});

const conv = (title: string, kind: string, where: string, spoil: (g: convolution.Layer) => object): Piece => ({
  title: `convolution: ${title}`,
  subject: {
    value: convolution.loss,
    gradient: (p: convolution.Layer) => {
      const g = convolution.gradient(p);
      return { ...g, ...spoil(g) };
    },
  },
  at: layer,
  kind,
  where,
});

const flowers = { w: numbers(4, 12, 0.4), b: 0.2 };
const regression = (
  title: string,
  kind: string,
  where: string,
  spoil: (g: logistic.Parameters, p: logistic.Parameters) => object,
): Piece => ({
  title: `logistic regression: ${title}`,
  subject: {
    value: (p: logistic.Parameters) => logistic.loss(p, setosa),
    gradient: (p: logistic.Parameters) => {
      const g = logistic.gradient(p, setosa);
      return { ...g, ...spoil(g, p) };
    },
  },
  at: flowers,
  kind,
  where,
});

const vector: Inputs = { x: numbers(8, 13), gamma: numbers(8, 14, 0.5).map(v => 1 + v), beta: numbers(8, 15, 0.3) };
const norm = (
  title: string,
  kind: string,
  where: string,
  spoil: (g: typeof vector, dy: Float64Array) => object,
): Piece => ({
  title: `layer norm: ${title}`,
  subject: {
    value: layerNorm,
    vjp: (p: typeof vector, dy: Float64Array) => {
      const g = layerNormBackward(p, dy);
      return { ...g, ...spoil(g, dy) };
    },
  },
  at: vector,
  kind,
  where,
});

let forgotten = { w: new Float64Array(4), b: 0 };

export const museum: readonly Piece[] = [
  net('W1 transposed', 'transposed', 'W1', g => ({ W1: transpose(g.W1, hidden) })),
  net('sum over the batch instead of the mean', 'scaled', 'b2', g => ({ b2: times(g.b2, m), b1: times(g.b1, m) })),
  net('target minus prediction', 'sign-flipped', 'b2', g => ({ b2: times(g.b2, -1) })),
  net('weight decay left out of the gradient', 'missing-term', 'W1', (g, p) => ({
    W1: g.W1.map((v, k) => v - decay * p.W1[k]!),
    W2: g.W2.map((v, k) => v - decay * p.W2[k]!),
  })),
  net('weight decay counted twice', 'missing-term', 'W2', (g, p) => ({ W2: g.W2.map((v, k) => v + decay * p.W2[k]!) })),
  net('bias detached', 'detached', 'b1', g => ({ b1: times(g.b1, 0) })),
  net('last entry never written', 'isolated', 'W2', g => ({ W2: g.W2.map((v, k) => (k === g.W2.length - 1 ? 0 : v)) })),
  net('one forgotten factor 2', 'scaled', 'W1', g => ({ W1: times(g.W1, 0.5) })),
  net('divided by the batch size twice', 'scaled', 'W2', g => ({ W2: times(g.W2, 1 / m) })),
  net('index off by one', 'shifted', 'b1', g => ({ b1: g.b1.map((_, k) => g.b1[(k + 1) % hidden]!) })),
  net('W2 filled from its end', 'flipped', 'W2', g => ({ W2: g.W2.slice().reverse() })),
  lstm('forget gate sign', 'sign-flipped', 'c', g => ({ c: times(g.c, -1) })),
  lstm('gates stored in another order', 'permuted', 'b', g => ({
    b: Float64Array.from([...g.b.slice(3, 6), ...g.b.slice(0, 3), ...g.b.slice(6)]),
  })),
  lstm('hidden and cell state swapped', 'swapped-parameters', 'h', g => ({ h: g.c, c: g.h })),
  lstm('weights doubled by two time steps', 'scaled', 'W', g => ({ W: times(g.W, 2) })),
  lstm('input detached', 'detached', 'x', g => ({ x: times(g.x, 0) })),
  conv('kernel flipped', 'flipped', 'kernel', g => ({
    kernel: [...g.kernel].reverse().map(row => [...row].reverse()),
  })),
  conv('kernel transposed', 'transposed', 'kernel', g => ({
    kernel: g.kernel.map((row, i) => row.map((_, j) => g.kernel[j]![i]!)),
  })),
  conv('last row of the image forgotten', 'boundary', 'image', g => ({
    image: g.image.map((row, r) => (r === g.image.length - 1 ? row.map(() => 0) : row)),
  })),
  conv('image gradient shifted by one column', 'shifted', 'image', g => ({
    image: g.image.map(row => row.map((_, c) => row[(c + 1) % row.length]!)),
  })),
  regression('ascent instead of descent', 'sign-flipped', 'w', g => ({ w: times(g.w, -1), b: -g.b })),
  regression('mean forgotten', 'scaled', 'w', g => ({ w: times(g.w, m), b: g.b * m })),
  regression('gradient buffer never cleared', 'accumulated', 'w', g => {
    forgotten = { w: forgotten.w.map((v, j) => v + g.w[j]!), b: forgotten.b + g.b };
    return { w: forgotten.w.slice(), b: forgotten.b };
  }),
  regression('decay that the loss does not have', 'missing-term', 'w', (g, p) => ({
    w: g.w.map((v, j) => v + 0.1 * p.w[j]!),
  })),
  norm('scale of the shift', 'scaled', 'beta', g => ({ beta: times(g.beta, 2) })),
  norm('cotangent forgotten', 'ignores-cotangent', 'x', (_, dy) =>
    layerNormBackward(
      vector,
      dy.map((_, i) => 1 + i),
    ),
  ),
  norm('gain and shift swapped', 'swapped-parameters', 'gamma', g => ({ gamma: g.beta, beta: g.gamma })),
];
