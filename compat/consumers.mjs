// Does what we publish work where it is installed?
// node compat/consumers.mjs [--small] [NAME ...]     --small: one version of each runner and compiler; only those whose name contains NAME
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAnnotations } from './annotations.mjs';
import { judgeMistakes } from './mistakes.mjs';
import { judgeBun, judgeMocha, judgeNodeTest, judgePlaywright } from './other-runners.mjs';
import { judgePlaces } from './places.mjs';
import { judgeReports } from './reports.mjs';
import { nativeModules, rehearseBrowser, rehearseJest, rehearseVitest } from './runners.mjs';
import { judgeWatch } from './watch.mjs';
import { createProject, pack, run } from './workbench.mjs';

const small = process.argv.includes('--small');
const only = process.argv.slice(2).filter(name => name !== '--small');
const node = process.execPath;
const tarballs = pack();
const results = [];

/** A project that is installed when its first consumer needs it. */
function project(template, dependencies) {
  let folder;
  return () => {
    folder ??= createProject(template, tarballs, dependencies);
    return folder;
  };
}

/** Notes the outcome of one consumer; `judge` takes the folder of its project and returns the problems it found. */
async function consumer(name, install, judge) {
  if (only.length > 0 && !only.some(part => name.includes(part))) return;
  let problems;
  try {
    problems = await judge(install());
  } catch (error) {
    problems = [String(error)];
  }
  results.push({ name, problems });
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  for (const problem of problems) console.log(problem.replaceAll(/^/gm, '        '));
}

/** A script that prints its verdict, then throws at the wrong gradient. */
function judgeScript(folder, file) {
  const { status, output } = run(node, [file], { cwd: folder });
  const isRight = status !== 0 && output.startsWith('incorrect') && output.includes('Gradient of w is incorrect');
  return isRight ? [] : [`exit ${status}:\n${output}`];
}

/** `right` compiles as it is, declarations of ours and of the runner included; `wrong` does not, for the right reason. */
function judgeTypes(folder, compiler, right, wrong, config = 'tsconfig.json') {
  const compile = file => {
    writeFileSync(join(folder, 'tsconfig.one.json'), JSON.stringify({ extends: `./${config}`, files: [file] }));
    return run(node, [`node_modules/${compiler}/bin/tsc`, '-p', 'tsconfig.one.json'], { cwd: folder });
  };
  const compiled = compile(right);
  const refused = compile(wrong);
  return [
    ...(compiled.status === 0 ? [] : [`${right} does not compile:\n${compiled.output}`]),
    ...(refused.status !== 0 && refused.output.includes("'sede'")
      ? []
      : [`${wrong} was not refused:\n${refused.output}`]),
  ];
}

const compilers = { typescript: '6.0.3', ...(small ? {} : { typescript7: 'npm:typescript@7.0.2' }) };
/** Vitest 5 takes no types of Node 20. */
const nodeTypes = version => ({ '@types/node': version.startsWith('5') ? '^22.0.0' : '^20.19.0' });

const scripts = project('node', { mocha: '12' });
await consumer('Node, import', scripts, folder => judgeScript(folder, 'by-import.mjs'));
await consumer('Node, require', scripts, folder => judgeScript(folder, 'by-require.cjs'));
await consumer('Node, node:test', scripts, folder => judgeNodeTest(folder, node));
await consumer('mocha', scripts, folder => judgeMocha(folder, node));
await consumer('Bun', project('bun', { bun: '1.4.5' }), judgeBun);
await consumer('Playwright Test', project('playwright', { '@playwright/test': '1.65.1' }), folder =>
  judgePlaywright(folder, node),
);

const vitestProject = project('vitest', { vitest: '4.1' });
await consumer('Vitest 4.1, ESM', vitestProject, folder => rehearseVitest(folder, node, '4.1'));
await consumer('Vitest 4.1, mistakes of setting up', vitestProject, folder => judgeMistakes(folder, node, 'vitest'));
await consumer('Vitest 4.1, annotations', vitestProject, folder => judgeAnnotations(folder, node));

