module.exports = {
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  testPathIgnorePatterns: process.env.GRADCHECK_CRASH ? [] : ['crash'],
  cacheDirectory: process.env.GRADCHECK_CACHE,
  maxWorkers: 2,
  transform: {},
  reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: require('./reporters.cjs') }]],
};
