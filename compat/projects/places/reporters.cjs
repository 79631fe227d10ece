// By name alone, with a relative file, made by a function.
module.exports = ['html', ['junit', { outputFile: 'reports/named.xml' }], './made.cjs'];
