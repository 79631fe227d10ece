const setupFilesAfterEnv = ['@gradcheck/jest-matcher/setup'];

module.exports = {
  projects: ['one', 'two'].map(name => ({
    displayName: name,
    rootDir: `${__dirname}/${name}`,
    setupFilesAfterEnv,
    transform: {},
  })),
  reporters: ['default', ['@gradcheck/jest-matcher/reporter', { reporters: require('./reporters.cjs') }]],
};
