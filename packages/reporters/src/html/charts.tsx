import type { CoordinateFinding, DifferenceMap, ParameterFinding, StepCurve } from '@gradcheck/core';
import { extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { VNode } from 'preact';
import { powerOfTen, precise, short, toNumber } from './numbers.ts';

const WIDTH = 620;

function decades(low: number, high: number, every: number): number[] {
  const found: number[] = [];
  for (let e = Math.ceil(Math.log10(low)); e <= Math.floor(Math.log10(high)); e++) if (e % every === 0) found.push(e);
  return found;
}

/** Error against step size: what no step can resolve, and where the claim lies. */
export function CurveChart({ curve, parameter }: { curve: StepCurve; parameter: ParameterFinding }): VNode {
  const height = 300;
  const [left, right, top, bottom] = [54, WIDTH - 14, 16, height - 34];
  const wrong = parameter.verdict === 'incorrect';
  const numbers = [...curve.measurementError, ...curve.envelope, ...curve.difference]
    .map(toNumber)
    .filter(v => v > 0 && Number.isFinite(v));
  const low = Math.max(1e-18, Math.min(...numbers, 1));
  const high = Math.max(...numbers, 1);
  const steps = extent(curve.steps) as [number, number];
  const x = scaleLog(steps, [left, right]);
  const y = scaleLog([low / 2, high * 3], [bottom, top]).clamp(true);
  const positive = (v: number): number => y(Math.max(v, low / 2));
  const points = (values: readonly (number | string)[]): [number, number][] =>
    curve.steps.flatMap((step, k) => {
      const value = Number(values[k]);
      return Number.isFinite(value) ? [[x(step), positive(value)] as [number, number]] : [];
    });
  const shade =
    area<[number, number]>()
      .x(p => p[0])
      .y0(bottom)
      .y1(p => p[1])(points(curve.envelope)) ?? '';
  const error = line()(points(curve.measurementError)) ?? '';
  const difference = points(curve.difference);
  const chosen = x(curve.chosenStep);
  const nearest = curve.steps.indexOf(curve.chosenStep);
  const atChosen = Number(curve.difference[nearest]);
  const floor = Number(curve.envelope[nearest]);
  const orders = wrong && atChosen > 0 && floor > 0 ? Math.floor(Math.log10(atChosen / floor)) : 0;
  const colour = wrong ? 'bad' : 'good';
  const spread = Math.max(1, Math.ceil((Math.log10(high) - Math.log10(low)) / 6));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label="Error of the numeric gradient, and distance of the analytic one, against step size"
    >
      {decades(low / 2, high * 3, spread).map(e => (
        <g key={e}>
          <line x1={left} x2={right} y1={y(10 ** e)} y2={y(10 ** e)} stroke="#ddd" class="s-line" />
          <text x={left - 8} y={y(10 ** e) + 4} text-anchor="end" font-size="12">
            {powerOfTen(e)}
          </text>
        </g>
      ))}
      {decades(steps[0], steps[1], 3).map(e => (
        <text key={e} x={x(10 ** e)} y={bottom + 18} text-anchor="middle" font-size="12">
          {powerOfTen(e)}
        </text>
      ))}
      <text x={right} y={height - 2} text-anchor="end" font-size="12">
        step size h
      </text>
      <path d={shade} fill="#dcedf1" class="f-numeric" />
      <path d={error} fill="none" stroke="#0b6a83" stroke-width="1.3" class="s-numeric" />
      <line x1={chosen} x2={chosen} y1={top} y2={bottom} stroke="#888" stroke-dasharray="2 4" class="s-axis" />
      <text x={chosen} y={top - 4} text-anchor="middle" font-size="12" class="t-numeric">
        step chosen, {short(curve.chosenStep)}
      </text>
      <path
        d={line()(difference) ?? ''}
        fill="none"
        stroke={wrong ? '#c2271d' : '#17703f'}
        stroke-width="2.6"
        class={`s-${colour}`}
      />
      <text
        x={left + 8}
        y={
          (difference[0]?.[1] ?? top) - 8 < top + 6 ? (difference[0]?.[1] ?? top) + 18 : (difference[0]?.[1] ?? top) - 8
        }
        font-size="12"
        class={`t-${colour}`}
      >
        your gradient
      </text>
      {orders >= 1 && (
        <g>
          <line
            x1={chosen}
            x2={chosen}
            y1={positive(atChosen) + 4}
            y2={positive(floor) - 4}
            stroke="#c2271d"
            stroke-width="1.5"
            class="s-bad"
          />
          <text
            x={chosen - 10}
            y={(positive(atChosen) + positive(floor)) / 2}
            text-anchor="end"
            font-size="12"
            class="t-bad"
          >
            {orders} order{orders === 1 ? '' : 's'} of magnitude
          </text>
          <text
            x={chosen - 10}
            y={(positive(atChosen) + positive(floor)) / 2 + 16}
            text-anchor="end"
            font-size="12"
            class="t-bad"
          >
            no step closes this gap
          </text>
        </g>
      )}
      <text x={left + 10} y={bottom - 22} font-size="12" class="t-numeric">
        round-off: step too small
      </text>
      <text x={right - 6} y={bottom - 22} text-anchor="end" font-size="12" class="t-numeric">
        truncation: step too large
      </text>
    </svg>
  );
}

