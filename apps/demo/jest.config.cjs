module.exports = {
  testMatch: ['<rootDir>/tests/jest/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  setupFilesAfterEnv: ['@gradcheck/jest-matcher/globals'],
  reporters: [
    'default',
    ['@gradcheck/jest-matcher/reporter', { reporters: [['json', { outputFile: 'reports/jest.json' }]] }],
  ],
};
