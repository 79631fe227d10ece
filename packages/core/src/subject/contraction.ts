import { drive, type Effect, settle } from '../effect.ts';
import type { TreeLeaf } from '../parameters/tree-leaf.ts';
import type { UniformStream } from '../random.ts';
import { TermRounding } from './term-rounding.ts';
import type { Claim } from './types.ts';
import type { VectorFunction } from './vector-function.ts';

/** Steps of a grid on which sums of a few numbers between −4 and 4 are exact, by how they are stored. */
const GRID = { float16: 2 ** -6, float32: 2 ** -12 } as const;

/** What a function with many outputs is contracted with. */
export interface Weights {
  /** One number per output; not to be written to, and valid until other weights of the same check are asked for. */
  readonly values: Float64Array;
}

/** Memory for one vector: of several that take turns, only the one that was asked for last is held. */
export interface Turns {
  holder?: RandomVector | undefined;
  values?: Float64Array | undefined;
}

/**
 * ±U[½, 3/2]: signed, so that nothing adds up by accident, and uneven, so that nothing cancels by symmetry. Drawn when it is
 * needed, always the same: as large as an output, it is not kept for later.
 */
export class RandomVector implements Weights {
  readonly size: number;
  readonly #stream: UniformStream;
  readonly #turns: Turns;
  readonly #leaves: readonly Pick<TreeLeaf, 'size' | 'dtype'>[];

  /**
   * @param random - is left behind the numbers of this vector
   * @param storedAs - where it is stored in fewer digits it has no more of them: the function is contracted with what its
   * derivative was given
   */
  constructor(
    size: number,
    random: UniformStream,
    turns: Turns,
    storedAs: readonly Pick<TreeLeaf, 'size' | 'dtype'>[] = [],
  ) {
    this.size = size;
    this.#stream = random.again();
    random.skip(2 * size);
    this.#turns = turns;
    this.#leaves = storedAs;
  }

  get values(): Float64Array {
    const turns = this.#turns;
    if (turns.holder !== this || !turns.values) {
      turns.values = this.#drawnInto(turns.values ?? new Float64Array(this.size));
      turns.holder = this;
    }
    return turns.values;
  }

  /** The vector for somebody who may write to it: nothing is kept. */
  given(): Float64Array {
    const { values } = this;
    this.#turns.holder = undefined;
    this.#turns.values = undefined;
    return values;
  }

  #drawnInto(into: Float64Array): Float64Array {
    const vector = into.length === this.size ? into : new Float64Array(this.size);
    const random = this.#stream.again();
    for (let i = 0; i < vector.length; i++) vector[i] = (random.next() < 0.5 ? -1 : 1) * (0.5 + random.next());
    let offset = 0;
    for (const { size, dtype } of this.#leaves) {
      if (dtype === 'float16' || dtype === 'float32') {
        for (let i = offset; i < offset + size; i++) vector[i] = Math.round(vector[i]! / GRID[dtype]) * GRID[dtype];
      }
      offset += size;
    }
    return vector;
  }
}

/** <weights, f(point)>, as a claim's value. */
export function contracted<P>(f: VectorFunction<P>, weights: Weights): Pick<Claim<P>, 'value' | 'rounding'> {
  const rounding = new TermRounding();
  return { rounding, value: point => f.contracted(point, weights.values, rounding) };
}

/** Values that may have to be waited for, one after the other. */
export function inTurn<T, R>(items: readonly T[], call: (item: T) => R | PromiseLike<R>): R[] | PromiseLike<R[]> {
  function* each(): Effect<R[]> {
    const results: R[] = [];
    for (const item of items) results.push(yield* settle(call(item)));
    return results;
  }
  return drive(each());
}
