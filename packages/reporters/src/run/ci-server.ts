/**
 * What CI servers call the branch and the commit they build. They check out a commit without its branch, so that git
 * cannot tell; of a pull request it is the branch to be merged.
 */
const BRANCH = [
  ['GITHUB_HEAD_REF', 'GITHUB_REF_NAME'],
  ['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME', 'CI_COMMIT_REF_NAME'], // GitLab
  ['CHANGE_BRANCH', 'BRANCH_NAME', 'GIT_BRANCH'], // Jenkins
  ['SYSTEM_PULLREQUEST_SOURCEBRANCH', 'BUILD_SOURCEBRANCHNAME'], // Azure
  ['CIRCLE_BRANCH'],
  ['BUILDKITE_BRANCH'],
].flat();

const COMMIT = [
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'GIT_COMMIT',
  'BUILD_SOURCEVERSION',
  'CIRCLE_SHA1',
  'BUILDKITE_COMMIT',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

// A variable that a server leaves empty says nothing.
const first = (environment: Environment, names: readonly string[]): string | undefined =>
  names.map(name => environment[name]).find(Boolean);

export function serverBranch(environment: Environment): string | undefined {
  return first(environment, BRANCH)?.replace(/^refs\/heads\//, '');
}

export function serverCommit(environment: Environment): string | undefined {
  return first(environment, COMMIT);
}
