import type { CheckOptions } from '../options.ts';
import { paintFor } from '../result/paint.ts';
import type { Differentiable } from '../subject/differentiable.ts';
import { createMatcher, type Door, type MatcherResult, type MatcherState } from './create-matcher.ts';

interface Process {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdout?: { readonly isTTY?: boolean };
}

const door: Door = {
  emit: () => undefined,
  get paint() {
    const { env = {}, stdout } = (globalThis as { process?: Process }).process ?? {};
    return paintFor(env, stdout?.isTTY === true);
  },
};

/**
 * The matcher for the `expect.extend` of any runner, Bun's and Playwright Test's among them. It records nothing; those of Vitest and
 * Jest have packages of their own, which do.
 */
export const toHaveCorrectGradients: <P>(
  this: MatcherState,
  received: Differentiable<P>,
  options: CheckOptions<P>,
) => MatcherResult | Promise<MatcherResult> = createMatcher<MatcherState>({ open: () => door, links: 0 }) as never;
