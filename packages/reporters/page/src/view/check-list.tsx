import type { VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { FILTERS, type Filter, matcherOf, passes } from '../browser/filter.ts';
import type { ListItem } from '../data/list-item.ts';
import { count } from '../numbers.ts';
import { CheckGroup } from './check-group.tsx';
import { groupsOf, planRows } from './group-rows.ts';
import { SearchIcon } from './icons.tsx';
import { PageActions } from './page-context.ts';
import { VERDICT_NAMES } from './words-of-verdict.ts';

interface ListProps {
  readonly items: readonly ListItem[];
  readonly current?: string | undefined;
  readonly filter?: Filter;
  readonly query?: string;
  /** Groups whose correct checks are listed, when there are too many to list all. */
  readonly open?: ReadonlySet<string>;
  /** An address that leads to no check. */
  readonly unknown?: boolean;
}

const NO_GROUP: ReadonlySet<string> = new Set();

export function CheckList({
  items,
  current,
  filter = 'all',
  query = '',
  open = NO_GROUP,
  unknown,
}: ListProps): VNode | null {
  const actions = useContext(PageActions);
  const groups = useMemo(() => groupsOf(items), [items]);
  const plan = useMemo(
    () => planRows(groups, matcherOf(query, filter), { open, searching: query !== '' || filter !== 'all' }),
    [groups, query, filter, open],
  );
  if (items.length === 0) return null;
  return (
    <nav class="list" aria-label="Checks" id="checks" tabIndex={-1}>
      <Controls items={items} filter={filter} query={query} />
      {unknown && (
        <p class="say unknown" role="status">
          This check is not in this report.
        </p>
      )}
      {plan.length === 0 && (
        <p class="say" role="status">
          Nothing matches.{' '}
          <button type="button" class="control" onClick={actions?.clear}>
            Show all
          </button>
        </p>
      )}
      <div class="groups">
        {plan.map(group => (
          <CheckGroup key={group.name} plan={group} current={current} />
        ))}
      </div>
    </nav>
  );
}

function Controls({ items, filter, query }: { items: readonly ListItem[]; filter: Filter; query: string }): VNode {
  const actions = useContext(PageActions);
  const of = (which: Filter): number => items.filter(({ tone }) => passes(tone, which)).length;
  const names = {
    ...VERDICT_NAMES,
    all: 'All',
    ...(items.some(({ tone }) => tone === 'expected') ? { correct: 'As expected' } : {}),
  };
  return (
    <div class="controls" hidden={!actions}>
      <label class="search">
        <span class="hidden">Search checks</span> <SearchIcon />
        <input
          id="search"
          type="search"
          placeholder="Name, parameter, float32…"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={event => actions?.search(event.currentTarget.value)}
        />
        <span aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </label>
      <div class="segments" role="group" aria-label="Verdict">
        {FILTERS.map(which => (
          <button key={which} type="button" aria-pressed={which === filter} onClick={() => actions?.filter(which)}>
            {names[which]} <b>{count(of(which))}</b>
          </button>
        ))}
      </div>
    </div>
  );
}
