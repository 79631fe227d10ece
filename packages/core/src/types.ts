/**
 * The data that flows out of a check. Everything here is plain JSON: no class, no undefined, no NaN.
 * Matchers, reporters, the terminal text and the web page are all renderings of {@link GradientCheck}.
 */

/** A number that survives JSON: what `JSON.stringify` would lose is spelled out. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

export type Verdict = 'correct' | 'incorrect' | 'inconclusive';

/** Why neither correct nor incorrect can be said honestly. */
export type InconclusiveReason =
  | 'nondeterministic'
  | 'not-finite'
  | 'discontinuous'
  | 'too-noisy'
  | 'kink'
  | 'budget'
  | 'infinite-slope';

/** The form in which the user's code states a derivative. */
export type DerivativeForm = 'gradient' | 'vjp' | 'jvp' | 'jacobian' | 'hvp' | 'hessian';

export type WarningKind =
  | 'kink'
  | 'vacuous'
  | 'mutates-input'
  | 'reused-buffer'
  | 'aliased-parameters'
  | 'accumulates'
  | 'unchecked'
  | 'captured'
  | 'nondeterministic';

/** Something true that a user should know although the gradient may be right. */
export interface Warning {
  readonly kind: WarningKind;
  /** Path of the parameter concerned, when it is one. */
  readonly parameter?: string;
  /** One sentence: what is so. */
  readonly message: string;
  /** One sentence: what to do, when there is something to do. */
  readonly remedy?: string;
}

export type DiagnosisKind =
  | 'sign-flipped'
  | 'scaled'
  | 'detached'
  | 'transposed'
  | 'flipped'
  | 'shifted'
  | 'permuted'
  | 'swapped-parameters'
  | 'missing-term'
  | 'not-summed'
  | 'over-summed'
  | 'accumulated'
  | 'ignores-cotangent'
  | 'stale'
  | 'input-region'
  | 'boundary'
  | 'isolated'
  | 'mutates-input'
  | 'low-precision'
  | 'unknown';

/** What kind of mistake a wrong derivative looks like, with the numbers that support it. */
export interface Diagnosis {
  readonly kind: DiagnosisKind;
  /** A second mistake that has to be undone together with the first. */
  readonly also?: DiagnosisKind;
  /** Paths of the parameters that it explains. */
  readonly where: readonly string[];
  /** For `scaled`, `missing-term`, `not-summed`, `over-summed`: the factor, claimed ÷ true (or the coefficient of the term). */
  readonly factor?: JsonNumber;
  /** What the factor is, in words: "32, the number of rows of X". */
  readonly factorMeaning?: string;
  /** How well the claimed gradient fits after the mistake is undone. */
  readonly fit: {
    /** Coordinates that agree within the error bound after the correction. */
    readonly agreeing: number;
    /** Coordinates compared. */
    readonly compared: number;
    /** Largest relative error left. */
    readonly largestRelativeError: JsonNumber;
  };
  /** Short name as in "it looks transposed", "it is 32 times too large": completes "Gradient of W2 is incorrect in …, …". */
  readonly phrase: string;
  /** At most eight words, for a list: "W2 looks transposed". */
  readonly hint: string;
  /** One sentence with the supporting number: "With its two axes swapped, all 64 agree (largest relative error 3.4e-10)." */
  readonly evidence: string;
  /** One or two sentences: where to look. */
  readonly advice: string;
}

/** A common mistake, undone on the claimed gradient and compared again, whether or not it helped: the report's "What would explain it". */
export interface Explanation {
  /** Path of the parameter. */
  readonly parameter: string;
  readonly kind: DiagnosisKind;
  /** Imperative: "transpose it", "divide by the batch size, 5", "flip the sign". */
  readonly correction: string;
  /** Largest relative error left after the correction. */
  readonly residual: JsonNumber;
  /** Whether every compared coordinate is within its error bound then. */
  readonly explains: boolean;
}

