import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import type { DirectionFindings } from './direction-findings.ts';
import { Measurements } from './measurements.ts';
import { resolutionOf, sharper } from './resolution.ts';

/** The claim may be larger than the derivative by the error. */
const ofDerivative = (share: number): number => share / (1 - share);

/** Lengths 1, 2, 4; claims 3, −4, 0.5; an error per length for each of some coordinates. */
function resolved(
  errors: Readonly<Record<number, number>>,
  kinks: readonly number[] = [],
  claimed: readonly number[] = [3, -4, 0.5],
) {
  const { comparison, leaves } = compared([{ values: [1, 2, 4], claimed }], () => 1, { gradientScale: 10 });
  const found = new Measurements();
  for (const [k, error] of Object.entries(errors)) {
    const kink = kinks.includes(Number(k)) ? { kink: { left: 0, right: 1, margin: 0.5 } } : {};
    found.record(Number(k), { status: 'correct', q: 0, error, bound: error, step: 1, ...kink });
  }
  return resolutionOf(comparison, leaves[0]!, found);
}

describe('what coordinates prove', () => {
  it('is the largest error beside the largest claim, and their norms beside each other', () => {
    const { single, spread, natural } = resolved({ 0: 0.1, 1: 0.4, 2: 0.4 });
    // In units of the claims the errors are 0.1, 0.2 and 0.1.
    expect(single).toBeCloseTo(ofDerivative(0.2 / 4), 14);
    expect(spread).toBeCloseTo(ofDerivative(Math.hypot(0.1, 0.2, 0.1) / Math.hypot(3, 4, 0.5)), 14);
    expect(natural).toBeCloseTo(Math.hypot(0.1, 0.4, 0.4) / Math.hypot(3, 8, 2), 14);
  });

  it('is of those that were compared', () => {
    expect(resolved({ 2: 0.4 }).single).toBeCloseTo(ofDerivative(0.1 / 0.5), 14);
  });

  it('is at kinks how far outside of them a claim is noticed, on which no verdict rests', () => {
    expect(resolved({ 0: 0.1, 1: 4 }, [1])).toEqual({
      // Half a unit per length of two.
      single: expect.closeTo(ofDerivative(0.25 / 4), 14),
      spread: expect.closeTo(ofDerivative(Math.hypot(0.1, 0.25) / Math.hypot(3, 4)), 14),
      natural: expect.closeTo(0.1 / 3, 14),
    });
  });

  it('is the interval where there is nothing but kinks', () => {
    expect(resolved({ 1: 4 }, [1])).toEqual({ single: 0.5, spread: 0.5, natural: 0 });
  });

  it('is no more than twice the share of the claim, where the error may be most of it', () => {
    expect(resolved({ 0: 1.5 }).single).toBeCloseTo(1, 12);
    expect(resolved({ 0: 6 }).single).toBeCloseTo(4, 12);
  });

  it('is relative to nothing where nothing is claimed, but to how the function changes', () => {
    const of = (error: number, kinks: readonly number[] = []) => resolved({ 0: error }, kinks, [0, 0, 0]);
    const nothing = { single: Number.POSITIVE_INFINITY, spread: Number.POSITIVE_INFINITY };
    expect(of(0.011)).toEqual({ ...nothing, natural: expect.closeTo(0.0011, 12) });
    expect(of(0.009)).toEqual({ ...nothing, natural: 0 });
    expect(of(5, [0])).toEqual({ ...nothing, natural: 0 });
  });
});

describe('the sharper of two', () => {
  const one = { single: 0.3, spread: 0.2, natural: 0.4 };
  const directions = (single: number, spread: number) => ({ single, spread, natural: spread }) as DirectionFindings;

  it('counts, of each kind', () => {
    expect(sharper(one, undefined)).toBe(one);
    expect(sharper(one, directions(0.1, 0.5))).toEqual({ single: 0.1, spread: 0.2, natural: 0.4 });
    expect(sharper(one, directions(0.5, 0.1))).toEqual({ single: 0.3, spread: 0.1, natural: 0.1 });
  });
});
