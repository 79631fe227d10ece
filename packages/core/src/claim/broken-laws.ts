import type { Effect } from '../effect.ts';
import type { Probe } from '../probe/probe.ts';
import type { BrokenLaw, Law, LawDefect } from '../subject/types.ts';
import type { ClaimResult } from './claim-result.ts';

/** Relative difference of one defect measured twice. */
const SAME_DEFECT = 1e-2;

/** The identities between derivatives that do not hold. */
export function* brokenLaws<P>(
  laws: readonly Law<P>[],
  probe: Probe<P>,
  claims: readonly ClaimResult<P>[],
): Effect<BrokenLaw[]> {
  const broken: BrokenLaw[] = [];
  for (const law of laws) {
    const measure = (): Effect<LawDefect> => law.defect(use => probe.atPoint(use));
    const defect = yield* measure();
    if (defect.relative <= defect.allowed || defect.where.every(path => vanishes(claims, path))) continue;
    // A derivative that answers differently each time obeys no law; that it does is for the claims to say.
    const again = yield* measure();
    const lasts = !(Math.abs(again.relative - defect.relative) > SAME_DEFECT * defect.relative);
    if (lasts) broken.push({ form: law.form, kind: law.kind, defect });
  }
  return broken;
}

/** Claimed and measured derivative are both rounding: so is what a law makes of them. */
function vanishes<P>(claims: readonly ClaimResult<P>[], path: string): boolean {
  const results = claims.flatMap(({ leaves }) => leaves.filter(({ leaf }) => leaf.leaf.path === path));
  return results.length > 0 && results.every(({ vacuous }) => vacuous);
}
