import type { VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { ListItem } from '../data/list-item.ts';
import type { PageData } from '../data/page-data.ts';
import { type Mark, Overview, overviewLayout } from '../figures/overview.tsx';
import { count, duration } from '../numbers.ts';
import { derivativesAndCalls, sizeOf } from '../words/verdict.ts';
import { Measured } from './measured.tsx';
import { PageActions } from './page-context.ts';

const plural = (n: number): string => (n === 1 ? '' : 's');

function Headline({ items }: { items: readonly ListItem[] }): VNode {
  const of = (verdict: string): number => items.filter(item => item.verdict === verdict).length;
  const [incorrect, undecided] = [of('incorrect'), of('inconclusive')];
  const n = items.length;
  if (n === 0) return <h1>No gradient was checked.</h1>;
  if (incorrect > 0) {
    return (
      <h1>
        <span class="incorrect">{n === 1 ? '1 of 1' : `${count(incorrect)} of ${count(n)}`}</span> gradient{plural(n)}{' '}
        {incorrect === 1 ? 'is' : 'are'} incorrect.
      </h1>
    );
  }
  if (undecided > 0) {
    return (
      <h1>
        Nothing incorrect, but{' '}
        <span class="inconclusive">
          {count(undecided)} check{plural(undecided)}
        </span>{' '}
        reached no verdict.
      </h1>
    );
  }
  return <h1 class="correct">{n === 1 ? 'The gradient is correct.' : `All ${count(n)} gradients are correct.`}</h1>;
}

function Counts({ items, milliseconds }: { items: readonly ListItem[]; milliseconds: number }): VNode {
  const of = (verdict: string): number => items.filter(item => item.verdict === verdict).length;
  const undecided = of('inconclusive');
  const checks = items.flatMap(({ entry: { recorded } }) => recorded.check ?? []);
  const derivatives = checks.reduce((sum, check) => sum + sizeOf(check), 0);
  const calls = checks.reduce((sum, { cost }) => sum + cost.valueCalls, 0);
  return (
    <p>
      {count(of('correct'))} correct
      {undecided > 0 && (
        <>
          , <span class="inconclusive">{count(undecided)} inconclusive</span>
        </>
      )}
      . {derivativesAndCalls(derivatives, calls)} in {duration(milliseconds)}.
    </p>
  );
}

/** Is anything wrong? Headline left, every check on one axis right. */
export function Summary({
  run,
  items,
  current,
}: {
  run: PageData['run'];
  items: readonly ListItem[];
  current?: string | undefined;
}): VNode {
  return (
    <section class="summary" aria-label="Summary">
      <div>
        <Headline items={items} />
        {items.length > 0 ? (
          <Counts items={items} milliseconds={run.milliseconds} />
        ) : (
          <p>
            Write the first one: in a test,{' '}
            <code>{'expect({ value, gradient }).toHaveCorrectGradients({ at: parameters })'}</code>.
          </p>
        )}
        {run.problems.map(problem => (
          <p key={problem} class="problem">
            {problem}
          </p>
        ))}
      </div>
      {items.length > 0 && <Measured>{width => <Dots items={items} width={width} current={current} />}</Measured>}
    </section>
  );
}

function Dots({
  items,
  width,
  current,
}: {
  items: readonly ListItem[];
  width: number;
  current?: string | undefined;
}): VNode {
  const actions = useContext(PageActions);
  const marks: readonly Mark[] = items;
  const layout = useMemo(() => overviewLayout(marks, width), [marks, width]);
  const required = items.find(({ entry }) => entry.recorded.check)?.entry.recorded.check?.requiredResolution ?? 0.01;
  const nearest = (event: MouseEvent & { currentTarget: HTMLElement }): string | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const reach = (layout.radius + 4) ** 2;
    const hit = layout.places
      .map(place => ({ place, distance: (place.x - x) ** 2 + (place.y - y) ** 2 }))
      .reduce((a, b) => (b.distance < a.distance ? b : a), { place: undefined as never, distance: reach });
    return hit.place && marks[(hit.place as { mark: number }).mark]!.id;
  };
  return (
    // The list holds every check for the keyboard; the dots are a short cut for the pointer.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      class="pointed"
      onClick={event => {
        const id = nearest(event);
        if (id) actions?.select(id);
      }}
      onPointerMove={event => event.currentTarget.classList.toggle('on-mark', nearest(event) !== undefined)}
    >
      <Overview marks={marks} layout={layout} required={required} current={current} />
    </div>
  );
}
