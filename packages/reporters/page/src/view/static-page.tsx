import type { VNode } from 'preact';
import { type ListItem, listItems } from '../data/list-item.ts';
import { type PageData, STATIC_DETAILS, WHOLE_DETAILS } from '../data/page-data.ts';
import { count } from '../numbers.ts';
import { CheckList } from './check-list.tsx';
import { Detail } from './detail.tsx';
import { Footer } from './footer.tsx';
import { Summary } from './summary.tsx';
import { TopBar } from './top-bar.tsx';

/** The page as it reads without script: the list, and every check that is not correct, one after the other. */
export function StaticPage({ data }: { data: PageData }): VNode {
  const { run, entries } = data;
  const items = listItems(entries);
  const notable = items.filter(({ tone }) => tone !== 'correct');
  const isExpected = ({ tone }: ListItem): boolean => tone === 'expected';
  const wrong = [...notable.filter(item => !isExpected(item)), ...notable.filter(isExpected)];
  const shown = wrong.slice(0, STATIC_DETAILS);
  const extent = wrong.length <= WHOLE_DETAILS ? 'figures' : 'wrong';
  return (
    <>
      <TopBar data={data} />
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