export type CoordinateStatus = 'agrees' | 'differs' | 'undecided' | 'kink';

/** One partial derivative: claimed and measured. */
export interface CoordinateFinding {
  /** Index in the parameter, one number per axis; empty for a scalar parameter. */
  readonly index: readonly number[];
  readonly analytic: JsonNumber;
  readonly numeric: JsonNumber;
  /** Error bound of `numeric`, same unit. */
  readonly bound: JsonNumber;
  /** (analytic − numeric) ÷ the largest |numeric| of the parameter; signed. */
  readonly relativeError: JsonNumber;
  /** Half the distance between the outermost samples used, in units of the parameter. */
  readonly step: JsonNumber;
  readonly status: CoordinateStatus;
  /** One-sided slopes, when they differ. */
  readonly left?: JsonNumber;
  readonly right?: JsonNumber;
  /** For jacobian and hessian: the output entry, as code would reach it (`y[3]`). */
  readonly output?: string;
}

/** Error against step size, measured: the report's main picture. All arrays have one entry per step, relative to `scale`. */
export interface StepCurve {
  /** What was varied: one coordinate's label, or "all of W2 together". */
  readonly of: string;
  /** Steps h in units of the parameter, ascending. */
  readonly steps: readonly number[];
  /** |numeric(h) − best numeric| ÷ scale: what a correct gradient would show at this step. */
  readonly measurementError: readonly JsonNumber[];
  /** Upper envelope of the measurement error: rounding plus truncation bound. */
  readonly envelope: readonly JsonNumber[];
  /** |numeric(h) − analytic| ÷ scale. */
  readonly difference: readonly JsonNumber[];
  readonly chosenStep: number;
}

/** Signed relative errors laid out as the parameter is: the report's "Where in the parameter". */
export interface DifferenceMap {
  readonly rows: number;
  readonly columns: number;
  /** Coordinates per cell: [1, 1] unless pooled. */
  readonly block: readonly [number, number];
  /** Row-major, `rows × columns`; signed relative error of largest magnitude in the cell, 0 where all agree, null where nothing was measured. */
  readonly cells: readonly (JsonNumber | null)[];
}

export interface Coverage {
  readonly mode: 'every-coordinate' | 'directions' | 'blocks';
  /** Coordinates compared one by one. */
  readonly coordinates: number;
  /** Random directions compared. */
  readonly directions: number;
  /** Measurements spent to locate wrong coordinates. */
  readonly halvings: number;
  /** Coordinates that nothing looked at (a budget). */
  readonly unchecked: number;
}

/** What was found out about one parameter. */
export interface ParameterFinding {
  /** As code would reach it: `W2`, `layers.0.bias`; a lone parameter is called `x`. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly dtype: 'number' | 'float16' | 'float32' | 'float64';
  readonly verdict: Verdict;
  /** Present when the verdict is inconclusive. */
  readonly reason?: InconclusiveReason;
  /** The derivative form whose comparison is shown: the worst one. */
  readonly derivative: DerivativeForm;
  /** Relative error (to the largest |numeric| of the parameter) of a single coordinate that would have been noticed. */
  readonly resolution: JsonNumber;
  /** The same for an error spread over the whole parameter (root mean square). */
  readonly spreadResolution: JsonNumber;
  readonly coverage: Coverage;
  /** Coordinates found wrong, exactly or (when `wrongIsEstimate`) extrapolated from a sample. */
  readonly wrong: number;
  readonly wrongIsEstimate: boolean;
  /** Largest |numeric| in this parameter. */
  readonly scale: JsonNumber;
  readonly largestRelativeError: JsonNumber;
  /** Largest |analytic − numeric| ÷ bound. */
  readonly largestDifferenceOverBound: JsonNumber;
  /** At most 400, wrong ones first by relative error, then the others by magnitude. */
  readonly coordinates: readonly CoordinateFinding[];
  /** Evidence for the report; absent when not recorded. */
  readonly map?: DifferenceMap;
  readonly curve?: StepCurve;
}

