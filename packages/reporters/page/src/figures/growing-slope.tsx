import type { JsonNumber } from '@gradcheck/core';
import { extent } from 'd3-array';
import { scaleLog } from 'd3-scale';
import type { VNode } from 'preact';
import { powerOfTen } from '../numbers.ts';
import { decades } from './decades.ts';
import { Figure } from './figure.tsx';
import { dots, polyline, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 236;
const [LEFT, TOP, BOTTOM] = [50, 30, 190];

interface Slopes {
  readonly steps: readonly number[];
  readonly slopes: readonly JsonNumber[];
}

/** Slopes by step that a logarithmic figure can show: on both sides of a cusp they cancel. */
export const knownSlopes = ({ steps, slopes }: Slopes): (readonly [step: number, slope: number])[] =>
  steps
    .map((step, k) => [step, Math.abs(Number(slopes[k]))] as const)
    .filter(([step, slope]) => step > 0 && slope > 0 && Number.isFinite(slope));

/** From how many on they show growth. */
export const ENOUGH = 3;

/** Slope against step: where there is a derivative the line flattens out, here it goes on. */
export function GrowingSlope({ evidence, width }: { evidence: Slopes; width: number }): VNode {
  const known = knownSlopes(evidence);
  const [fromStep, toStep] = extent(known.map(([step]) => step)) as [number, number];
  const [fromSlope, toSlope] = extent(known.map(([, slope]) => slope)) as [number, number];
  const x = scaleLog([fromStep, toStep], [LEFT, width - 10]);
  const y = scaleLog([fromSlope / 2, toSlope * 2], [BOTTOM, TOP]);
  const points = known.map(([step, slope]) => [x(step), y(slope)] as const);
  const horizontal = decades(fromSlope / 2, toSlope * 2, 5);
  return (
    <Figure width={width} height={HEIGHT} label="The slope grows without limit as the step shrinks.">
      <Text x={0} y={14}>
        slope
      </Text>
      <path d={horizontal.map(e => `M${LEFT} ${px(y(10 ** e))}H${width - 10}`).join('')} {...stroke('line')} />
      <path d={`M${LEFT} ${BOTTOM}H${width - 10}`} {...stroke('line2')} />
      {horizontal.map(e => (
        <Text key={e} x={LEFT - 8} y={y(10 ** e) + 4} anchor="end" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      {decades(fromStep, toStep, width < 480 ? 4 : 8).map(e => (
        <Text key={e} x={x(10 ** e)} y={BOTTOM + 18} anchor="middle" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      <Text x={width - 10} y={BOTTOM + 40} anchor="end">
        step size h
      </Text>
      <path d={polyline(points)} fill="none" stroke-width="2" {...stroke('inconclusive')} />
      <path d={dots(points)} stroke-width="6" stroke-linecap="round" {...stroke('inconclusive')} />
    </Figure>
  );
}
