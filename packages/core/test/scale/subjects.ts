/** A small classifier: matrix, bias and a scalar. */
export interface Classifier {
  readonly W: Float64Array;
  readonly b: readonly number[];
  readonly scale: number;
}

export const classifier: Classifier = {
  W: Float64Array.from({ length: 84 }, (_, k) => Math.sin(3 * k + 1)),
  b: Array.from({ length: 12 }, (_, k) => 0.1 * Math.cos(k)),
  scale: 0.7,
};

const inputs = Array.from({ length: 7 }, (_, k) => Math.cos(2 * k));

function hidden({ W, b }: Classifier): number[] {
  return b.map((bias, row) => Math.tanh(inputs.reduce((sum, x, column) => sum + x * W[row * 7 + column]!, bias)));
}

const loss = (p: Classifier): number => hidden(p).reduce((sum, h, row) => sum + p.scale * h ** 2 * (1 + row), 0);

function slopes(p: Classifier): Classifier {
  const h = hidden(p);
  const d = h.map((v, row) => 2 * p.scale * v * (1 - v * v) * (1 + row));
  return {
    W: Float64Array.from({ length: 84 }, (_, k) => d[Math.floor(k / 7)]! * inputs[k % 7]!),
    b: d,
    scale: h.reduce((sum, v, row) => sum + v ** 2 * (1 + row), 0),
  };
}

const float32 = (p: Classifier): number =>
  Math.fround(hidden(p).reduce((sum, h, row) => Math.fround(sum + Math.fround(p.scale * h ** 2 * (1 + row))), 0));

interface Subject {
  value(p: Classifier): number;
  gradient(p: Classifier): Classifier;
}

/** What a check may meet: right, wrong in one place and everywhere, noisy, at kinks. */
export const subjects: Readonly<Record<string, Subject>> = {
  right: { value: loss, gradient: slopes },
  'one wrong': {
    value: loss,
    gradient: p => ({ ...slopes(p), W: slopes(p).W.map((v, k) => (k === 50 ? -v : v)) }),
  },
  'all wrong': { value: loss, gradient: p => ({ ...slopes(p), W: slopes(p).W.map(v => 1.5 * v) }) },
  float32: { value: float32, gradient: slopes },
  kinks: {
    value: p => p.W.reduce((sum, v, k) => sum + Math.abs(v - classifier.W[k]!) * (k % 3), 0) + p.b[0]! + p.scale,
    gradient: p => ({ W: p.W.map(() => 0), b: p.b.map((_, k) => (k === 0 ? 1 : 0)), scale: 1 }),
  },
};
