// Where reports are written by a run of several projects that was started in a folder of its own.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { run } from './workbench.mjs';

const runners = {
  vitest: ['../node_modules/vitest/vitest.mjs', 'run', '--root', '..'],
  jest: ['../node_modules/jest/bin/jest.js', '--config', '../jest.config.cjs'],
};

const written = {
  vitest: ['gradients.html', 'gradients.json', 'named.xml', 'object.json'],
  jest: ['gradients.html', 'gradients.json', 'named.xml'],
};

/**
 * @param runner - vitest or jest
 * @returns problems, none when all reports are in the runner's root
 */
export function judgePlaces(folder, node, runner) {
  const reports = join(folder, 'reports');
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports);
  const { status, output } = run(node, runners[runner], { cwd: elsewhere });
  const names = readdirSync(reports).sort();
  const astray = [elsewhere, join(folder, 'one'), join(folder, 'two')].filter(at => existsSync(join(at, 'reports')));
  if (status !== 0 || !isDeepStrictEqual(names, written[runner]) || astray.length > 0) {
    return [`exit ${status}, wrote ${names.join(', ')}, and to ${astray.join(', ') || 'no other folder'}\n${output}`];
  }
  const { checks } = JSON.parse(readFileSync(join(reports, 'gradients.json'), 'utf8'));
  const found = checks.map(({ file, project }) => [file, project]);
  const expected = ['one', 'two'].map(name => [`${name}/gradients.test.js`, name]);
  return isDeepStrictEqual(found, expected) ? [] : [`recorded ${JSON.stringify(found)}`];
}