const label = (parameter: ParameterFinding, index: readonly number[]): string =>
  index.length === 0 ? parameter.path : `${parameter.path}[${index.join(',')}]`;

const say = (parameter: ParameterFinding, c: CoordinateFinding): string =>
  `${label(parameter, c.index)}: analytic ${precise(c.analytic)}, numeric ${precise(c.numeric)} ± ${short(c.bound)}`;

/** Analytic against numeric: correct coordinates lie on the line. */
export function Scatter({ parameter }: { parameter: ParameterFinding }): VNode {
  const size = 330;
  const [low, high] = [48, size - 36];
  const points = parameter.coordinates.filter(
    c => Number.isFinite(Number(c.analytic)) && Number.isFinite(Number(c.numeric)),
  );
  const all = points.flatMap(c => [Number(c.analytic), Number(c.numeric)]);
  const reach = extent(all.length > 0 ? all : [-1, 1]) as [number, number];
  const pad = (reach[1] - reach[0] || Math.abs(reach[0]) || 1) * 0.08;
  const x = scaleLinear([reach[0] - pad, reach[1] + pad], [low, high]);
  const y = scaleLinear([reach[0] - pad, reach[1] + pad], [high, low]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label="Analytic against numeric values">
      {x.ticks(4).map(tick => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={low} y2={high} stroke="#ddd" class="s-line" />
          <line x1={low} x2={high} y1={y(tick)} y2={y(tick)} stroke="#ddd" class="s-line" />
          <text x={x(tick)} y={high + 14} text-anchor="middle" font-size="12">
            {short(tick)}
          </text>
          <text x={low - 5} y={y(tick) + 4} text-anchor="end" font-size="12">
            {short(tick)}
          </text>
        </g>
      ))}
      <line x1={low} y1={high} x2={high} y2={low} stroke="#999" class="s-axis" />
      <text x={high - 4} y={low + 22} text-anchor="end" font-size="12">
        equal
      </text>
      {[...points].reverse().map((c, k) => (
        <circle
          key={k}
          cx={x(Number(c.numeric))}
          cy={y(Number(c.analytic))}
          r="3.4"
          fill={c.status === 'differs' ? '#c2271d' : '#17703f'}
          class={c.status === 'differs' ? 'f-bad' : 'f-good'}
          data-say={say(parameter, c)}
        />
      ))}
      <text x={(low + high) / 2} y={size - 1} text-anchor="middle" font-size="12" class="t-numeric">
        numeric
      </text>
      <text
        x={10}
        y={(low + high) / 2}
        text-anchor="middle"
        font-size="12"
        class="t-analytic"
        transform={`rotate(-90 10 ${(low + high) / 2})`}
      >
        analytic
      </text>
    </svg>
  );
}

