import { failUnawaited, toHaveCorrectGradients } from './index.ts';

/** The parts of a runner that registering needs. */
export interface Registry {
  readonly expect: { extend(matchers: Record<string, unknown>): void } | undefined;
  readonly afterEach: ((hook: () => Promise<void>) => void) | undefined;
}

/** @throws Error when Jest's globals are not there yet: the wrong kind of setup file, or injectGlobals: false */
export function register({ expect, afterEach }: Registry): void {
  if (!expect || !afterEach) {
    throw new Error(
      'gradcheck found no global `expect`. List the setup under `setupFilesAfterEnv`, not `setupFiles`; with `injectGlobals: false` use @gradcheck/jest-matcher/globals.',
    );
  }
  expect.extend({ toHaveCorrectGradients });
  afterEach(failUnawaited);
}
