export interface ClaimCheckOptions {
  readonly coverage: 'auto' | 'every-coordinate' | 'directions';
  readonly requiredResolution: number;
  readonly seed: number;
  readonly kinks: 'subgradient' | 'fail';
  readonly accept: { readonly relative: number; readonly absolute: number };
  readonly shard: { readonly index: number; readonly count: number };
  /** Coordinates that fit the budget of evaluations. */
  readonly affordable: number;
}
