import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis } from '../types.ts';
import type { ComparedParameter } from './types.ts';

/** How a corrected claim compares with the measurement, at the measured coordinates. */
export interface Fit {
  readonly agreeing: number;
  readonly compared: number;
  /** Largest |corrected − numeric| ÷ largest |numeric|. */
  readonly largest: number;
  readonly explains: boolean;
}

/** Largest |numeric| of a parameter. */
export function scaleOf({ numeric }: ComparedParameter): number {
  let scale = 0;
  for (let j = 0; j < numeric.length; j++) if (Math.abs(numeric[j]!) > scale) scale = Math.abs(numeric[j]!);
  return scale;
}

/** Rounding that the claim itself may carry, relative to the largest entry. */
function roundingOf({ claimed }: ComparedParameter): number {
  for (let i = 0; i < Math.min(claimed.length, 64); i++) {
    const value = claimed[i]!;
    if (Math.fround(value) !== value) return 1e-8;
  }
  return 2e-5;
}

/**
 * @param corrected - claim of flat index i with the mistake undone
 */
export function fitOf(parameter: ComparedParameter, corrected: (index: number) => number): Fit {
  const { indices, numeric, bound, status } = parameter;
  const scale = scaleOf(parameter) || 1;
  const rounding = roundingOf(parameter) * scale;
  let agreeing = 0;
  let compared = 0;
  let largest = 0;
  for (let j = 0; j < indices.length; j++) {
    if (status[j] === 2 || status[j] === 3) continue;
    const difference = Math.abs(corrected(indices[j]!) - numeric[j]!);
    compared++;
    // NaN is no agreement.
    if (difference <= 4 * bound[j]! + rounding) agreeing++;
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / scale);
  }
  return { agreeing, compared, largest, explains: compared > 0 && agreeing === compared };
}

/** Several parameters explained by one mistake. */
export function joinFits(fits: readonly Fit[]): Fit {
  return {
    agreeing: fits.reduce((sum, fit) => sum + fit.agreeing, 0),
    compared: fits.reduce((sum, fit) => sum + fit.compared, 0),
    largest: Math.max(...fits.map(fit => fit.largest)),
    explains: fits.length > 0 && fits.every(fit => fit.explains),
  };
}

export function fitData(fit: Fit): Diagnosis['fit'] {
  return { agreeing: fit.agreeing, compared: fit.compared, largestRelativeError: toJsonNumber(fit.largest) };
}

/** "all 64 agree (largest relative error 3.4e-10)". */
export function agreement(fit: Fit): string {
  const all = fit.compared === 1 ? 'it agrees' : `all ${fit.compared} agree`;
  return `${all} (largest relative error ${fit.largest === 0 ? '0' : fit.largest.toExponential(1)})`;
}

/** Number of coordinates that differ. */
export function differing({ status }: ComparedParameter): number {
  let found = 0;
  for (let j = 0; j < status.length; j++) if (status[j] === 1) found++;
  return found;
}

/** `W1, b1 and b2`. */
export function pathsOf(parameters: readonly ComparedParameter[]): string[] {
  return parameters.map(({ path }) => path);
}

/** Whether the claim carries anything at all in a parameter that is not zero. */
export function isTelling(parameter: ComparedParameter): boolean {
  return scaleOf(parameter) > 0;
}
