import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL on the processor, where there is no graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export default defineConfig({
  // Found while tests run, a dependency would load the page anew.
  optimizeDeps: { include: ['@tensorflow/tfjs', '@gradcheck/core/tfjs', '@gradcheck/vitest-matcher/setup'] },
  test: {
    setupFiles: ['@gradcheck/vitest-matcher/setup'],
    testTimeout: 60_000,
    reporters: [
      'default',
      ['json', { outputFile: 'tests.json' }],
      gradientReporter({ reporters: [['json', { outputFile: process.env.GRADCHECK_CHECKS ?? 'checks.json' }]] }),
    ],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: 'chromium', name: 'unit' }],
      provider: playwright({ launchOptions: { executablePath: process.env.CHROMIUM_PATH, args } }),
    },
  },
});
