import type { VNode } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { leadingParameter } from '../data/findings.ts';
import { listItems } from '../data/list-item.ts';
import type { PageData } from '../data/page-data.ts';
import { CheckList } from '../view/check-list.tsx';
import { Detail } from '../view/detail.tsx';
import { Footer } from '../view/footer.tsx';
import { Help } from '../view/help.tsx';
import { type Actions, hrefOf, PageActions } from '../view/page-context.ts';
import { Summary } from '../view/summary.tsx';
import { TopBar } from '../view/top-bar.tsx';
import { FILTERS, type Filter, matcherOf, passes } from './filter.ts';
import { useKeys } from './keys.ts';
import { type Route, routeOf } from './route.ts';
import { toggleTheme } from './theme.ts';
import { useMedia } from './use-media.ts';
import { usePrinting } from './use-printing.ts';

/** Checks that paper shows at most. */
const PRINTED = 500;

/** The page with a reader: what is selected, filtered and searched for. */
export function App({ data }: { data: PageData }): VNode {
  const { run, entries } = data;
  const items = useMemo(() => listItems(entries), [entries]);
  const isWide = useMedia('(min-width: 900px)');
  const isPrinting = usePrinting();
  const [route, setRoute] = useState<Route>(() => routeOf(location.hash));
  const [filter, setFilter] = useState<Filter>('all');
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const [help, setHelp] = useState(false);

  useEffect(() => {
    const change = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);

  const asked = route.id === undefined ? undefined : items.find(({ id }) => id === route.id);
  const first = items.find(({ tone }) => !passes(tone, 'correct')) ?? items[0];
  const shown = asked ?? (isWide && route.id === undefined ? first : undefined);
  const unknown = route.id !== undefined && !asked;
  const parameter = asked ? route.parameter : undefined;

  const select = useCallback((id: string | undefined, path?: string): void => {
    location.hash = id === undefined ? '' : hrefOf(id, path);
  }, []);
  const clear = useCallback((): void => {
    setFilter('all');
    setQuery('');
  }, []);
  const actions: Actions = useMemo(
    () => ({
      select,
      clear,
      filter: setFilter,
      search: setQuery,
      open: group => setOpen(before => new Set([...before, group])),
      toggleTheme,
      toggleHelp: () => setHelp(before => !before),
    }),
    [select, clear],
  );

  const step = (by: 1 | -1, onlyWrong: boolean): void => {
    const matches = matcherOf(query, filter);
    const among = items.filter(item => matches(item) && (!onlyWrong || item.tone !== 'correct'));
    if (among.length === 0) return;
    const from = shown ? items.indexOf(shown) : -1;
    const places = among.map(item => items.indexOf(item));
    const next =
      by === 1
        ? places.findIndex(place => place > from)
        : places.length - 1 - [...places].reverse().findIndex(place => place < from || from === -1);
    select(among[next >= 0 && next < among.length ? next : by === 1 ? 0 : among.length - 1]!.id);
  };
  const turn = (by: 1 | -1): void => {
    const check = shown?.entry.recorded.check;
    if (!check || check.parameters.length < 2) return;
    const paths = check.parameters.map(({ path }) => path);
    const now = Math.max(0, paths.indexOf(parameter ?? leadingParameter(check)?.path ?? ''));
    select(shown.id, paths[(now + by + paths.length) % paths.length]);
  };
  useKeys({
    j: () => step(1, false),
    k: () => step(-1, false),
    n: () => step(1, true),
    p: () => step(-1, true),
    '[': () => turn(-1),
    ']': () => turn(1),
    '/': () => document.getElementById('search')?.focus(),
    ...Object.fromEntries(FILTERS.map((which, k) => [String(k + 1), () => setFilter(which)])),
    w: () => document.querySelector<HTMLElement>('.why > summary')?.click(),
    t: toggleTheme,
    '?': actions.toggleHelp,
    Escape: () => (query !== '' || filter !== 'all' ? clear() : isWide ? undefined : select(undefined)),
  });

  useFollow(shown?.id, isWide);
  const onDetail = shown !== undefined && (isWide || asked !== undefined);
  return (
    <PageActions.Provider value={actions}>
      <TopBar data={data} />
      <main class={isPrinting || (onDetail && isWide) ? '' : onDetail ? 'only-detail' : 'only-list'}>
        <Summary run={run} items={items} current={shown?.id} />
        <div class="columns">
          <CheckList items={items} current={shown?.id} filter={filter} query={query} open={open} unknown={unknown} />
          <div class="details">
            {isPrinting
              ? items
                  .filter(({ tone }) => items.length <= PRINTED || tone !== 'correct')
                  .slice(0, PRINTED)
                  .map((item, k) => (
                    <Detail key={item.id} item={item} runner={run.runner.name} everything="figures" why={k === 0} />
                  ))
              : shown && <Detail key={shown.id} item={shown} runner={run.runner.name} parameter={parameter} />}
          </div>
        </div>
      </main>
      <Footer version={run.gradcheck} />
      <Help open={help} />
    </PageActions.Provider>
  );
}

/** Keeps the selected row in sight, and the top of the detail when another check was asked for. */
function useFollow(id: string | undefined, isWide: boolean): void {
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (before.current === id) return;
    const isFirst = before.current === undefined;
    before.current = id;
    if (id === undefined) return;
    const row = document.querySelector('.row[aria-current]');
    const groups = document.querySelector('.groups');
    // Only the list moves: the page itself stays where the reader put it.
    if (row && groups && isFirst) {
      groups.scrollTop +=
        row.getBoundingClientRect().top - groups.getBoundingClientRect().top - groups.clientHeight / 2;
    } else row?.scrollIntoView({ block: 'nearest' });
    const detail = document.querySelector('.details');
    if (!detail) return;
    if (isFirst) return;
    if (!isWide) scrollTo(0, 0);
    else if (detail.getBoundingClientRect().top < 0) {
      scrollTo(0, scrollY + detail.getBoundingClientRect().top - 68);
    }
  }, [id, isWide]);
}
