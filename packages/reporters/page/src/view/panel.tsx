import type { ComponentChildren, VNode } from 'preact';
import { Say, type Sentence } from '../words/say.tsx';

/** A titled part of a check. */
export function Panel({
  title,
  note,
  children,
  kind = '',
}: {
  title: Sentence;
  note?: Sentence;
  children?: ComponentChildren;
  kind?: string;
}): VNode {
  return (
    <section class={`panel ${kind}`.trim()}>
      <h3>
        <Say of={title} />
      </h3>
      {note && (
        <p class="note">
          <Say of={note} />
        </p>
      )}
      {children}
    </section>
  );
}
