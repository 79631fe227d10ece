// How far a long check is, in the summary that Vitest redraws at the bottom of a terminal.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './workbench.mjs';

/** Four seconds of a check that lets nothing else happen. */
const source = `import { expect, test } from 'vitest';
const wait = new Int32Array(new SharedArrayBuffer(4));
const at = Array.from({ length: 40 }, (_, k) => Math.cos(k));
test('a long one', () => {
  const value = x => (Atomics.wait(wait, 0, 0, 40), x.reduce((sum, v) => sum + v * v, 0));
  const gradient = x => x.map(v => 2 * v);
  expect({ value, gradient }).toHaveCorrectGradients({ at, coverage: 'every-coordinate' });
}, 60_000);
`;

const config = `import { gradientReporter } from '@gradcheck/vitest-matcher/reporter';
export default { test: {
  include: ['long.test.mjs'], setupFiles: ['@gradcheck/vitest-matcher/setup'],
  reporters: ['default', gradientReporter({ reporters: [] })],
} };
`;

const row = /gradcheck.* \d+ of about \d+ calls, \d+ s left {2}a long one/;

/** @returns problems, none when all is well; none too where there is no terminal to be had */
export function judgeProgress(folder, node) {
  if (process.platform !== 'linux') return [];
  writeFileSync(join(folder, 'long.test.mjs'), source);
  writeFileSync(join(folder, 'long.config.mjs'), config);
  const command = `${node} node_modules/vitest/vitest.mjs run --config long.config.mjs`;
  const onTerminal = env => run('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
  const nobody = Object.fromEntries(
    Object.keys(process.env)
      .filter(isOfCi)
      .map(name => [name, undefined]),
  );
  const watched = onTerminal(nobody);
  const unwatched = onTerminal({ CI: 'true' });
  rmSync(join(folder, 'long.test.mjs'));
  return [
    ...(watched.status === 0 && row.test(watched.output) ? [] : [`no progress is shown:\n${watched.output}`]),
    ...(unwatched.status === 0 && !row.test(unwatched.output) ? [] : [`progress in CI:\n${unwatched.output}`]),
  ];
}

const isOfCi = name => /^(?:CI|GITHUB_.*|.*_CI|TEAMCITY_.*|JENKINS_.*)$/.test(name);
