import type { ComponentChildren, VNode } from 'preact';

interface FigureProps {
  readonly width: number;
  readonly height: number;
  /** What the figure says, for those who do not see it. */
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A drawing at its own size: one unit is one pixel. */
export function Figure({ width, height, label, class: name, children }: FigureProps): VNode {
  return (
    <svg class={name} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {children}
    </svg>
  );
}
