module.exports = {
  testMatch: ['**/gradients.test.js'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  transform: {},
};
