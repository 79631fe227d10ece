import { createRequire } from 'node:module';
import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globals: true,
    pool: 'forks',
    retry: 1,
    include: ['*.test.js'],
    exclude: process.env.GRADCHECK_CRASH ? [] : ['crash.test.js'],
    setupFiles: ['@gradcheck/vitest-matcher/setup'],
    reporters: ['dot', gradientReporter({ reporters: createRequire(import.meta.url)('./reporters.cjs') })],
  },
});
