import type { VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { headlineParts, type Tally, tallyOf } from '../../../src/run/headline.ts';
import { sizeOf } from '../data/findings.ts';
import type { ListItem } from '../data/list-item.ts';
import type { PageData } from '../data/page-data.ts';
import { type Mark, Overview, overviewLayout } from '../figures/overview.tsx';
import { count, duration, plural } from '../numbers.ts';
import { Measured } from './measured.tsx';
import { PageActions } from './page-context.ts';

function Headline({ tally }: { tally: Tally }): VNode {
  const { before, marked, after, tone } = headlineParts(tally);
  return (
    <h1>
      {before}
      {marked && <span class={tone}>{marked}</span>}
      {after}
    </h1>
  );
}

function Counts({
  items,
  tally,
  milliseconds,
}: {
  items: readonly ListItem[];
  tally: Tally;
  milliseconds: number;
}): VNode {
  const { undecided, planted, missed } = tally;
  const correct = items.filter(({ tone }) => tone === 'correct').length;
  const checks = items.flatMap(({ entry: { recorded } }) => recorded.check ?? []);
  const derivatives = checks.reduce((sum, check) => sum + sizeOf(check), 0);
  const calls = checks.reduce((sum, { cost }) => sum + cost.valueCalls, 0);
  return (
    <p>
      {count(correct)} correct
      {planted > 0 && `, ${count(planted)} incorrect on purpose and found`}
      {missed > 0 && `, ${count(missed)} correct where a mistake was expected`}
      {undecided > 0 && (
        <>
          , <span class="inconclusive">{count(undecided)} inconclusive</span>
        </>
      )}
      . {plural(derivatives, 'derivative')} compared with {plural(calls, 'call')} in {duration(milliseconds)}.
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
  const tally = tallyOf(items.map(({ entry }) => entry.recorded));
  return (
    <section class="summary" aria-label="Summary">
      <div>
        <Headline tally={tally} />
        {items.length > 0 ? (
          <Counts items={items} tally={tally} milliseconds={run.milliseconds} />
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
