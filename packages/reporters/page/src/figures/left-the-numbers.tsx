import type { VNode } from 'preact';
import { Figure } from './figure.tsx';
import { px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 126;
const LINE = 60;

/** The point, the two values that a difference needs beside it, and what the function returned instead. */
export function LeftTheNumbers({
  value,
  beside,
  width,
}: {
  /** What the function returned: `NaN`, `Infinity`; at the point itself unless `beside`. */
  value: string;
  /** Name of the step at which it left the numbers. */
  beside: string | undefined;
  width: number;
}): VNode {
  const centre = width / 2;
  const reach = Math.min(180, width / 2 - 60);
  const bad = beside === undefined ? [centre] : [centre - reach, centre + reach];
  const arm = 5;
  return (
    <Figure
      width={width}
      height={HEIGHT}
      label={
        beside === undefined
          ? `At the point the function returns ${value}.`
          : `Beside the point the function is not finite.`
      }
    >
      <path d={`M16 ${LINE}H${width - 16}`} stroke-width="1.5" {...stroke('line2')} />
      <path d={[-1, 0, 1].map(side => `M${px(centre + side * reach)} ${LINE - 5}v10`).join('')} {...stroke('quiet')} />
      {beside !== undefined && (
        <path d={`M${px(centre)} ${LINE}h0`} stroke-width="11" stroke-linecap="round" {...stroke('numeric')} />
      )}
      <path
        d={bad
          .map(x => `M${px(x - arm)} ${LINE - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`)
          .join('')}
        fill="none"
        stroke-width="2.4"
        {...stroke('inconclusive')}
      />
      <Text x={centre} y={LINE - 22} anchor="middle" tone={beside === undefined ? 'inconclusive' : 'numeric'} bold>
        {beside === undefined ? `f(x) = ${value}` : 'f(x) is finite'}
      </Text>
      {beside !== undefined && (
        <Text x={centre + reach} y={LINE - 22} anchor="middle" tone="inconclusive" bold>
          not finite
        </Text>
      )}
      {(['x − h', 'x', 'x + h'] as const).map((name, k) => (
        <Text key={name} x={centre + (k - 1) * reach} y={LINE + 26} anchor="middle" size={11.5}>
          {name}
        </Text>
      ))}
      <Text x={centre} y={LINE + 52} anchor="middle">
        {beside === undefined ? 'the point' : `h = ${beside}`}
      </Text>
    </Figure>
  );
}
