import { json } from '@gradcheck/reporters';
import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'unit',
    setupFiles: ['@gradcheck/vitest-matcher/setup'],
    reporters: [
      ['json', { outputFile: 'tests.json' }],
      gradientReporter({ reporters: [json({ outputFile: process.env.GRADCHECK_CHECKS ?? 'checks.json' })] }),
    ],
  },
});
