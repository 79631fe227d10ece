import type { ComponentChildren, TargetedPointerEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';

interface Handlers {
  readonly onPointerMove: (event: TargetedPointerEvent<HTMLDivElement>) => void;
  readonly onPointerLeave: () => void;
}

/**
 * What the pointer is over, found by the figure's own geometry: figures have no element per mark.
 * @param find - index of the mark at a place of the figure, px
 */
export function usePointed(find: (x: number, y: number) => number | undefined): {
  pointed: number | undefined;
  handlers: Handlers;
} {
  const [pointed, setPointed] = useState<number>();
  return {
    pointed,
    handlers: {
      onPointerMove: event => {
        const box = event.currentTarget.getBoundingClientRect();
        setPointed(find(event.clientX - box.left, event.clientY - box.top));
      },
      onPointerLeave: () => setPointed(undefined),
    },
  };
}

/** A figure and the line under it that says what the pointer is over. The table holds the same for keyboards and readers. */
export function Pointed({
  handlers,
  line,
  children,
}: {
  handlers: Handlers;
  line: string | undefined;
  children: ComponentChildren;
}): VNode {
  return (
    <>
      <div class="pointed" {...handlers}>
        {children}
      </div>
      <p class="pointed-line">{line ?? ' '}</p>
    </>
  );
}