/** Where slopes grow without limit: of opposite signs on both sides, of one sign, or on the only side that there is. */
export type SteepShape = 'cusp' | 'vertical-tangent' | 'edge-of-domain';

/** The picture of an inconclusive verdict. */
export type InconclusiveEvidence =
  | {
      readonly reason: 'nondeterministic';
      /** Values of repeated calls at one point. */
      readonly values: readonly JsonNumber[];
      readonly spread: JsonNumber;
      /** Change of the value over the smallest usable step. */
      readonly signal: JsonNumber;
      /** That step, in units of the parameter. */
      readonly step?: JsonNumber;
      /** Change per call when the value drifts steadily. */
      readonly driftPerCall?: JsonNumber;
    }
  | {
      readonly reason: 'not-finite';
      readonly value: JsonNumber;
      readonly coordinate?: string;
      readonly step?: JsonNumber;
    }
  | {
      readonly reason: 'discontinuous';
      readonly coordinate: string;
      readonly jump: JsonNumber;
      readonly distance: JsonNumber;
    }
  | {
      readonly reason: 'kink';
      readonly coordinate: string;
      /** One-sided slopes; the same where several coordinates are tied, so that none of them shows it alone. */
      readonly left: JsonNumber;
      readonly right: JsonNumber;
      readonly analytic: JsonNumber;
    }
  | {
      readonly reason: 'infinite-slope';
      readonly coordinate: string;
      /** What the function has there, where it was measured. */
      readonly shape?: SteepShape;
      readonly steps: readonly number[];
      readonly slopes: readonly JsonNumber[];
    }
  | {
      readonly reason: 'too-noisy';
      readonly reached: JsonNumber;
      readonly required: number;
      readonly noise: JsonNumber;
      readonly value: JsonNumber;
    }
  | { readonly reason: 'budget'; readonly spent: number; readonly needed: number; readonly unchecked: number };

/** Values of one claim along one parameter, column by column: entry, signed step in units of its natural length, value. */
export interface ShardColumn {
  readonly claim: number;
  readonly leaf: number;
  readonly entries: readonly number[];
  readonly steps: readonly number[];
  readonly values: readonly JsonNumber[];
}

/** What one shard of a check evaluated: `mergeShards` puts the shards together. */
export interface ShardValues {
  readonly index: number;
  readonly count: number;
  readonly columns: readonly ShardColumn[];
}

/** Outcome of a check: plain data, complete enough to draw every figure of the report without the function. */
export interface GradientCheck {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly reason?: InconclusiveReason;
  /** One plain sentence: the first line of the terminal text. */
  readonly summary: string;
  readonly parameters: readonly ParameterFinding[];
  readonly diagnoses: readonly Diagnosis[];
  readonly explanations: readonly Explanation[];
  readonly warnings: readonly Warning[];
  readonly inconclusive?: InconclusiveEvidence;
  /** Derivative forms that were checked. */
  readonly derivatives: readonly DerivativeForm[];
  readonly order: 1 | 2;
  /** Worst single-coordinate resolution over the parameters. */
  readonly resolution: JsonNumber;
  readonly requiredResolution: number;
  readonly accept?: { readonly relative?: number; readonly absolute?: number };
  /** The function's value at the point (first claim). */
  readonly value: JsonNumber;
  /** Standard deviation of one value: measured noise, same unit as the value. */
  readonly noise: JsonNumber;
  /** Arithmetic found by measurement. */
  readonly precision: 'float64' | 'float32';
  /** What computed the function, where an adapter tells: `tfjs wasm`. */
  readonly environment?: string;
  readonly seed: number;
  /** With the option `shard`: the values that were evaluated. */
  readonly shard?: ShardValues;
  readonly cost: { readonly valueCalls: number; readonly derivativeCalls: number; readonly milliseconds: number };
}
