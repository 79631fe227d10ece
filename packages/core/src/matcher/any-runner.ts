import { paintFor } from '../result/paint.ts';
import { createMatcher, type Door, type Matcher, type MatcherState } from './create-matcher.ts';

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
export const toHaveCorrectGradients: Matcher<MatcherState> = createMatcher<MatcherState>({
  open: () => door,
  links: 0,
});
