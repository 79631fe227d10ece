/** Parameters by name. */
export type Parameters = Record<string, number | Float64Array | Float32Array>;

/** A check whose right verdict is known. */
export interface LabelledCase {
  readonly id: string;
  readonly dtype: 'f64' | 'f32';
  value(p: Parameters): number;
  gradient(p: Parameters): Parameters;
  readonly at: Parameters;
  readonly truth: 'correct' | 'incorrect' | 'inconclusive';
  /** Verdicts that are no error. */
  readonly accept?: readonly string[];
  /** Relative error of the planted mistake (2-norm, worst parameter). */
  readonly bugSize?: number;
  /** Best possible signal to noise of the planted mistake. */
  readonly snr?: number;
  /** Axes of each parameter; [] for a number. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
  /** What the numbers alone can show of the mistake. */
  readonly expectedDiagnosis?: string;
  reset?(): void;
}

export function sizeOf(parameters: Parameters): number {
  return Object.values(parameters).reduce<number>((sum, v) => sum + (typeof v === 'number' ? 1 : v.length), 0);
}
