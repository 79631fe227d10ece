import type { DiagnosisKind, Differentiable } from '@gradcheck/core';
import type { Storage } from '../matrix.ts';

/** A classic mistake, planted in a model that is otherwise right. */
interface Mistake {
  readonly title: string;
  /** Where people make it. */
  readonly story: string;
  readonly wrong: object;
  /** What gradcheck calls it, and the parameters that it finds wrong: these and no other. */
  readonly named: Partial<Record<DiagnosisKind, readonly string[]>>;
  /** No mistake in a model of float32. */
  readonly inFloat64Only?: true;
}

/** The mistakes of one model beside the right version of it. */
export interface Room {
  readonly model: string;
  readonly at: (storage: Storage) => unknown;
  readonly right: object;
  readonly mistakes: readonly Mistake[];
}

/** The same function, with some parts of its gradient g changed at the point p. */
export function withGradient<P extends object>(
  right: { value: (p: P) => number; gradient: (p: P) => P },
  change: (g: P, p: P) => Partial<P>,
): Differentiable<P, number> {
  return {
    value: right.value,
    gradient: p => {
      const g = right.gradient(p);
      return { ...g, ...change(g, p) };
    },
  };
}

/** The same op, with some parts of what its backward pass returns changed. */
export function withVjp<P extends object, Y>(
  right: { value: (p: P) => Y; vjp: (p: P, dy: Y) => P },
  change: (g: P, p: P, dy: Y) => Partial<P>,
): Differentiable<P, Y> {
  return {
    value: right.value,
    vjp: (p, dy) => {
      const g = right.vjp(p, dy);
      return { ...g, ...change(g, p, dy) };
    },
  };
}
