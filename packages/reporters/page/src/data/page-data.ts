import type * as core from '@gradcheck/core';

/** A finding without the numbers that no part of the page shows. */
export type ParameterFinding = Omit<core.ParameterFinding, 'spreadResolution' | 'scale' | 'largestDifferenceOverBound'>;

/** A check as the page needs it. */
export interface GradientCheck
  extends Omit<core.GradientCheck, 'parameters' | 'summary' | 'value' | 'noise' | 'derivatives'> {
  readonly parameters: readonly ParameterFinding[];
  /** Left out where the page says it in words of its own. */
  readonly summary?: string;
  /** Left out of lean checks. */
  readonly value?: core.JsonNumber;
  readonly noise?: core.JsonNumber;
}

export interface RecordedCheck extends Omit<core.RecordedCheck, 'check' | 'milliseconds' | 'message'> {
  readonly check?: GradientCheck;
}

/** One check of the page. */
export interface Entry {
  readonly recorded: RecordedCheck;
  /** Coordinates, maps and curves of a correct check were left out to keep the file small. */
  readonly lean?: boolean;
}

/** All that the page shows, plain JSON. */
export interface PageData {
  readonly run: Omit<core.GradientRun, 'checks'>;
  readonly entries: readonly Entry[];
}

/** Newest version of the data that the page reads. */
export const SCHEMA = 1;

/** Checks up to which the whole list is static markup; beyond, correct ones are listed when asked for. */
export const WHOLE_LIST = 500;
/** Details of checks that are not correct that are static markup. */
export const STATIC_DETAILS = 50;
/** Up to this many of them, the figures of their correct parameters are static markup too. */
export const WHOLE_DETAILS = 10;
