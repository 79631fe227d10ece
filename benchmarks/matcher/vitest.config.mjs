import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';

const ours = process.env.GRADCHECK_BENCH_REPORTER ? [gradientReporter({ reporters: [] })] : [];

export default {
  test: { include: ['vitest.bench.mjs'], root: import.meta.dirname, testTimeout: 120_000, reporters: ['dot', ...ours] },
};
