export type FloatArray = Float64Array | Float32Array;
export type Precision = 'float64' | 'float32';

/** Parameters by name. */
export type Parameters = Readonly<Record<string, FloatArray>>;

/** A function with a hand-written derivative: the same bits for the same point, nothing written to its argument. */
export interface Workload {
  /** Coordinates over all parameters. */
  readonly n: number;
  readonly precision: Precision;
  readonly at: Parameters;
  /** The scalar that is differentiated; of a vector-valued function, its product with the cotangent. */
  value(p: Parameters): number;
  /** Fresh arrays, as the parameters are. */
  gradient(p: Parameters): Parameters;
  /** For a vector-valued function: the function itself, and its vector-Jacobian product. */
  readonly vector?: {
    value(p: Parameters): FloatArray;
    vjp(p: Parameters, cotangent: FloatArray): Parameters;
    readonly cotangent: FloatArray;
  };
}

export const zeros = (precision: Precision, size: number): FloatArray =>
  precision === 'float32' ? new Float32Array(size) : new Float64Array(size);
