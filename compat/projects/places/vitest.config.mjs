import { createRequire } from 'node:module';
import { json } from '@gradcheck/reporters';
import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
import { defineConfig } from 'vitest/config';

const entries = createRequire(import.meta.url)('./reporters.cjs');
const setupFiles = ['@gradcheck/vitest-matcher/setup'];

export default defineConfig({
  test: {
    projects: ['one', 'two'].map(name => ({ root: name, test: { name, globals: true, setupFiles } })),
    reporters: ['dot', gradientReporter({ reporters: [...entries, json({ outputFile: 'reports/object.json' })] })],
  },
});
