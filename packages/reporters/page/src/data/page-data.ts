import type * as core from '@gradcheck/core';
import type { Sentence } from '../words/say.tsx';

/** A finding without the numbers that no part of the page shows. */
export interface ParameterFinding
  extends Omit<
    core.ParameterFinding,
    'spreadResolution' | 'scale' | 'largestDifferenceOverBound' | 'largestRelativeError'
  > {
  /** Left out of lean checks: what is within the bound was not shown anyway. */
  readonly largestRelativeError?: core.JsonNumber;
}

/** A check as the page needs it. */
export interface GradientCheck
  extends Omit<core.GradientCheck, 'parameters' | 'diagnoses' | 'summary' | 'value' | 'noise' | 'derivatives'> {
  readonly parameters: readonly ParameterFinding[];
  readonly diagnoses: readonly Pick<core.Diagnosis, 'kind' | 'where' | 'advice'>[];
  /** Left out of lean checks. */
  readonly value?: core.JsonNumber;
  readonly noise?: core.JsonNumber;
}

export interface RecordedCheck extends Omit<core.RecordedCheck, 'check' | 'milliseconds' | 'message'> {
  readonly check?: GradientCheck;
}

/** What is said of a check. It comes with the data: the page itself needs to know no grammar. */
export interface Told {
  /** The verdict, one sentence large, one or two normal. */
  readonly large: Sentence;
  readonly normal: Sentence;
  /** At most eight words, for the list; empty when a correct check has nothing to add. */
  readonly hint: string;
  /** Without a verdict: what the picture of the reason shows, and what to do. */
  readonly undecided?: { readonly title: Sentence; readonly note: Sentence; readonly remedies: readonly Sentence[] };
}

/** One check of the page. */
export interface Entry {
  readonly recorded: RecordedCheck;
  readonly told: Told;
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
