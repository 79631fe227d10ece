import { scaleLog } from 'd3-scale';
import type { VNode } from 'preact';
import { powerOfTen, short } from '../numbers.ts';
import { decades } from './decades.ts';
import { Figure } from './figure.tsx';
import { px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 118;
const LINE = 56;

/** What could be resolved against what had to be: two marks on the axis of relative error. */
export function Reach({ reached, required, width }: { reached: number; required: number; width: number }): VNode {
  const x = scaleLog([Math.min(1e-6, required / 10), 100], [20, width - 20]).clamp(true);
  const [at, wanted] = [px(x(Number.isFinite(reached) ? Math.max(reached, 1e-14) : 100)), px(x(required))];
  return (
    <Figure width={width} height={HEIGHT} label={`Resolution reached ${short(reached)}, required ${short(required)}.`}>
      <path d={`M20 ${LINE}H${width - 20}`} stroke-width="1.5" {...stroke('line2')} />
      <path d={`M${wanted} ${LINE}H${at}`} stroke-width="4" {...stroke('inconclusive')} />
      <path d={`M${wanted} ${LINE - 12}v24`} stroke-width="1.6" {...stroke('ink')} />
      <path d={`M${at} ${LINE}h0`} stroke-width="11" stroke-linecap="round" {...stroke('inconclusive')} />
      <Text x={wanted} y={LINE - 20} anchor="middle">
        {`required ${short(required)}`}
      </Text>
      <Text
        x={Math.min(width - 60, Math.max(60, at))}
        y={LINE - 20 - (Math.abs(at - wanted) < 130 ? 17 : 0)}
        anchor="middle"
        tone="inconclusive"
        bold
      >
        {`reached ${short(reached)}`}
      </Text>
      {decades(Math.min(1e-6, required / 10), 100, 6).map(e => (
        <Text key={e} x={x(10 ** e)} y={LINE + 28} anchor="middle" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      <Text x={width - 20} y={LINE + 48} anchor="end">
        relative error that would be noticed
      </Text>
    </Figure>
  );
}
