import { type ScaleLogarithmic, scaleLog } from 'd3-scale';

/** The axis of the overview and of every track: relative error from 10⁻¹⁴ to 10; what lies outside stands at its ends. */
export function errorAxis(left: number, right: number): ScaleLogarithmic<number, number> {
  return scaleLog([1e-14, 10], [left, right]).clamp(true);
}

/** Place of an error that may be zero or not a number. */
export function along(axis: ScaleLogarithmic<number, number>, error: number): number {
  return axis(Number.isNaN(error) ? 10 : Math.min(10, Math.max(1e-14, error)));
}
