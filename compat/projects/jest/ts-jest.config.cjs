module.exports = {
  testMatch: ['**/gradients.test.ts'],
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup'],
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
};
