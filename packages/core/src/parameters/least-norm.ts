import type { Tangent } from './types.ts';

interface Functional {
  readonly direction: Float64Array;
  readonly slope: number;
  readonly bound: number;
}

/**
 * The gradient of least norm that has the given slopes along the tangents of a constrained parameter: itself a tangent.
 *
 * The tangents are made orthogonal (Gram–Schmidt) with their slopes carried along; bounds add up in magnitude.
 * @param slopes - one per tangent, with a bound on the error of each
 * @returns entries of the parameter, row-major, with bounds on their errors
 */
export function leastNormGradient(
  size: number,
  tangents: readonly Tangent[],
  slopes: ArrayLike<number>,
  bounds: ArrayLike<number>,
): { readonly gradient: Float64Array; readonly bound: Float64Array } {
  const orthogonal: Functional[] = [];
  const gradient = new Float64Array(size);
  const bound = new Float64Array(size);
  for (const [k, { indices, weights }] of tangents.entries()) {
    const direction = new Float64Array(size);
    for (const [j, index] of indices.entries()) direction[index] = weights[j]!;
    let slope = slopes[k]!;
    let error = bounds[k]!;
    for (const earlier of orthogonal) {
      const squared = earlier.direction.reduce((sum, v) => sum + v * v, 0);
      const share = indices.reduce((sum, index, j) => sum + weights[j]! * earlier.direction[index]!, 0) / squared;
      if (share === 0) continue;
      for (let i = 0; i < size; i++) direction[i]! -= share * earlier.direction[i]!;
      slope -= share * earlier.slope;
      error += Math.abs(share) * earlier.bound;
    }
    orthogonal.push({ direction, slope, bound: error });
    const squared = direction.reduce((sum, v) => sum + v * v, 0);
    for (let i = 0; i < size; i++) {
      gradient[i]! += (slope * direction[i]!) / squared;
      bound[i]! += (error * Math.abs(direction[i]!)) / squared;
    }
  }
  return { gradient, bound };
}
