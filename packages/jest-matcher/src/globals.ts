import type { CheckOptions } from '@gradcheck/core/matcher';
import { afterAll, afterEach, expect } from '@jest/globals';
import { register } from './register.ts';

register(
  { expect: expect as never, afterEach: afterEach as never, afterAll: afterAll as never },
  'List "@gradcheck/jest-matcher/globals" under `setupFilesAfterEnv`: what is listed under `setupFiles` runs before there is an `expect`.',
);

declare module '@jest/expect' {
  interface Matchers<R> {
    /**
     * Holds every derivative that the subject states against what its function shows. Await it when the subject is
     * asynchronous.
     */
    // biome-ignore lint/suspicious/noExplicitAny: the point may be any structure, and the interface has no parameter to carry it
    toHaveCorrectGradients(options: CheckOptions<any>): Promise<R>;
  }
}

export type { CheckOptions };
