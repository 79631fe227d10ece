import type { LineOutcome } from '../compare/line-outcome.ts';
import type { Resolution } from './resolution.ts';

/** What directions over a leaf found out, and which errors they would have noticed. */
export interface DirectionFindings extends Resolution {
  readonly mode: 'directions' | 'blocks' | 'every-coordinate';
  readonly directions: number;
  readonly halvings: number;
  /** Share of wrong coordinates in a stratified sample, when they were too many to find them all. */
  readonly wrongShare: number | undefined;
  /** The first direction that gave no verdict. */
  readonly undecided: LineOutcome | undefined;
  readonly incorrect: boolean;
}
