import type { CoordinateFinding } from '@gradcheck/core';
import { extent } from 'd3-array';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { Figure } from './figure.tsx';
import { dots, px, type Role, stroke } from './ink.ts';
import { Text } from './text.tsx';

export interface ScatterLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** One place per coordinate with two finite values. */
  readonly places: readonly { readonly coordinate: CoordinateFinding; readonly x: number; readonly y: number }[];
}

/** Equal scales on both axes, so that equal values lie on the diagonal. */
export function scatterLayout(coordinates: readonly CoordinateFinding[], width: number): ScatterLayout {
  const side = Math.min(300, Math.max(160, width - 78));
  const left = Math.max(54, (width - side) / 2);
  const [top, bottom] = [6, side + 6];
  const right = Math.min(width - 8, left + side);
  const finite = coordinates.filter(c => Number.isFinite(Number(c.analytic)) && Number.isFinite(Number(c.numeric)));
  const values = finite.flatMap(c => [Number(c.analytic), Number(c.numeric)]);
  const [low, high] = extent(values.length > 0 ? values : [-1, 1]) as [number, number];
  const pad = (high - low || Math.abs(high) || 1) * 0.07;
  const domain = [low - pad, high + pad];
  const x = scaleLinear(domain, [left, right]);
  const y = scaleLinear(domain, [bottom, top]);
  const places = finite.map(coordinate => ({
    coordinate,
    x: x(Number(coordinate.numeric)),
    y: y(Number(coordinate.analytic)),
  }));
  return { width, height: bottom + 46, left, right, top, bottom, x, y, places };
}

const ROLES: Readonly<Record<CoordinateFinding['status'], Role>> = {
  differs: 'incorrect',
  undecided: 'inconclusive',
  kink: 'inconclusive',
  agrees: 'correct',
};

/** Analytic against numeric, a dot per coordinate. */
export function Scatter({ layout, outlined }: { layout: ScatterLayout; outlined?: number | undefined }): VNode {
  const { width, height, left, right, top, bottom, x, y, places } = layout;
  const ticks = x.ticks(4).filter(tick => x(tick) > left + 12 && x(tick) < right - 12);
  const of = (role: Role): [number, number][] =>
    places.filter(({ coordinate }) => ROLES[coordinate.status] === role).map(place => [place.x, place.y]);
  const differing = of('incorrect').length;
  const seen = outlined === undefined ? undefined : places[outlined];
  const word = placeOfWord(layout);
  return (
    <Figure
      width={width}
      height={height}
      label={`Analytic against numeric values of ${places.length} coordinates, ${differing} of them off the line of equal values.`}
    >
      <path
        d={ticks.map(t => `M${px(x(t))} ${top}V${bottom}M${px(left)} ${px(y(t))}H${px(right)}`).join('')}
        {...stroke('line')}
      />
      {ticks.map(t => (
        <Text key={`x${t}`} x={x(t)} y={bottom + 16} anchor="middle" size={11.5}>
          {tickText(t)}
        </Text>
      ))}
      {ticks.map(t => (
        <Text key={`y${t}`} x={left - 8} y={y(t) + 4} anchor="end" size={11.5}>
          {tickText(t)}
        </Text>
      ))}
      <path d={`M${px(left)} ${bottom}L${px(right)} ${top}`} stroke-width="1.5" {...stroke('line2')} />
      <Text x={word.x} y={word.y} anchor="middle" transform={`rotate(${px(word.angle)} ${px(word.x)} ${px(word.y)})`}>
        equal
      </Text>
      {(['correct', 'inconclusive', 'incorrect'] as const).map(role => (
        <path
          key={role}
          d={dots(of(role))}
          stroke-width="6"
          stroke-linecap="round"
          stroke-opacity="0.85"
          {...stroke(role)}
        />
      ))}
      {seen && <circle cx={px(seen.x)} cy={px(seen.y)} r="6.5" fill="none" stroke-width="1.5" {...stroke('ink')} />}
      <Text x={(left + right) / 2} y={bottom + 36} anchor="middle" tone="numeric">
        numeric
      </Text>
      <Text
        x={left - 44}
        y={(top + bottom) / 2}
        anchor="middle"
        tone="analytic"
        transform={`rotate(-90 ${px(left - 44)} ${px((top + bottom) / 2)})`}
      >
        analytic
      </Text>
    </Figure>
  );
}

/** Beside the line of equal values, where fewest dots are. */
function placeOfWord({ left, right, top, bottom, places }: ScatterLayout): { x: number; y: number; angle: number } {
  const slope = (bottom - top) / (right - left);
  const candidates = [0.8, 0.2, 0.9, 0.1, 0.65, 0.35].flatMap(share =>
    [-1, 1].map(side => {
      const x = left + share * (right - left);
      const y = bottom - slope * (x - left);
      // Above the line the baseline is near it, below the line the top of the letters.
      const at = { x: x + side * (side < 0 ? 6 : 11), y: y + side * (side < 0 ? 6 : 11) };
      const covered = places.filter(place => Math.hypot(place.x - at.x, place.y - at.y) < 24).length;
      return { ...at, covered };
    }),
  );
  const { x, y } = candidates.reduce((a, b) => (b.covered < a.covered ? b : a));
  return { x, y, angle: (-Math.atan(slope) * 180) / Math.PI };
}

/** `0.05`, `−0.1`, `2e−7`: a tick is a round number, and shown as such. */
function tickText(tick: number): string {
  const round = Number(tick.toPrecision(6));
  const size = Math.abs(round);
  const text = round === 0 || (size >= 1e-3 && size < 1e5) ? String(round) : round.toExponential().replace('e+', 'e');
  return text.replaceAll('-', '−');
}
