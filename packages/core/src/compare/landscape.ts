import type { Noise } from '../estimate/noise.ts';

/** What is known about the function before any coordinate is compared. Values are in the probe's scale. */
export interface Landscape {
  readonly noise: Noise;
  /** Value at the point. */
  readonly value: number;
  /** Relative rounding that the claimed derivative itself may carry, by the precision in which it is stored. */
  readonly allowance: number;
  /** Relative error bound at which a comparison is fine enough to stop. */
  readonly target: number;
  /** Size of the whole gradient per natural length: an upper guess for the change of the value. */
  readonly gradientScale: number;
  /** Nothing is claimed and no slope was seen: `gradientScale` says nothing. */
  readonly blind?: boolean;
}

/** Multiples of the noise of a quotient. */
export const AGREE = 4;
export const REJECT = 8;
/** Multiple of the truncation estimate that a discrepancy must exceed. */
export const REJECT_TRUNCATION = 3;
/** Largest step, log2 of t. */
export const LARGEST_STEP = -2;
/** Agreement this coarse, relative to the slope, is no agreement when the quotients are irregular. */
export const IRREGULAR = 0.1;
/** A parameter known no better than this share of its gradient is unresolved, whatever was required. */
export const UNRESOLVED = 0.3;
/** A coordinate is compared on the scale of at least this share of its parameter's root mean square. */
export const SHARE = 0.05;

/** Standard deviation of a value: values larger than at the point carry proportionally more noise. */
export function sigmaAt({ noise }: Landscape, value: number, other = 0): number {
  return Math.max(noise.sigma, noise.relative * Math.max(Math.abs(value), Math.abs(other)));
}