/** Side of a square for a relative error. */
function sideOf(error: number): number {
  const size = Math.abs(error);
  return size <= 1e-4 ? 0.36 : size <= 1e-2 ? 0.5 : size <= 0.1 ? 0.66 : size <= 1 ? 0.82 : 1;
}

/** Where in the parameter: colour is the sign, size the magnitude, nothing where the two agree. */
export function MapChart({ map, parameter }: { map: DifferenceMap; parameter: ParameterFinding }): VNode {
  const width = 320;
  const cell = Math.min(34, (width - 40) / map.columns, 280 / map.rows);
  const every = Math.max(1, Math.ceil(22 / cell));
  const height = 26 + cell * map.rows + 26;
  return (
    <svg viewBox={`0 0 ${width} ${Math.max(60, height)}`} role="img" aria-label={`Where ${parameter.path} is wrong`}>
      {Array.from(
        { length: map.columns },
        (_, j) =>
          j % every === 0 &&
          map.rows > 0 && (
            <text key={j} x={36 + cell * (j + 0.5)} y={16} text-anchor="middle" font-size="12">
              {j * map.block[1]}
            </text>
          ),
      )}
      {Array.from(
        { length: map.rows },
        (_, i) =>
          i % every === 0 &&
          map.rows > 1 && (
            <text key={i} x={28} y={26 + cell * (i + 0.5) + 4} text-anchor="end" font-size="12">
              {i * map.block[0]}
            </text>
          ),
      )}
      {map.cells.map((value, k) => {
        const [i, j] = [Math.floor(k / map.columns), k % map.columns];
        const [cx, cy] = [36 + cell * (j + 0.5), 26 + cell * (i + 0.5)];
        const error = value === null ? 0 : Number(value);
        const wrong = value !== null && error !== 0;
        const side = (wrong ? sideOf(error) : 0.92) * cell * 0.94;
        const colour = !wrong ? ['#f1f1ee', 'f-empty'] : error < 0 ? ['#2f66c4', 'f-low'] : ['#c5560c', 'f-high'];
        if (value === null) return null;
        return (
          <rect
            key={k}
            x={cx - side / 2}
            y={cy - side / 2}
            width={side}
            height={side}
            fill={colour[0]}
            class={colour[1]}
            {...(wrong
              ? {
                  'data-say': `row ${i * map.block[0]}, column ${j * map.block[1]}: ${error < 0 ? 'too low' : 'too high'} by ${short(Math.abs(error))}`,
                }
              : {})}
          />
        );
      })}
      <g transform={`translate(36 ${height - 18})`}>
        <rect width="12" height="12" fill="#2f66c4" class="f-low" />
        <text x="17" y="11" font-size="12">
          too low
        </text>
        <rect x="80" width="12" height="12" fill="#f1f1ee" class="f-empty" />
        <text x="97" y="11" font-size="12">
          agrees
        </text>
        <rect x="156" width="12" height="12" fill="#c5560c" class="f-high" />
        <text x="173" y="11" font-size="12">
          too high
        </text>
      </g>
    </svg>
  );
}

/** Repeated values of one point on a line. */
export function SpreadChart({ values }: { values: readonly number[] }): VNode {
  const [low, high] = extent(values) as [number, number];
  const x = scaleLinear([low, high], [40, WIDTH - 40]);
  return (
    <svg viewBox={`0 0 ${WIDTH} 84`} role="img" aria-label="Values of repeated calls at one point">
      <line x1="40" x2={WIDTH - 40} y1="40" y2="40" stroke="#999" class="s-axis" />
      {values.map((value, k) => (
        <circle key={k} cx={x(value)} cy={40} r="6" fill="#875a00" fill-opacity="0.6" class="f-warn" />
      ))}
      <text x="40" y="70" font-size="12">
        {precise(low)}
      </text>
      <text x={WIDTH - 40} y="70" text-anchor="end" font-size="12">
        {precise(high)}
      </text>
    </svg>
  );
}
