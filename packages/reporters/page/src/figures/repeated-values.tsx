import type { InconclusiveEvidence } from '@gradcheck/core';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { count, short } from '../numbers.ts';
import { Figure } from './figure.tsx';
import { dots, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 158;
const [LINE, AXIS] = [46, 108];

/** Values of repeated calls at one point, and beside them what a step would change. */
export function RepeatedValues({
  evidence,
  width,
}: {
  evidence: InconclusiveEvidence & { reason: 'nondeterministic' };
  width: number;
}): VNode {
  const values = evidence.values.map(Number).filter(Number.isFinite);
  const [low, high] = extent(values.length > 0 ? values : [0]) as [number, number];
  const margin = Math.max(40, Math.min(86, width * 0.1));
  const x = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [margin, width - margin]);
  const spread = high - low;
  const signal = Number(evidence.signal);
  const ratio = spread / signal;
  const moved = Number.isFinite(Number(evidence.step))
    ? `a step of ${short(evidence.step!)} moves`
    : 'a usable step moves';
  const less = ratio >= 2 && Number.isFinite(ratio) ? `, ${count(Number(ratio.toPrecision(2)))}× less` : '';
  const digits = Math.max(2, Math.ceil(Math.log10(Math.abs(high) / (spread || 1))) + 3);
  const tick = (value: number): string => String(Number(value.toPrecision(Math.min(15, digits)))).replaceAll('-', '−');
  const bar = Math.max(1.5, Math.min(width, (signal / (spread || 1)) * (x(high) - x(low))) || 0);
  const narrow = width < 480;
  return (
    <Figure
      width={width}
      height={HEIGHT}
      label={`${values.length} values of the function at one point, spread over ${short(spread)}.`}
    >
      <Text x={width / 2} y={20} anchor="middle" tone="inconclusive" bold>
        {`noise: ${short(evidence.spread)} between calls`}
      </Text>
      <path d={`M${px(x(low))} ${LINE}H${px(x(high))}`} stroke-width="1.5" {...stroke('inconclusive')} />
      <path
        d={dots(values.map(value => [x(value), LINE]))}
        stroke-width="11"
        stroke-linecap="round"
        stroke-opacity="0.9"
        {...stroke('inconclusive')}
      />
      {signal > 0 && (
        <>
          <path d={`M${px(x(low))} ${LINE + 26}h${px(bar)}`} stroke-width="8" {...stroke('numeric')} />
          <Text x={x(low) + bar + 7} y={LINE + 30} tone="numeric">
            {`signal: ${narrow ? '' : moved} ${narrow ? '' : 'f by '}${short(evidence.signal)}${less}`.replace(
              / +/g,
              ' ',
            )}
          </Text>
        </>
      )}
      <path d={`M8 ${AXIS}H${width - 8}`} {...stroke('line2')} />
      {(narrow ? [low, high] : [low, (low + high) / 2, high]).map(value => (
        <g key={value}>
          <path d={`M${px(x(value))} ${AXIS}v4`} {...stroke('line2')} />
          <Text x={x(value)} y={AXIS + 18} anchor="middle" size={11.5}>
            {tick(value)}
          </Text>
        </g>
      ))}
      <Text x={width / 2} y={AXIS + 40} anchor="middle">
        {`f(x), same x, ${values.length} calls`}
      </Text>
    </Figure>
  );
}
