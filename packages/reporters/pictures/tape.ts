/**
 * Reverse-mode differentiation on scalars, as small as the pictures need it: models are written forwards, their gradients
 * follow; the planted mistakes are written by hand.
 */
export class Scalar {
  grad = 0;
  constructor(
    readonly value: number,
    readonly parents: readonly (readonly [Scalar, number])[] = [],
  ) {}
  add(other: Scalar | number): Scalar {
    return typeof other === 'number'
      ? new Scalar(this.value + other, [[this, 1]])
      : new Scalar(this.value + other.value, [
          [this, 1],
          [other, 1],
        ]);
  }
  sub(other: Scalar | number): Scalar {
    return this.add(typeof other === 'number' ? -other : other.mul(-1));
  }
  mul(other: Scalar | number): Scalar {
    return typeof other === 'number'
      ? new Scalar(this.value * other, [[this, other]])
      : new Scalar(this.value * other.value, [
          [this, other.value],
          [other, this.value],
        ]);
  }
  div(other: Scalar | number): Scalar {
    return typeof other === 'number'
      ? this.mul(1 / other)
      : this.mul(
          other.map(
            x => 1 / x,
            x => -1 / x ** 2,
          ),
        );
  }
  map(f: (x: number) => number, slope: (x: number) => number): Scalar {
    return new Scalar(f(this.value), [[this, slope(this.value)]]);
  }
}

/** Gradients of `output` with respect to everything it was made of, left in `grad`. */
export function backward(output: Scalar): void {
  const order: Scalar[] = [];
  const seen = new Set<Scalar>();
  const visit = (node: Scalar): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const [parent] of node.parents) visit(parent);
    order.push(node);
  };
  visit(output);
  output.grad = 1;
  for (const node of order.reverse()) for (const [parent, slope] of node.parents) parent.grad += slope * node.grad;
}

export const sum = (terms: readonly Scalar[]): Scalar => terms.reduce((a, b) => a.add(b));
export const mean = (terms: readonly Scalar[]): Scalar => sum(terms).div(terms.length);
export const exp = (x: Scalar): Scalar => x.map(Math.exp, Math.exp);
export const log = (x: Scalar): Scalar => x.map(Math.log, v => 1 / v);
export const sqrt = (x: Scalar): Scalar => x.map(Math.sqrt, v => 0.5 / Math.sqrt(v));
export const tanh = (x: Scalar): Scalar => x.map(Math.tanh, v => 1 - Math.tanh(v) ** 2);
const logistic = (v: number): number => 1 / (1 + Math.exp(-v));
export const sigmoid = (x: Scalar): Scalar => x.map(logistic, v => logistic(v) * (1 - logistic(v)));
export const relu = (x: Scalar): Scalar =>
  x.map(
    v => Math.max(0, v),
    v => (v > 0 ? 1 : 0),
  );
export const dot = (a: readonly Scalar[], b: readonly (Scalar | number)[]): Scalar =>
  sum(a.map((x, k) => x.mul(b[k]!)));
export const softmax = (logits: readonly Scalar[]): Scalar[] => {
  const powers = logits.map(exp);
  const total = sum(powers);
  return powers.map(power => power.div(total));
};
