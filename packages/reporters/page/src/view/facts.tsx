import type { VNode } from 'preact';
import { sizeOf } from '../data/findings.ts';
import type { GradientCheck, RecordedCheck } from '../data/page-data.ts';
import { count, duration, plain } from '../numbers.ts';

function acceptText({ accept }: GradientCheck): string {
  const parts = [
    ...(accept?.relative === undefined ? [] : [plain(accept.relative)]),
    ...(accept?.absolute === undefined ? [] : [`${plain(accept.absolute)} absolute`]),
  ];
  return parts.join(', ');
}

function resolutionText({ resolution, verdict }: GradientCheck): string | undefined {
  if (verdict === 'incorrect' && Number(resolution) === 0) return undefined;
  if (verdict === 'inconclusive' && !(Number(resolution) > 0 && Number(resolution) < 1)) return 'none';
  return Number(resolution) === 0 ? 'exact' : Number.isFinite(Number(resolution)) ? plain(resolution) : 'none';
}

export function Facts({ check, recorded }: { check: GradientCheck; recorded: RecordedCheck }): VNode {
  const { cost } = check;
  const resolution = resolutionText(check);
  const facts: readonly (readonly [string, string])[] = [
    ['coordinates', count(sizeOf(check))],
    ['computed in', check.precision],
    ...(resolution === undefined ? [] : [['resolution', resolution] as const]),
    ...(check.accept ? [['accepted', acceptText(check)] as const] : []),
    ...(check.order === 2 ? [['order', '2'] as const] : []),
    ['value calls', count(cost.valueCalls)],
    ['time', duration(cost.milliseconds)],
    ['seed', String(check.seed)],
    ...(recorded.attempt > 1 ? [['attempt', String(recorded.attempt)] as const] : []),
    ...(recorded.shard ? [['shard', recorded.shard] as const] : []),
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt> <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
