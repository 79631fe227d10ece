import type { ClaimResult } from './claim/claim-result.ts';
import type { Point } from './parameters/types.ts';
import type { Memory } from './probe/memory.ts';
import type { BrokenLaw, Claims } from './subject/types.ts';
import type { DerivativeForm } from './types.ts';

/** Everything that one pass over the user's functions found out. */
export interface Findings<P> {
  readonly point: Point<P>;
  readonly claims: readonly ClaimResult<P>[];
  readonly broken: readonly BrokenLaw[];
  readonly forms: readonly DerivativeForm[];
  readonly reusedBuffer: boolean;
  readonly outputs: Claims<P>['outputs'];
  /** What the function reads besides its argument. */
  readonly captured: readonly string[];
  readonly environment: string | undefined;
  readonly budgetSpent: boolean;
  /** Values at samples of every claim, where they are kept. */
  readonly memories: readonly (Memory | undefined)[];
}
