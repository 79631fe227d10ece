import type { GradientRun, RecordedCheck } from '@gradcheck/core';

const identity = ({ project, file, titles, ordinal, attempt, repeat }: RecordedCheck): string =>
  JSON.stringify([project ?? '', file, titles, ordinal, attempt, repeat]);

function shardName({ shard }: GradientRun): string | undefined {
  return shard && `${shard.index}/${shard.count}`;
}

/**
 * One run of many: every check exactly once, with the shard it came from. Of a check that several runs hold, the latest counts.
 * @param runs - at least one
 */
export function mergeRuns(runs: readonly GradientRun[]): GradientRun {
  const ordered = [...runs].sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  const checks = new Map<string, RecordedCheck>();
  for (const run of ordered) {
    const shard = shardName(run);
    for (const check of run.checks) {
      checks.set(identity(check), shard && check.shard === undefined ? { ...check, shard } : check);
    }
  }
  const [first] = ordered;
  const { shard: _, ...described } = first!;
  const shards = [...new Set(ordered.flatMap(run => run.shards ?? shardName(run) ?? []))].sort();
  return {
    ...described,
    milliseconds: Math.max(...ordered.map(({ milliseconds }) => milliseconds)),
    ...(shards.length > 0 ? { shards } : {}),
    checks: [...checks.values()].sort((a, b) => compare(identity(a), identity(b))),
    problems: [...ordered.flatMap(({ problems }) => problems), ...missingShards(shards)],
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function missingShards(shards: readonly string[]): string[] {
  const count = Math.max(0, ...shards.map(shard => Number(shard.split('/')[1])));
  const missing = Array.from({ length: count }, (_, k) => `${k + 1}/${count}`).filter(shard => !shards.includes(shard));
  return missing.map(shard => `shard ${shard} is missing: its checks are not in this report`);
}
