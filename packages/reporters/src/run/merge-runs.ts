import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { checkShardProblems, isCheckShardProblem, withShardLabel } from './check-shards.ts';
import { orderChecks } from './order-checks.ts';
import { labelOf, originOf } from './origin.ts';
import { testOf } from './outcome.ts';
import { repositoryPath } from './repository-path.ts';
import { isShardProblem, shardOf, shardProblems } from './shards.ts';

/**
 * One run of many: every check exactly once, with the shard it came from. Of a test that several runs hold, the latest
 * run counts, with all its attempts. Runs of other packages, runners or Node versions are told apart: by the folder in
 * front of their files, or by a label in the `project` of their checks; so are the shards of one check.
 * @param runs - at least one
 * @throws RangeError when there is none
 */
export function mergeRuns(runs: readonly GradientRun[]): GradientRun {
  const ordered = [...runs].sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  const [first] = ordered;
  if (!first) throw new RangeError('mergeRuns needs at least one run');
  const areInOneFolder = ordered.every(({ folder }) => folder === first.folder);

  const tests = new Map<string, RecordedCheck[]>();
  for (const run of ordered) {
    const label = labelOf(run, ordered);
    const own = new Map<string, RecordedCheck[]>();
    for (const recorded of run.checks) {
      const check = placed(recorded, run, label, areInOneFolder);
      const test = testOf(check);
      own.set(test, [...(own.get(test) ?? []), check]);
    }
    for (const [test, checks] of own) tests.set(test, checks);
  }

  const { shard: _shard, shards: _shards, folder, ...described } = first;
  const checks = orderChecks([...tests.values()].flat());
  const shards = [...new Set(ordered.flatMap(run => run.shards ?? shardOf(run) ?? []))].sort();
  return {
    ...described,
    project: distinct(ordered.map(({ project }) => project)).join(', '),
    ...(folder !== undefined && areInOneFolder ? { folder } : {}),
    milliseconds: Math.max(...ordered.map(({ milliseconds }) => milliseconds)),
    ...(shards.length > 0 ? { shards } : {}),
    checks,
    problems: [...problemsOf(ordered), ...checkShardProblems(checks)],
  };
}

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter(text => text !== undefined)),
];

function placed(check: RecordedCheck, run: GradientRun, label: string, keepFile: boolean): RecordedCheck {
  const project = [check.project, label].filter(Boolean).join(', ');
  const isUnlike = label !== '' || !keepFile || check.check?.shard !== undefined;
  const shard = check.shard ?? shardOf(run);
  return withShardLabel({
    ...check,
    file: keepFile ? check.file : repositoryPath(run, check),
    ...(project ? { project } : {}),
    ...(shard ? { shard } : {}),
    ...(isUnlike ? { origin: check.origin ?? originOf(run, check) } : {}),
  });
}

function problemsOf(runs: readonly GradientRun[]): string[] {
  // What an earlier merge found missing may be here now.
  const own = runs
    .flatMap(({ problems }) => problems)
    .filter(problem => !isShardProblem(problem) && !isCheckShardProblem(problem));
  const commits = distinct(runs.map(({ commit }) => commit));
  return [
    ...new Set(own),
    ...shardProblems(runs),
    ...(commits.length > 1
      ? [`the merged runs are of ${commits.length} commits: ${commits.map(commit => commit.slice(0, 8)).join(', ')}`]
      : []),
  ];
}
