import { type Effect, settle } from '../effect.ts';
import type { ResolvedOptions } from '../options.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import type { Point } from '../parameters/types.ts';
import type { UniformStream } from '../random.ts';
import type { Turns } from './contraction.ts';
import type { Differentiable } from './differentiable.ts';
import type { Claim, Law } from './types.ts';
import { callUser } from './user-call.ts';
import type { VectorFunction } from './vector-function.ts';

/** What reductions read, and where they put what they find. */
export interface Context<P> {
  readonly point: Point<P>;
  readonly options: ResolvedOptions<P>;
  readonly adapters: readonly TensorAdapter[];
  readonly random: UniformStream;
  /** Claims are compared one after the other: their weights take turns. */
  readonly turns: Turns;
  readonly claims: Claim<P>[];
  readonly laws: Law<P>[];
  readonly functions: VectorFunction<P>[];
}

/** Functions of a subject, each still a method of it. */
export type Members<P> = Omit<Differentiable<P>, 'adapters' | 'secondOrder' | 'captured' | 'environment'>;

/** What a function returns at the point, read before the point is freed. */
export function* atPoint<P, T, R>(
  name: string,
  call: (at: P) => T | PromiseLike<T>,
  read: (output: T) => R,
  point: Point<P>,
): Effect<R> {
  const workspace = point.workspace();
  const at = workspace.tree(true);
  try {
    return yield* settle(callUser(name, call, at, read));
  } finally {
    workspace.release(at);
  }
}
