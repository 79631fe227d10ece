// How each runner is started in a throw-away project, by which Node.
export const vitest = (node, flags = []) => [
  node,
  ...flags,
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=json',
  '--outputFile=report.json',
];

export const jest = (node, config, flags = []) => [
  node,
  ...flags,
  'node_modules/jest/bin/jest.js',
  '--config',
  config,
  '--json',
  '--outputFile=report.json',
];

export const nativeModules = ['--experimental-vm-modules', '--no-warnings'];
