import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ListItem } from '../data/list-item.ts';
import { markdownOf } from '../words/markdown.ts';
import { hrefOf } from './page-context.ts';

/** How long a button says what it did, ms. */
const CONFIRMED = 1600;

function CopyButton({ label, text }: { label: string; text: () => string }): VNode {
  const [said, setSaid] = useState<string>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('Copied');
    } catch {
      // Refused, or a page without the right to: the reader should know.
      setSaid('Not allowed here');
    }
    setTimeout(() => setSaid(undefined), CONFIRMED);
  };
  return (
    <button type="button" class="control" onClick={copy}>
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}

export function CopyButtons({ item }: { item: ListItem }): VNode {
  const address = (): string => `${location.href.split('#')[0]}${hrefOf(item.id)}`;
  return (
    <div class="copy">
      <CopyButton label="Copy link" text={address} />{' '}
      <CopyButton label="Copy as Markdown" text={() => markdownOf(item.entry)} />
    </div>
  );
}
