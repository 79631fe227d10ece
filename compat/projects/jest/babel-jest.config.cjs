module.exports = require('./jest.base.cjs')({
  testMatch: ['**/*.test.mjs'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/globals'],
  transform: { '\\.mjs$': 'babel-jest' },
});
