module.exports = require('./jest.base.cjs')({ testMatch: ['**/*.test.js'] });
