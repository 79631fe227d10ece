import { json } from '@gradcheck/reporters';
import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/vitest/**/*.test.ts'],
    setupFiles: ['@gradcheck/vitest-matcher/setup'],
    reporters: [
      'default',
      ['json', { outputFile: 'reports/tests-vitest.json' }],
      gradientReporter({ reporters: [json({ outputFile: 'reports/vitest.json' })] }),
    ],
  },
});
