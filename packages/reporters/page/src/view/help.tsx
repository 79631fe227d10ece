import type { VNode } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { PageActions } from './page-context.ts';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['j', 'k'], 'next, previous check'],
  [['n', 'p'], 'next, previous that is not correct'],
  [['[', ']'], 'previous, next parameter'],
  [['/'], 'search'],
  [['1', '2', '3', '4'], 'all, incorrect, inconclusive, correct'],
  [['w'], 'why this comparison proves it'],
  [['t'], 'light or dark'],
  [['?'], 'this list'],
  [['Esc'], 'clear the search, back'],
];

export function Help({ open }: { open: boolean }): VNode {
  const actions = useContext(PageActions);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby="keys" onClose={() => open && actions?.toggleHelp()}>
      <h2 id="keys">Keys</h2>
      <dl>
        {KEYS.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="control">
          Close
        </button>
      </form>
    </dialog>
  );
}
