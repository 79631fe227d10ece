import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageData } from '../data/page-data.ts';
import { Logo, ThemeIcon } from './icons.tsx';
import { PageActions } from './page-context.ts';

export function TopBar({ data: { run, entries } }: { data: PageData }): VNode {
  const actions = useContext(PageActions);
  const runners = [...new Set(entries.map(({ recorded }) => recorded.origin?.runner ?? run.runner.name))];
  return (
    <header class="top">
      <a class="skip" href="#checks">
        Skip to the checks
      </a>{' '}
      <Logo />{' '}
      <span class="about">
        <strong>{run.project}</strong> {run.branch && <span>{run.branch}</span>}{' '}
        {run.commit && <code>{run.commit.slice(0, 7)}</code>}{' '}
        <time class="wide-only" dateTime={run.startedAt}>
          {run.startedAt.slice(0, 16).replace('T', ' ')} UTC
        </time>{' '}
        <span class="wide-only">
          {runners.length > 1 ? runners.join(' and ') : `${run.runner.name} ${run.runner.version}`}
        </span>{' '}
        <span class="wide-only">Node {run.node}</span>{' '}
        {run.shards && run.shards.length > 0 && <span class="wide-only">{run.shards.length} shards merged</span>}
      </span>{' '}
      <span class="tools" hidden={!actions}>
        <button type="button" class="tool" aria-label="Keys" aria-haspopup="dialog" onClick={actions?.toggleHelp}>
          ?
        </button>{' '}
        <button type="button" class="tool" aria-label="Switch between light and dark" onClick={actions?.toggleTheme}>
          <ThemeIcon />
        </button>
      </span>
    </header>
  );
}
