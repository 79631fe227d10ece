import type { VNode } from 'preact';
import { count } from '../numbers.ts';
import { Figure } from './figure.tsx';
import { px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 92;
const LINE = 44;

/** How far a budget went. */
export function Spent({ spent, needed, width }: { spent: number; needed: number; width: number }): VNode {
  const [left, right] = [16, width - 16];
  const reached = px(left + Math.min(1, spent / Math.max(1, needed)) * (right - left));
  const isLate = reached > width - 130;
  return (
    <Figure width={width} height={HEIGHT} label={`${count(spent)} of about ${count(needed)} evaluations were made.`}>
      <path d={`M${left} ${LINE}H${right}`} stroke-width="10" stroke-linecap="round" {...stroke('line')} />
      <path d={`M${left} ${LINE}H${reached}`} stroke-width="10" stroke-linecap="round" {...stroke('inconclusive')} />
      <Text
        x={isLate ? reached : Math.max(left, reached)}
        y={LINE - 18}
        anchor={isLate ? 'end' : 'start'}
        tone="inconclusive"
        bold
      >
        {`spent: ${count(spent)}`}
      </Text>
      <Text x={right} y={LINE + 30} anchor="end">
        {`needed: about ${count(needed)} evaluations`}
      </Text>
    </Figure>
  );
}
