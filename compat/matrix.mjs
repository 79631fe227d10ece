// The suites of the consumers on every supported pair of Node and runner, as one table.
import { nativeModules, rehearseJest, rehearseVitest } from './runners.mjs';
import { createProject, nodeBinaries, pack } from './workbench.mjs';

const tarballs = pack();
const nodes = nodeBinaries(['20', '22', '24', '26']);
/** The runners, and the Node versions that each says it supports. */
const vitests = { 3.2: ['20', '22', '24', '26'], 4.1: ['20', '22', '24', '26'], 5.1: ['22', '24', '26'] };
const jests = ['29.7', '30.5'];

const rows = [
  ...Object.entries(vitests).map(([version, supported]) => {
    const folder = createProject('vitest', tarballs, { vitest: version });
    return { runner: `Vitest ${version}`, supported, judge: node => rehearseVitest(folder, node, version) };
  }),
  ...jests.flatMap(version => {
    const folder = createProject('jest', tarballs, { jest: version, '@jest/globals': version });
    const supported = Object.keys(nodes);
    return [
      {
        runner: `Jest ${version}, CommonJS`,
        supported,
        judge: node => rehearseJest(folder, node, { config: 'plain.config.cjs', kind: 'jest', thorough: true }),
      },
      {
        runner: `Jest ${version}, native ESM`,
        supported,
        judge: node =>
          rehearseJest(folder, node, { config: 'esm.config.cjs', kind: 'jestModules', flags: nativeModules }),
      },
    ];
  }),
];

let failures = 0;
const table = rows.map(({ runner, supported, judge }) => {
  const cells = Object.entries(nodes).map(([major, binary]) => {
    if (!supported.includes(major)) return [`Node ${major}`, 'unsupported'];
    const problems = judge(binary);
    failures += problems.length > 0 ? 1 : 0;
    for (const problem of problems) console.log(`${runner}, Node ${major}: ${problem}`);
    return [`Node ${major}`, problems.length > 0 ? 'FAILED' : 'ok'];
  });
  return [runner, Object.fromEntries(cells)];
});

console.table(Object.fromEntries(table));
const cells = table.flatMap(([, row]) => Object.values(row)).filter(cell => cell !== 'unsupported').length;
console.log(`matrix: ${cells - failures} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
