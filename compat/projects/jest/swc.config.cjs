module.exports = {
  testMatch: ['**/gradients.test.ts'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' } } }] },
};
