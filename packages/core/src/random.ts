/** 32-bit mix of an index and a seed: a random number that needs no memory (Murmur3's finalizer). */
export function hash32(index: number, seed: number): number {
  let x = (Math.imul(index + 1, 0x9e3779b9) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  x ^= x >>> 16;
  return x >>> 0;
}

/** Uniform numbers in [0, 1), the same for the same seed. */
export function uniformStream(seed: number): () => number {
  const stream = new UniformStream(seed);
  return () => stream.next();
}

/** Uniform numbers in [0, 1), the same for the same seed. Any stretch of them can be drawn again. */
export class UniformStream {
  readonly #seed: number;
  #drawn: number;

  constructor(seed: number, drawn = 0) {
    this.#seed = seed;
    this.#drawn = drawn;
  }

  next(): number {
    return hash32(this.#drawn++, this.#seed) / 4294967296;
  }

  /** Leaves out the next numbers. */
  skip(count: number): void {
    this.#drawn += count;
  }

  /** The numbers that come next, once more. */
  again(): UniformStream {
    return new UniformStream(this.#seed, this.#drawn);
  }
}

/**
 * ±U[½, 3/2], the same for the same index and seed. Neither plain signs (a pair of opposite errors cancels in half of all draws)
 * nor numbers of one sign (errors that sum to zero would vanish).
 */
export function signedComponent(index: number, seed: number): number {
  const bits = hash32(index, seed);
  // No branch: a processor would guess every second one wrong.
  return (2 * (bits & 1) - 1) * (0.5 + (bits >>> 1) / 2147483648);
}
