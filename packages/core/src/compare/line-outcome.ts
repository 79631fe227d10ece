import type { Direction } from '../sample.ts';
import type { InconclusiveReason, SteepShape } from '../types.ts';

/** What a line is to be compared with, and on which scale. */
export interface LineClaim {
  readonly direction: Direction;
  /** Claimed slope along the direction. */
  readonly slope: number;
  /** Scale of relative errors: at least |slope|. */
  readonly reference: number;
  /** Scale on which an agreement is fine enough: what its parameter's resolution is relative to. */
  readonly scale: number;
  /** Scale of the claim's own rounding: its largest terms may cancel in the slope. */
  readonly roundingReference: number;
  /** log2 of the smallest step that the storage of the point resolves. */
  readonly smallest: number;
  /** log2 of the step that worked for a neighbour. */
  readonly hint?: number | undefined;
}

/** One-sided discrepancies at a kink, and how far outside of them a claim might be without being noticed. */
export interface Kink {
  readonly left: number;
  readonly right: number;
  readonly margin: number;
  /** The claim is that of a tie of several coordinates, broken: along this one alone both sides may have the same slope. */
  readonly tied?: boolean;
}

export interface LineOutcome {
  readonly status: 'correct' | 'incorrect' | 'inconclusive' | 'suspect';
  /** Numeric minus claimed slope. */
  readonly q: number;
  /** Bound on the error of q, as far as this verdict needs it: an error of this size would have been noticed. */
  readonly error: number;
  /** Bound of the numeric slope alone. */
  readonly bound: number;
  readonly step: number;
  readonly reason?: InconclusiveReason;
  /** Standard deviation of q, for evidence pooled over coordinates. */
  readonly noise?: number | undefined;
  /** Every value was the same. */
  readonly flat?: boolean | undefined;
  readonly kink?: Kink;
  /** log2 of the step at which agreement was found close to the point although there was none further out. */
  readonly near?: number;
  /** The function exists on one side of the point only. */
  readonly oneSided?: boolean;
  /** What grows without limit, for `infinite-slope`. */
  readonly steep?: SteepShape;
  /** Jump of the value, for `discontinuous`. */
  readonly jump?: number;
  /** A larger step would have been possible: the bound can be sharpened. */
  readonly noiseLimited?: boolean | undefined;
}
