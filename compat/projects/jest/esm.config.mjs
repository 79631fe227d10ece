export default {
  testMatch: ['**/gradients.test.mjs'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/globals'],
  transform: {},
};