const browserProject = project('browser', {
  vitest: '4.1.12',
  '@vitest/browser-playwright': '4.1.12',
  playwright: '1.65.1',
  '@tensorflow/tfjs': '4.22.0',
});
await consumer('Vitest 4.1, Chromium', browserProject, folder => {
  const { backend, problems } = rehearseBrowser(folder, node);
  if (backend) console.log(`        TensorFlow.js computed on its ${backend} backend`);
  return problems;
});

const jestProject = project('jest', {
  jest: '30.5',
  '@jest/globals': '30.5',
  '@types/jest': '30',
  '@babel/core': '7',
  '@babel/preset-env': '7',
  'ts-jest': '29.4',
  typescript: '6.0.3',
  '@swc/core': '1.16.18',
  '@swc/jest': '0.2.39',
});
const jestConsumers = {
  CommonJS: { config: 'plain.config.cjs', kind: 'jest', thorough: true },
  'babel-jest': { config: 'babel-jest.config.cjs', kind: 'jestModules' },
  'ts-jest': { config: 'ts-jest.config.cjs', kind: 'typescript' },
  'ts-jest, isolatedModules': { config: 'ts-jest-isolated.config.cjs', kind: 'typescript' },
  '@swc/jest': { config: 'swc.config.cjs', kind: 'typescript' },
  'native ESM': { config: 'esm.config.cjs', kind: 'jestModules', flags: nativeModules },
};
for (const [name, rehearsal] of Object.entries(jestConsumers)) {
  await consumer(`Jest 30.5, ${name}`, jestProject, folder => rehearseJest(folder, node, rehearsal));
}

const bothRunners = { vitest: '4.1', jest: '30.5', '@jest/globals': '30.5' };
const reporting = project('reporting', bothRunners);
for (const runner of ['vitest', 'jest']) {
  await consumer(`Reports, ${runner}`, reporting, folder => judgeReports(folder, node, runner));
}
const places = project('places', bothRunners);
for (const runner of ['vitest', 'jest']) {
  await consumer(`Places, ${runner}`, places, folder => judgePlaces(folder, node, runner));
}
for (const runner of ['vitest', 'jest']) {
  await consumer(`Watch mode, ${runner}`, reporting, folder => judgeWatch(folder, node, runner));
}
await consumer('Jest 30.5, mistakes of setting up', jestProject, folder => judgeMistakes(folder, node, 'jest'));

/** TypeScript 7 finds Vitest 3.2 at odds with the types of chai, with us or without: it compiles where libraries are not checked. */
const configs = { '3.2, typescript7': 'tsconfig.skip.json' };
for (const version of small ? ['4.1'] : ['3.2', '4.1', '5.1']) {
  const types = project('types-vitest', { vitest: version, ...nodeTypes(version), ...compilers });
  for (const compiler of Object.keys(compilers)) {
    await consumer(`Types, Vitest ${version}, ${compiler}`, types, folder =>
      judgeTypes(folder, compiler, 'right.ts', 'wrong.ts', configs[`${version}, ${compiler}`]),
    );
  }
}
for (const version of small ? ['30'] : ['29', '30']) {
  const runner = { jest: version, '@jest/globals': version, '@types/jest': version };
  const types = project('types-jest', { ...runner, ...nodeTypes(version), ...compilers });
  for (const compiler of Object.keys(compilers)) {
    for (const door of ['global', 'imported']) {
      await consumer(`Types, Jest ${version}, ${door} expect, ${compiler}`, types, folder =>
        judgeTypes(folder, compiler, `right-${door}.ts`, `wrong-${door}.ts`),
      );
    }
  }
  // What ts-jest does to a project that does not isolate its modules; TypeScript 7 has it no more.
  await consumer(`Types, Jest ${version}, resolution without exports`, types, folder =>
    judgeTypes(folder, 'typescript', 'right-global.ts', 'wrong-global.ts', 'tsconfig.node10.json'),
  );
}

const failed = results.filter(result => result.problems.length > 0).length;
const passed = results.length - failed;
mkdirSync('reports', { recursive: true });
const report = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0, testResults: [] };
writeFileSync('reports/tests-consumers.json', JSON.stringify(report));
console.log(`consumers: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
