import { toJsonNumber } from '../json-number.ts';
import type { Diagnosis, DiagnosisKind } from '../types.ts';
import type { ComparedParameter } from './types.ts';

/** Claim of a flat index, with a mistake undone. */
export type Claim = (index: number) => number;

/** How a corrected claim compares with the measurement, at the measured coordinates. */
export interface Fit {
  readonly agreeing: number;
  readonly compared: number;
  /** Largest |corrected − numeric| ÷ largest |numeric|. */
  readonly largest: number;
  /** All agree within their bounds. */
  readonly agrees: boolean;
  /** They do, the bounds are narrow enough to mean something, and the claim as it stands is far worse. */
  readonly explains: boolean;
}

export const asClaimed =
  ({ claimed }: ComparedParameter): Claim =>
  i =>
    claimed[i]!;

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

/** A large entry's rounding may reach a small one by cancellation, but not one that is this much smaller. */
const CANCELLATION = 1e3;

/** Share (in squares) of the measured values that a correction may leave: wide bounds let anything fit. */
const LEFT = 1e-2;
/** Share (in squares) of the claim's error that it may leave. */
const LEFT_OF_ERROR = 0.04;

/** Whether a value is that of measured coordinate j, but for the bound and for rounding of the claim. */
export function agreementOf(parameter: ComparedParameter): (j: number, value: number) => boolean {
  const { numeric, bound } = parameter;
  const scale = scaleOf(parameter) || 1;
  const rounding = roundingOf(parameter);
  return (j, value) => {
    const size = Math.max(Math.abs(value), Math.abs(numeric[j]!));
    // NaN is no agreement.
    return Math.abs(value - numeric[j]!) <= 4 * bound[j]! + rounding * Math.min(scale, CANCELLATION * size);
  };
}

export function fitOf(parameter: ComparedParameter, corrected: Claim): Fit {
  const { indices, numeric, claimed, status } = parameter;
  const scale = scaleOf(parameter) || 1;
  const agreesAt = agreementOf(parameter);
  let agreeing = 0;
  let compared = 0;
  let largest = 0;
  let left = 0;
  let all = 0;
  let before = 0;
  for (let j = 0; j < indices.length; j++) {
    if (status[j]! > 1) continue;
    const value = corrected(indices[j]!);
    const difference = Math.abs(value - numeric[j]!);
    compared++;
    left += (difference / scale) ** 2;
    all += (numeric[j]! / scale) ** 2;
    before += ((claimed[indices[j]!]! - numeric[j]!) / scale) ** 2;
    if (agreesAt(j, value)) agreeing++;
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / scale);
  }
  const agrees = compared > 0 && agreeing === compared;
  const explains = agrees && before > 0 && left <= LEFT * all && left <= LEFT_OF_ERROR * before;
  return { agreeing, compared, largest, agrees, explains };
}

/** Several parameters explained by one mistake. */
export function joinFits(fits: readonly Fit[]): Fit {
  return {
    agreeing: fits.reduce((sum, fit) => sum + fit.agreeing, 0),
    compared: fits.reduce((sum, fit) => sum + fit.compared, 0),
    largest: Math.max(...fits.map(fit => fit.largest)),
    agrees: fits.length > 0 && fits.every(fit => fit.agrees),
    explains: fits.length > 0 && fits.every(fit => fit.explains),
  };
}

/** A fit of coordinates that were counted, not corrected. */
export const counted = (n: number): Fit => ({ agreeing: n, compared: n, largest: 0, agrees: true, explains: true });

/**
 * A diagnosis of some parameters.
 * @param phrase - completes "Gradient of W2 is incorrect, …": "it looks transposed", and for a list "W2 looks transposed"
 */
export function named(
  kind: DiagnosisKind,
  parameters: readonly ComparedParameter[],
  { agreeing, compared, largest }: Fit,
  phrase: string,
  evidence: string,
  advice: string,
): Diagnosis {
  const where = parameters.map(({ path }) => path);
  return {
    kind,
    where,
    fit: { agreeing, compared, largestRelativeError: toJsonNumber(largest) },
    phrase,
    hint: (where[0] ?? 'gradient') + (phrase.startsWith('it ') ? phrase.slice(2) : `: ${phrase}`),
    evidence,
    advice,
  };
}

/** "all 64 agree (largest relative error 3.4e-10)". */
export function agreement(fit: Fit): string {
  const all = ['', 'it agrees', 'both agree'][fit.compared] ?? `all ${fit.compared} agree`;
  return `${all} (largest relative error ${fit.largest === 0 ? '0' : fit.largest.toExponential(1)})`;
}

/** Least-squares factor claim ÷ numeric over the measured coordinates. */
export function factorOf(parameter: ComparedParameter, claim: Claim = asClaimed(parameter)): number {
  const { indices, numeric } = parameter;
  let product = 0;
  let square = 0;
  for (let j = 0; j < indices.length; j++) {
    product += claim(indices[j]!) * numeric[j]!;
    square += numeric[j]! ** 2;
  }
  return square > 0 ? product / square : Number.NaN;
}
