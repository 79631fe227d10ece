import type { Differentiable } from '@gradcheck/core';
import { backward, Scalar } from './tape.ts';

/** Parameters of a model: named vectors and matrices. */
export type Point = Readonly<Record<string, number[] | number[][]>>;

/** The same, with a node of the tape in place of every number. */
type Lifted<P extends Point> = { [K in keyof P]: P[K] extends number[][] ? Scalar[][] : Scalar[] };

function lift<P extends Point>(point: P): Lifted<P> {
  const lifted = (values: number[] | number[][]): Scalar[] | Scalar[][] =>
    Array.isArray(values[0])
      ? (values as number[][]).map(row => row.map(x => new Scalar(x)))
      : (values as number[]).map(x => new Scalar(x));
  return Object.fromEntries(Object.entries(point).map(([name, values]) => [name, lifted(values)])) as Lifted<P>;
}

/** A model written forwards, with the gradient that the tape finds. */
export function model<P extends Point>(loss: (parameters: Lifted<P>) => Scalar): Differentiable<P> {
  return {
    value: (point: P) => loss(lift(point)).value,
    gradient: (point: P) => {
      const lifted = lift(point);
      backward(loss(lifted));
      const grads = (values: Scalar[] | Scalar[][]): number[] | number[][] =>
        Array.isArray(values[0])
          ? (values as Scalar[][]).map(row => row.map(({ grad }) => grad))
          : (values as Scalar[]).map(({ grad }) => grad);
      return Object.fromEntries(Object.entries(lifted).map(([name, values]) => [name, grads(values)])) as P;
    },
  };
}

/** The same model with a mistake in one of its gradients. */
export function mistaken<P extends Point>(
  right: Differentiable<P>,
  spoil: (gradient: P, point: P) => P,
): Differentiable<P> {
  return { value: right.value!, gradient: (point: P) => spoil(right.gradient!(point) as P, point) };
}

/** Numbers between −1 and 1 that are the same in every run. */
export function numbers(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 31 - 1;
  };
}

export const vector = (next: () => number, n: number, size = 1): number[] =>
  Array.from({ length: n }, () => next() * size);
export const matrix = (next: () => number, rows: number, columns: number, size = 1): number[][] =>
  Array.from({ length: rows }, () => vector(next, columns, size));
