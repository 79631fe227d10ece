import type { GradientRun, RecordedCheck } from '@gradcheck/core';

/** One check of the page. */
export interface Entry {
  /** `suite/check`, the address of the check within the page. */
  readonly id: string;
  readonly recorded: RecordedCheck;
  /** Coordinates, maps and curves of a correct check were left out to keep the file small. */
  readonly lean?: boolean;
}

/** All that the page shows, plain JSON. */
export interface PageData {
  readonly run: Omit<GradientRun, 'checks'>;
  readonly entries: readonly Entry[];
}

/** Checks up to which the whole list is static markup; beyond, correct ones are listed when asked for. */
export const WHOLE_LIST = 500;
/** Details of checks that are not correct that are static markup. */
export const STATIC_DETAILS = 50;
