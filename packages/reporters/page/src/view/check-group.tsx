import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { count } from '../numbers.ts';
import { CheckRow } from './check-row.tsx';
import type { GroupPlan } from './group-rows.ts';
import { PageActions } from './page-context.ts';

/** The checks of one test file. */
export function CheckGroup({
  plan: { name, size, found, incorrect, rows, more },
  current,
}: {
  plan: GroupPlan;
  current: string | undefined;
}): VNode {
  const actions = useContext(PageActions);
  // Of a group that is filtered, how many are left; of a whole one, how many are incorrect.
  const part = found < size ? found : incorrect;
  return (
    <section class="group">
      <h2>
        <code>{name}</code>{' '}
        <span class="tally">
          {part > 0 ? (
            <>
              <b class={part === incorrect ? 'incorrect' : undefined}>{count(part)}</b> of {count(size)}
            </>
          ) : (
            count(size)
          )}
        </span>
      </h2>
      {rows.length > 0 && (
        <ul>
          {rows.map(item => (
            <CheckRow key={item.id} item={item} current={item.id === current} />
          ))}
        </ul>
      )}
      {more > 0 &&
        (actions ? (
          <button type="button" class="more" onClick={() => actions.open(name)}>
            {rows.length > 0 ? `Show ${count(more)} more` : `Show ${count(more)}`}
            <span class="hidden"> of {name}</span>
          </button>
        ) : (
          <p class="more">and {count(more)} more</p>
        ))}
    </section>
  );
}
