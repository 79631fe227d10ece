// What the configurations of this folder have in common.
module.exports = overrides => ({
  displayName: 'unit',
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  testPathIgnorePatterns: process.env.GRADCHECK_CRASH ? [] : ['crash'],
  cacheDirectory: process.env.GRADCHECK_CACHE,
  reporters: [
    [
      '@gradcheck/jest-matcher/reporter',
      { reporters: [['json', { outputFile: process.env.GRADCHECK_CHECKS ?? 'checks.json' }]] },
    ],
  ],
  transform: {},
  ...overrides,
});
