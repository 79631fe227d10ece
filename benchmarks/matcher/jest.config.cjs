module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/jest.bench.cjs'],
  moduleFileExtensions: ['js', 'cjs', 'json'],
  transform: {},
  testTimeout: 120_000,
  reporters: process.env.GRADCHECK_BENCH_REPORTER ? ['@gradcheck/jest-matcher/reporter'] : [],
};
