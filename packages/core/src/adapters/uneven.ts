import { signedComponent } from '../random.ts';

const SEED = 7;

/**
 * Fixed weights ±U[½, 3/2] that make a scalar of a tensor: signed and uneven, so that nothing cancels by symmetry, and the
 * same at every call, so that the scalar is one function.
 */
export function unevenWeights(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, k) => signedComponent(k, SEED));
}
