import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { chromiumPath, openBrowser } from '../../pictures/browser.ts';

/** Tests in headless Chromium. Without one they cannot run: under CI that is a failure, at home they are left out. */
export function inBrowser(name: string, tests: (browser: () => Browser) => void): void {
  // A browser on a busy machine takes its time; how long is not what is tested.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  describe.runIf(chromiumPath !== undefined || process.env.CI)(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());
    tests(() => browser!);
  });
}
