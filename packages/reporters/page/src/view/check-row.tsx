import type { VNode } from 'preact';
import { memo } from '../browser/memo.ts';
import type { ListItem } from '../data/list-item.ts';
import { Track } from '../figures/track.tsx';
import { VerdictIcon } from './icons.tsx';
import { hrefOf } from './page-context.ts';
import { nameOfVerdict } from './words-of-verdict.ts';

interface RowProps {
  readonly item: ListItem;
  readonly current: boolean;
}

/** One link: verdict, name and hint, place on the axis, figure. */
export const CheckRow: (props: RowProps) => VNode = memo(({ item, current }: RowProps) => {
  const { id, name, hint, verdict, tone, standing, figure, entry } = item;
  const required = entry.recorded.check?.requiredResolution ?? 0.01;
  return (
    <li>
      <a class={`row ${tone}`} href={hrefOf(id)} aria-current={current ? 'page' : undefined}>
        <VerdictIcon verdict={verdict} tone={tone} /> <span class="hidden">{nameOfVerdict(item)} </span>
        <span class="what">
          <span class="name">{name}</span> {hint && <span class="hint">{hint}</span>}
        </span>{' '}
        <Track width={60} error={standing} role={tone} mark={required} /> <span class="figure">{figure}</span>
      </a>
    </li>
  );
});
