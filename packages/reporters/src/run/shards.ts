import type { GradientRun } from '@gradcheck/core';
import { labelOf } from './origin.ts';

/** Its shard as reports write it: "1/2". */
export function shardOf({ shard }: GradientRun): string | undefined {
  return shard && `${shard.index}/${shard.count}`;
}

const MISSING = ' checks are not in this report';
const MIXED = 'shards of different counts were merged: ';

/** Whether a problem of a merged run speaks of its shards. */
export const isShardProblem = (problem: string): boolean => problem.endsWith(MISSING) || problem.startsWith(MIXED);

/** What is wrong with the set of shards, looked at per package, runner and Node version. */
export function shardProblems(runs: readonly GradientRun[]): string[] {
  const groups = new Map<string, Set<string>>();
  for (const run of runs) {
    const origin = [run.folder, labelOf(run, runs)].filter(Boolean).join(', ');
    const group = groups.get(origin) ?? new Set();
    for (const shard of run.shards ?? [shardOf(run)]) if (shard) group.add(shard);
    groups.set(origin, group);
  }
  return [...groups].flatMap(([origin, shards]) => problemsOf(groups.size > 1 ? ` of ${origin}` : '', shards));
}

function problemsOf(origin: string, shards: ReadonlySet<string>): string[] {
  const counts = [...new Set([...shards].map(shard => Number(shard.split('/')[1])))];
  const problems = counts.length > 1 ? [`${MIXED}${[...shards].sort().join(', ')}${origin}`] : [];
  for (const count of counts) {
    const all = Array.from({ length: count }, (_, k) => `${k + 1}/${count}`);
    const missing = all.filter(shard => !shards.has(shard));
    if (missing.length === 0) continue;
    problems.push(
      missing.length === 1
        ? `shard ${missing[0]}${origin} is missing: its${MISSING}`
        : `shards ${missing.join(', ')}${origin} are missing: their${MISSING}`,
    );
  }
  return problems;
}
