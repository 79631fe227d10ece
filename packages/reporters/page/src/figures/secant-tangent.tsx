import type { VNode } from 'preact';
import { Figure } from './figure.tsx';
import { polyline, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const [WIDTH, HEIGHT] = [300, 218];
const GROUND = 194;
const [LEFT, POINT, RIGHT] = [98, 181, 264];

/** Height of the curve, px: falls gently to its lowest point, then rises. */
const LOWEST = 150;
const curve = (x: number): number => 138 - 4.344e-3 * (x - LOWEST) ** 2 - 2.4e-5 * (x - LOWEST) ** 3;
const slope = (x: number): number => -8.688e-3 * (x - LOWEST) - 7.2e-5 * (x - LOWEST) ** 2;

/** Two calls of f give the secant, the backward pass claims the tangent. */
export function SecantTangent(): VNode {
  const xs = Array.from({ length: 60 }, (_, k) => 14 + (k * 269) / 59);
  const secant = (curve(RIGHT) - curve(LEFT)) / (RIGHT - LEFT);
  const through = (x0: number, y0: number, gradient: number, from: number, to: number): string =>
    `M${from} ${px(y0 + gradient * (from - x0))}L${to} ${px(y0 + gradient * (to - x0))}`;
  return (
    <Figure
      width={WIDTH}
      height={HEIGHT}
      label="The numeric slope is that of the line through two points of the function, the analytic slope that of the tangent between them."
    >
      <path
        d={`M${LEFT} ${px(curve(LEFT))}V${GROUND}M${RIGHT} ${px(curve(RIGHT))}V${GROUND}`}
        stroke-dasharray="2 3"
        {...stroke('line2')}
      />
      <path
        d={`M14 ${GROUND}H286M${LEFT} ${GROUND}v4M${POINT} ${GROUND}v4M${RIGHT} ${GROUND}v4`}
        {...stroke('line2')}
      />
      <path d={polyline(xs.map(x => [x, curve(x)]))} fill="none" stroke-width="1.8" {...stroke('ink')} />
      <path d={through(LEFT, curve(LEFT), secant, 42, 286)} stroke-width="1.8" {...stroke('numeric')} />
      <path d={through(POINT, curve(POINT), slope(POINT), 42, 286)} stroke-width="1.8" {...stroke('analytic')} />
      <path
        d={`M${LEFT} ${px(curve(LEFT))}h0M${RIGHT} ${px(curve(RIGHT))}h0`}
        stroke-width="9"
        stroke-linecap="round"
        {...stroke('numeric')}
      />
      <path d={`M${POINT} ${px(curve(POINT))}h0`} stroke-width="9" stroke-linecap="round" {...stroke('analytic')} />
      <Text x={RIGHT - 52} y={curve(RIGHT) + 4} anchor="end" tone="numeric" bold>
        numeric slope
      </Text>
      <Text x={POINT + 20} y={curve(POINT) + 16} tone="analytic" bold>
        analytic slope
      </Text>
      <Text x={LEFT} y={GROUND + 17} anchor="middle">
        x − h
      </Text>
      <Text x={POINT} y={GROUND + 17} anchor="middle">
        x
      </Text>
      <Text x={RIGHT} y={GROUND + 17} anchor="middle">
        x + h
      </Text>
    </Figure>
  );
}
