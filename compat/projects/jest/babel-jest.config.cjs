module.exports = {
  testMatch: ['**/gradients.test.mjs'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/globals'],
  transform: { '\\.mjs$': 'babel-jest' },
};
