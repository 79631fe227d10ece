// The four built-in reporters, one of the project's own, and two that fail: they must stop nobody.
const folder = process.env.GRADCHECK_OUT;

module.exports = [
  './no-such-reporter.cjs',
  ['html', { outputFile: `${folder}/gradients.html` }],
  ['junit', { outputFile: 'reporters.cjs/gradients.xml' }],
  ['junit', { outputFile: `${folder}/gradients.xml` }],
  ['json', { outputFile: `${folder}/gradients.json` }],
  'github',
  './own-reporter.cjs',
];
