module.exports = require('./jest.base.cjs')({
  testMatch: ['**/*.test.ts'],
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.isolated.json' }] },
});
