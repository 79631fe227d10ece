import type { RecordedCheck } from '@gradcheck/core';
import { nameOf } from './judged.ts';

const LEFT_OUT = ' coordinates are not in this report';

/** Whether a problem of a merged run speaks of shards of one check. */
export const isCheckShardProblem = (problem: string): boolean => problem.endsWith(LEFT_OUT);

/** Which coordinates a check compared that was made with the option `shard`, as its texts count them: "shard 0 of 4". */
function shardLabel({ check }: RecordedCheck): string | undefined {
  return check?.shard && `shard ${check.shard.index} of ${check.shard.count}`;
}

/** Shards of one check are checks of their own: the label joins the project that tells unlike checks of one test apart. */
export function withShardLabel(recorded: RecordedCheck): RecordedCheck {
  const label = shardLabel(recorded);
  const { project } = recorded;
  if (!label || project?.endsWith(label)) return recorded;
  return { ...recorded, project: project ? `${project}, ${label}` : label };
}

/** Shards of checks that no run brought. */
export function checkShardProblems(checks: readonly RecordedCheck[]): string[] {
  const found = new Map<string, { readonly name: string; readonly count: number; readonly indices: Set<number> }>();
  for (const recorded of checks) {
    const shard = recorded.check?.shard;
    if (!shard) continue;
    const project = recorded.project?.replace(/(?:, )?shard \d+ of \d+$/, '') ?? '';
    const name = `${recorded.file} › ${nameOf(recorded)}${project ? ` (${project})` : ''}`;
    const key = JSON.stringify([name, shard.count]);
    const entry = found.get(key) ?? { name, count: shard.count, indices: new Set() };
    found.set(key, entry);
    entry.indices.add(shard.index);
  }
  return [...found.values()].flatMap(({ name, count, indices }) => {
    const missing = Array.from({ length: count }, (_, k) => k).filter(k => !indices.has(k));
    if (missing.length === 0) return [];
    const [are, their] = missing.length === 1 ? ['is', 'its'] : ['are', 'their'];
    return [
      `of ${name}, shard${missing.length === 1 ? '' : 's'} ${missing.join(', ')} of ${count} ${are} missing: ${their}${LEFT_OUT}`,
    ];
  });
}
