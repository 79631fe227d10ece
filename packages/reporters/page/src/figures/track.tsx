import type { VNode } from 'preact';
import { along, errorAxis } from './error-axis.ts';
import { fill, px, type Role, stroke } from './ink.ts';

interface TrackProps {
  readonly width: number;
  /** Relative error at which the dot stands; NaN for none. */
  readonly error: number;
  readonly role: Role;
  /** Where the rule stands. */
  readonly mark: number;
}

/** The overview's axis on a line of its own: a dot at an error, a rule where it matters. */
export function Track({ width, error, role, mark }: TrackProps): VNode {
  const axis = errorAxis(4, width - 4);
  const at = px(along(axis, mark));
  return (
    <svg class="track" width={width} height="14" viewBox={`0 0 ${width} 14`} aria-hidden="true">
      <path d={`M1 7H${width - 1}`} stroke-width="1.5" {...stroke('line2')} />
      <path d={`M${at} 2v10`} stroke-width="1.5" {...stroke('quiet')} />
      {!Number.isNaN(error) && <circle cx={px(along(axis, error))} cy="7" r="3.8" {...fill(role)} />}
    </svg>
  );
}
