import type { VNode } from 'preact';
import { listItems } from '../data/list-item.ts';
import { type PageData, STATIC_DETAILS, WHOLE_DETAILS } from '../data/page-data.ts';
import { count } from '../numbers.ts';
import { CheckList } from './check-list.tsx';
import { Detail } from './detail.tsx';
import { Footer } from './footer.tsx';
import { Summary } from './summary.tsx';
import { TopBar } from './top-bar.tsx';

/** The page as it reads without script: the list, and every check that is not correct, one after the other. */
export function StaticPage({ data: { run, entries } }: { data: PageData }): VNode {
  const items = listItems(entries);
  const wrong = items.filter(({ verdict }) => verdict !== 'correct');
  const shown = wrong.slice(0, STATIC_DETAILS);
  const extent = wrong.length <= WHOLE_DETAILS ? 'figures' : 'wrong';
  return (
    <>
      <TopBar run={run} />
      <main>
        <Summary run={run} items={items} />
        <div class="columns">
          <CheckList items={items} />
          <div class="details">
            {shown.map((item, k) => (
              <Detail key={item.id} item={item} runner={run.runner.name} everything={extent} why={k === 0} />
            ))}
            {wrong.length > shown.length && (
              <p class="foot">
                {count(wrong.length - shown.length)} more checks that are not correct are shown when scripts may run.
              </p>
            )}
          </div>
        </div>
      </main>
      <Footer version={run.gradcheck} />
    </>
  );
}
