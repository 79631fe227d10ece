import { html, json, junit } from '@gradcheck/reporters';
import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { defineConfig } from 'vitest/config';

const reports = '../../reports';

export default defineConfig({
  test: {
    include: ['tests/failing/**/*.test.ts'],
    setupFiles: ['@gradcheck/vitest-matcher/setup'],
    reporters: [
      'default',
      gradientReporter({
        reporters: [
          html({ outputFile: `${reports}/museum.html` }),
          junit({ outputFile: `${reports}/museum.xml` }),
          json({ outputFile: `${reports}/museum.json` }),
        ],
      }),
    ],
  },
});
