import { toJsonNumber } from '../json-number.ts';
import type { ComparedLeaf } from '../plan/comparison.ts';
import type { MeasuredCurve } from '../plan/step-curve.ts';
import type { StepCurve } from '../types.ts';

/**
 * Turns measured quotients into the V of the report. The best numeric value is the one where rounding and truncation together
 * are least; what other steps deviate from it is their measured error.
 * @param slope - claimed slope along the curve's direction, same unit as the discrepancies
 */
export function buildStepCurve(of: string, measured: MeasuredCurve, slope: number): StepCurve | undefined {
  const { steps, discrepancy, noise } = measured;
  if (steps.length < 4) return undefined;
  const chosen = chooseStep(discrepancy, noise);
  const best = discrepancy[chosen]!;
  const scale = Math.abs(slope + best) || Math.abs(slope) || 1;
  const measurementError = discrepancy.map((q, k) => (k === chosen ? noise[k]! : Math.abs(q - best)) / scale);
  const envelope = envelopeOf(measurementError, noise, scale, chosen);
  return {
    of,
    steps,
    measurementError: measurementError.map(toJsonNumber),
    envelope: envelope.map(toJsonNumber),
    difference: discrepancy.map(q => toJsonNumber(Math.abs(q) / scale)),
    chosenStep: steps[chosen]!,
  };
}

/** Where neighbours agree best beyond their noise: the measured change to the next larger step estimates truncation. */
function chooseStep(discrepancy: readonly number[], noise: readonly number[]): number {
  let chosen = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k + 1 < discrepancy.length; k++) {
    const error = noise[k]! + Math.abs(discrepancy[k + 1]! - discrepancy[k]!) / 3;
    if (error < least) {
      least = error;
      chosen = k;
    }
  }
  return chosen;
}

/** Falls with the step left of the chosen one and rises right of it, never below what was measured or the noise. */
function envelopeOf(error: readonly number[], noise: readonly number[], scale: number, chosen: number): number[] {
  const envelope = error.map((e, k) => Math.max(e, (2 * noise[k]!) / scale));
  for (let k = chosen - 1; k >= 0; k--) envelope[k] = Math.max(envelope[k]!, envelope[k + 1]!);
  for (let k = chosen + 1; k < envelope.length; k++) envelope[k] = Math.max(envelope[k]!, envelope[k - 1]!);
  return envelope;
}

/** What a curve along several coordinates is called. */
export function curveLabel(leaf: ComparedLeaf): string {
  return leaf.count === 1 ? leaf.leaf.path : `all of ${leaf.leaf.path} together`;
}
