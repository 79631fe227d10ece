import type { VNode } from 'preact';
import { short } from '../numbers.ts';
import { Figure } from './figure.tsx';
import { px, type Role, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 196;
const [MIDDLE, REACH] = [98, 66];

/** The two one-sided slopes at a corner, and the claimed one between or beside them; angles keep the order of the slopes. */
export function SlopesAtPoint({
  left,
  right,
  analytic,
  width,
}: {
  left: number;
  right: number;
  analytic: number;
  width: number;
}): VNode {
  const steepest = Math.max(Math.abs(left), Math.abs(right), Math.abs(analytic)) || 1;
  const arm = Math.min(200, width / 2 - 70);
  const centre = width / 2;
  const rise = (slope: number): number => (Number.isFinite(slope) ? (slope / steepest) * REACH : 0);
  const ray = (slope: number, side: -1 | 1, role: Role, dash?: string): VNode => (
    <path
      d={`M${px(centre)} ${MIDDLE}l${px(side * arm)} ${px(-side * rise(slope))}`}
      stroke-width="2"
      stroke-dasharray={dash}
      stroke-linecap="round"
      fill="none"
      {...stroke(role)}
    />
  );
  const leftY = MIDDLE + rise(left);
  const rightY = MIDDLE - rise(right);
  return (
    <Figure
      width={width}
      height={HEIGHT}
      label={`Slope ${short(left)} on the left of the point, ${short(right)} on its right, ${short(analytic)} claimed.`}
    >
      <path d={`M${px(centre)} 14V${HEIGHT - 22}`} stroke-dasharray="2 3" {...stroke('quiet')} />
      {ray(analytic, -1, 'analytic', '5 4')}
      {ray(analytic, 1, 'analytic', '5 4')}
      {ray(left, -1, 'numeric')}
      {ray(right, 1, 'numeric')}
      <path d={`M${px(centre)} ${MIDDLE}h0`} stroke-width="10" stroke-linecap="round" {...stroke('ink')} />
      <Text x={centre - arm - 6} y={leftY + 4} anchor="end" tone="numeric" bold>
        {short(left)}
      </Text>
      <Text x={centre + arm + 6} y={rightY + 4} tone="numeric" bold>
        {short(right)}
      </Text>
      <Text x={centre} y={HEIGHT - 6} anchor="middle">
        {`the point; claimed slope ${short(analytic)}, dashed`}
      </Text>
    </Figure>
  );
}
