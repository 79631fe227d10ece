import type { ComponentChildren, VNode } from 'preact';
import { fill, type Role } from './ink.ts';

interface TextProps {
  readonly x: number;
  readonly y: number;
  readonly tone?: Role;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Drawn with a rim of the panel's colour, where it crosses lines. */
  readonly halo?: boolean;
  readonly size?: number;
  readonly transform?: string;
  readonly children: ComponentChildren;
}

/** Text of a figure: 12 px at every width. */
export function Text({ x, y, tone = 'quiet', anchor, bold, halo, size = 12, transform, children }: TextProps): VNode {
  const { fill: colour, class: name } = fill(tone);
  return (
    <text
      x={Math.round(x * 10) / 10}
      y={Math.round(y * 10) / 10}
      fill={colour}
      class={halo ? `${name} halo` : name}
      font-size={size}
      font-weight={bold ? 600 : undefined}
      text-anchor={anchor}
      transform={transform}
    >
      {children}
    </text>
  );
}
