// The suites of the consumers on every supported pair of Node and runner, as one table.
// node compat/matrix.mjs [NAME ...]     only the rows and columns whose name contains one: "Vitest 3.2" "Node 20"
import { nativeModules, rehearseJest, rehearseVitest } from './runners.mjs';
import { createProject, nodeBinaries, pack } from './workbench.mjs';

const [only, onlyNodes] = [true, false].map(isRunner =>
  process.argv.slice(2).filter(name => name.startsWith('Node') !== isRunner),
);
const isWanted = (name, names) => names.length === 0 || names.some(part => name.includes(part));

const tarballs = pack();
const majors = ['20', '22', '24', '26'].filter(major => isWanted(`Node ${major}`, onlyNodes));
const nodes = nodeBinaries(majors);
/** The runners, and the Node versions that each says it supports. */
const vitests = { 3.2: ['20', '22', '24', '26'], 4.1: ['20', '22', '24', '26'], 5.1: ['22', '24', '26'] };
const jests = ['29.7', '30.5'];

const rows = [
  ...Object.entries(vitests).map(([version, supported]) => ({
    runner: `Vitest ${version}`,
    supported,
    install: () => createProject('vitest', tarballs, { vitest: version }),
    judge: (folder, node) => rehearseVitest(folder, node, version),
  })),
  ...jests.flatMap(version => {
    let folder;
    const install = () => {
      folder ??= createProject('jest', tarballs, { jest: version, '@jest/globals': version });
      return folder;
    };
    const supported = Object.keys(nodes);
    const commonJs = { config: 'plain.config.cjs', kind: 'jest', thorough: true };
    const esm = { config: 'esm.config.cjs', kind: 'jestModules', flags: nativeModules };
    return Object.entries({ CommonJS: commonJs, 'native ESM': esm }).map(([name, rehearsal]) => ({
      runner: `Jest ${version}, ${name}`,
      supported,
      install,
      judge: (project, node) => rehearseJest(project, node, rehearsal),
    }));
  }),
].filter(({ runner }) => isWanted(runner, only));
if (rows.length === 0 || majors.length === 0) throw new Error(`nothing is called ${process.argv.slice(2).join(', ')}`);

let failures = 0;
const table = rows.map(({ runner, supported, install, judge }) => {
  const folder = install();
  const cells = Object.entries(nodes).map(([major, binary]) => {
    if (!supported.includes(major)) return [`Node ${major}`, 'unsupported'];
    const problems = judge(folder, binary);
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
