import type { CheckOptions } from '@gradcheck/core/matcher';
import { type Registry, register } from './register.ts';

register(
  globalThis as unknown as Registry,
  'List "@gradcheck/jest-matcher/setup" under `setupFilesAfterEnv`: what is listed under `setupFiles` runs before there is an `expect`. With `injectGlobals: false`, list "@gradcheck/jest-matcher/globals" there instead.',
);

declare global {
  namespace jest {
    // One parameter: @types/jest gives a default to the others.
    interface Matchers<R> {
      /**
       * Holds every derivative that the subject states against what its function shows. Await it when the subject is
       * asynchronous.
       */
      // biome-ignore lint/suspicious/noExplicitAny: the point may be any structure, and the interface has no parameter to carry it
      toHaveCorrectGradients(options: CheckOptions<any>): Promise<R>;
    }
  }
}

export type { CheckOptions };
