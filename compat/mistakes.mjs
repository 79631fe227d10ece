// Mistakes of setting up, and what must be said about each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './workbench.mjs';

const jestReporter = "reporters: ['default', ['@gradcheck/jest-matcher/reporter', {}]]";
const vitestReporter = "reporters: ['default', gradientReporter({ reporters: [] })]";

const mistakes = {
  jest: [
    ["setupFiles: ['@gradcheck/jest-matcher/setup']", ['gradcheck found no `expect`', 'under `setupFilesAfterEnv`']],
    ["setupFiles: ['@gradcheck/jest-matcher/globals']", ['gradcheck found no `expect`', 'under `setupFilesAfterEnv`']],
    [
      "injectGlobals: false, setupFilesAfterEnv: ['@gradcheck/jest-matcher/setup']",
      ['gradcheck found no `expect`', '"@gradcheck/jest-matcher/globals" there instead'],
    ],
    [jestReporter, ['gradcheck: toHaveCorrectGradients is not registered', '`setupFilesAfterEnv`']],
  ],
  vitest: [
    [vitestReporter, ['gradcheck: toHaveCorrectGradients is not registered', "['@gradcheck/vitest-matcher/setup']"]],
    ["globalSetup: ['@gradcheck/vitest-matcher/setup']", ['use "setupFiles" instead']],
  ],
};

const configs = {
  jest: options => `module.exports = { transform: {}, testMatch: ['**/jest-only.test.js'], ${options} };\n`,
  vitest: options =>
    `import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';\nexport default { test: { include: ['context.test.mjs'], reporters: ['default'], ${options} } };\n`,
};

const commands = {
  jest: ['node_modules/jest/bin/jest.js', '--config', 'mistake.config.cjs'],
  vitest: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'mistake.config.mjs'],
};

/**
 * @param runner - vitest or jest, whose suites stand in the folder
 * @returns problems: mistakes that pass, or that nothing explains
 */
export function judgeMistakes(folder, node, runner) {
  const command = commands[runner];
  return mistakes[runner].flatMap(([options, words]) => {
    writeFileSync(join(folder, command.at(-1)), configs[runner](options));
    const { status, output } = run(node, command, { cwd: folder });
    const explained = words.every(word => output.replaceAll(/\s+/g, ' ').includes(word));
    return status !== 0 && explained ? [] : [`not explained: ${options}\n${output.slice(-3000)}`];
  });
}
