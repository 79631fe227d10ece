import type { SteepShape } from '@gradcheck/core';
import type { VNode } from 'preact';
import { Figure } from './figure.tsx';
import { polyline, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 176;
const [MIDDLE, REACH] = [84, 62];

/** Height of the curve over a side, as a share of its reach: square roots, mirrored as the shape has it. */
const HEIGHTS: Readonly<Record<SteepShape, (t: number) => number>> = {
  cusp: t => 2 * Math.sqrt(Math.abs(t)) - 1,
  'vertical-tangent': t => Math.sign(t) * Math.sqrt(Math.abs(t)),
  'edge-of-domain': t => 2 * Math.sqrt(t) - 1,
};

/** What a function looks like where its slope is infinite: a sketch, for want of slopes that would show it. */
export function SteepPoint({ shape, width }: { shape: SteepShape; width: number }): VNode {
  const centre = width / 2;
  const arm = Math.min(200, centre - 30);
  const shares = Array.from({ length: 81 }, (_, k) => ((k - 40) / 40) ** 3).filter(
    t => t >= 0 || shape !== 'edge-of-domain',
  );
  const heightAt = (t: number): number => MIDDLE - REACH * HEIGHTS[shape](t);
  return (
    <Figure width={width} height={HEIGHT} label={`A sketch of the point: ${shape.replaceAll('-', ' ')}.`}>
      <path d={`M${px(centre)} 12V${HEIGHT - 26}`} stroke-dasharray="2 3" {...stroke('quiet')} />
      <path
        d={polyline(shares.map(t => [centre + t * arm, heightAt(t)]))}
        fill="none"
        stroke-width="2.2"
        stroke-linejoin="round"
        {...stroke('numeric')}
      />
      <path
        d={`M${px(centre)} ${px(heightAt(0))}h0`}
        stroke-width="10"
        stroke-linecap="round"
        {...stroke('inconclusive')}
      />
      <Text x={centre} y={HEIGHT - 8} anchor="middle">
        the point
      </Text>
    </Figure>
  );
}
