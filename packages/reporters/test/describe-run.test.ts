import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeRun } from '../src/index.ts';
import { serverBranch, serverCommit } from '../src/run/ci-server.ts';

const at = (root: string) => describeRun({ root, startedAt: 0, runner: { name: 'vitest', version: '4' } });

beforeEach(() => {
  // The machine that runs this may be a CI server.
  for (const name of Object.keys(process.env)) if (/^(?:GITHUB|CI)_/.test(name)) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a run knows its place in the repository', () => {
  const top = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  const root = join(top, 'packages', 'x');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"name":"@a/x"}');
  const git = (...command: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...command], { cwd: top });
  git('init', '--quiet', '--initial-branch=topic');
  git('commit', '--quiet', '--allow-empty', '--message=a');
  expect(at(root)).toMatchObject({
    project: '@a/x',
    folder: 'packages/x',
    branch: 'topic',
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    startedAt: '1970-01-01T00:00:00.000Z',
  });
  expect(at(top).folder).toBeUndefined();
});

test('outside of a repository it is named after its folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'gradcheck-'));
  vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
  const run = at(root);
  expect(run.project).toBe(basename(root));
  expect([run.branch, run.commit, run.folder]).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['GitHub, pull request', { GITHUB_HEAD_REF: 'topic', GITHUB_REF_NAME: '12/merge', GITHUB_SHA: 'c' }],
  ['GitHub, push', { GITHUB_HEAD_REF: '', GITHUB_REF_NAME: 'topic', GITHUB_SHA: 'c' }],
  ['GitLab', { CI_COMMIT_REF_NAME: 'topic', CI_COMMIT_SHA: 'c' }],
  ['Jenkins', { BRANCH_NAME: 'topic', GIT_COMMIT: 'c' }],
  [
    'Azure',
    { SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic', BUILD_SOURCEBRANCHNAME: 'merge', BUILD_SOURCEVERSION: 'c' },
  ],
  ['CircleCI', { CIRCLE_BRANCH: 'topic', CIRCLE_SHA1: 'c' }],
  ['Buildkite', { BUILDKITE_BRANCH: 'topic', BUILDKITE_COMMIT: 'c' }],
])('%s tells branch and commit', (_, environment) => {
  expect([serverBranch(environment), serverCommit(environment)]).toEqual(['topic', 'c']);
});
