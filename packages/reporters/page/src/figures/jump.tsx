import type { VNode } from 'preact';
import { short } from '../numbers.ts';
import { Figure } from './figure.tsx';
import { px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 176;
const [LOW, HIGH] = [124, 40];

/** A function that jumps: its two ends at the point, and the height between them. */
export function Jump({ jump, width }: { jump: number; width: number }): VNode {
  const centre = width / 2;
  const arm = Math.min(220, width / 2 - 30);
  const [before, after] = jump < 0 ? [HIGH, LOW] : [LOW, HIGH];
  return (
    <Figure width={width} height={HEIGHT} label={`The value jumps by ${short(Math.abs(jump))} at the point.`}>
      <path d={`M${px(centre)} 20V${HEIGHT - 26}`} stroke-dasharray="2 3" {...stroke('quiet')} />
      <path
        d={`M${px(centre - arm)} ${before}H${px(centre)}M${px(centre)} ${after}H${px(centre + arm)}`}
        stroke-width="2.2"
        {...stroke('numeric')}
      />
      <path
        d={`M${px(centre)} ${before}h0M${px(centre)} ${after}h0`}
        stroke-width="9"
        stroke-linecap="round"
        {...stroke('numeric')}
      />
      <path
        d={`M${px(centre + 22)} ${HIGH + 6}V${LOW - 6}m-4 -6l4 6l4 -6M${px(centre + 18)} ${HIGH + 12}l4 -6l4 6`}
        fill="none"
        stroke-width="1.5"
        {...stroke('inconclusive')}
      />
      <Text x={centre + 34} y={(LOW + HIGH) / 2 + 4} tone="inconclusive" bold>
        {`jump of ${short(Math.abs(jump))}, at every step`}
      </Text>
      <Text x={centre} y={HEIGHT - 8} anchor="middle">
        the point
      </Text>
    </Figure>
  );
}
