import { stridesOf } from './axes.ts';
import type { Claim } from './fit.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** A derivative with more axes than a parameter: what the parameter's own is the sum of. */
export interface Broadcast {
  readonly name: string;
  /** Axes summed over. */
  readonly over: readonly number[];
  /** Number of terms in each sum. */
  readonly terms: number;
  /** Term k of the sum for entry i of the parameter. */
  term(i: number, k: number): number;
}

/** Axes of `shape` left when the parameter's are matched from the end: those it is broadcast over; undefined when it is not. */
function broadcastAxes(own: readonly number[], shape: readonly number[]): number[] | undefined {
  const extra = shape.length - own.length;
  const stretched = own.flatMap((n, axis) => (n === 1 && shape[axis + extra]! > 1 ? [axis + extra] : []));
  const fits = own.every((n, axis) => n === shape[axis + extra] || n === 1);
  if (extra >= 0 && fits) return [...Array.from({ length: extra }, (_, axis) => axis), ...stretched];
  return undefined;
}

/** Axes left when a vector is laid along the first axis instead: columns are examples. */
function leadingAxes(own: readonly number[], shape: readonly number[]): number[] | undefined {
  return own.length === 1 && shape.length === 2 && own[0] === shape[0] ? [1] : undefined;
}

/**
 * Arrays over whose axes a parameter may be broadcast: right derivatives of other parameters, and the cotangent of the output.
 */
export function broadcasts(parameter: ComparedParameter, { parameters, observations }: Scene): Broadcast[] {
  const sources = parameters
    .filter(({ verdict }) => verdict === 'correct')
    .map(({ path, shape, claimed }) => ({ name: `the gradient of ${path}`, shape, values: claimed }));
  const { cotangent } = observations;
  if (cotangent) sources.push({ name: 'the cotangent', ...cotangent });
  return sources.flatMap(({ name, shape, values }) =>
    [broadcastAxes(parameter.shape, shape), leadingAxes(parameter.shape, shape)].flatMap(over => {
      if (!over || over.length === 0) return [];
      const kept = shape.map((_, axis) => axis).filter(axis => !over.includes(axis));
      const strides = stridesOf(shape);
      const terms = over.reduce((product, axis) => product * shape[axis]!, 1);
      const at = (flat: number, axes: readonly number[]): number => {
        let rest = flat;
        let position = 0;
        for (const axis of [...axes].reverse()) {
          position += (rest % shape[axis]!) * strides[axis]!;
          rest = Math.floor(rest / shape[axis]!);
        }
        return position;
      };
      return terms < 2
        ? []
        : [{ name, over, terms, term: (i: number, k: number) => values[at(i, kept) + at(k, over)]! }];
    }),
  );
}

export const sumOf =
  ({ terms, term }: Broadcast): Claim =>
  i => {
    let sum = 0;
    for (let k = 0; k < terms; k++) sum += term(i, k);
    return sum;
  };

/** "axis 0", "axes 0 and 1". */
export function axesText(axes: readonly number[]): string {
  return axes.length === 1 ? `axis ${axes[0]}` : `axes ${axes.join(' and ')}`;
}
