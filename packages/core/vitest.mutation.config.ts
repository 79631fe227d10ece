import { defineConfig } from 'vitest/config';

/** Tests that run for every mutant of the numerical rooms: quick ones, for there are thousands. */
export default defineConfig({
  test: {
    include: ['src/{estimate,compare,plan}/**/*.test.ts', 'test/cases/{scalar,vector,float32,joint}.test.ts'],
    isolate: false,
    testTimeout: 120_000,
  },
});
