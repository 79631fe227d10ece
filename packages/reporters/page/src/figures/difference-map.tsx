import type { DifferenceMap } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { ParameterFinding } from '../data/page-data.ts';
import { count } from '../numbers.ts';
import { Figure } from './figure.tsx';
import { fill, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Upper left corner of the first cell, and the side of a cell. */
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

const LEGEND = 52;

/** Square cells, as large as they fit. */
export function mapLayout(map: DifferenceMap, width: number): MapLayout {
  const labels = map.rows > 1 ? 14 + 7 * String((map.rows - 1) * Math.max(map.block[0], map.columns)).length : 10;
  const cell = Math.min(52, (width - labels - 8) / map.columns, Math.max(320 / map.rows, 5));
  const left = Math.max(labels, (width - cell * map.columns + (map.rows > 1 ? 16 : 0)) / 2);
  const top = map.columns > 1 ? 22 : 8;
  return { width, left, top, cell, height: Math.round(top + cell * map.rows + LEGEND) };
}

/** Share of a cell's side that its square takes: colour is the sign, size the magnitude. */
function sideOf(relativeError: number): number {
  const size = Math.abs(relativeError);
  return size <= 1e-4 ? 0.36 : size <= 1e-2 ? 0.5 : size <= 0.1 ? 0.66 : size <= 1 ? 0.82 : 1;
}

const square = (cx: number, cy: number, side: number): string =>
  `M${px(cx - side / 2)} ${px(cy - side / 2)}h${px(side)}v${px(side)}h${px(-side)}z`;

/** Indices that a side of the map names: all when there is room, else the first, the middle and the last. */
function named(n: number, cell: number, room: number): number[] {
  if (n === 1) return [];
  if (cell >= room) return Array.from({ length: n }, (_, k) => k);
  return n > 8 ? [0, Math.floor(n / 2), n - 1] : [0, n - 1];
}

/** Where in the parameter: a square per coordinate or block, nothing where the two agree. */
export function DifferenceMapFigure({
  map,
  parameter,
  layout,
  outlined,
}: {
  map: DifferenceMap;
  parameter: Pick<ParameterFinding, 'path' | 'shape' | 'coverage'>;
  layout: MapLayout;
  outlined?: number | undefined;
}): VNode {
  const { width, height, left, top, cell } = layout;
  const wraps = parameter.shape.length < 2;
  const centre = (k: number): [number, number] => [
    left + cell * ((k % map.columns) + 0.5),
    top + cell * (Math.floor(k / map.columns) + 0.5),
  ];
  const gap = cell > 14 ? 2 : cell > 7 ? 1 : 0;
  const unit = cell - gap;
  const wrong = map.cells.flatMap((value, k) => {
    const error = value === null ? 0 : Number(value);
    return error === 0 ? [] : [{ k, error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error }];
  });
  const path = (kept: (error: number) => boolean): string =>
    wrong
      .filter(({ error }) => kept(error))
      .map(({ k, error }) => square(...centre(k), sideOf(error) * unit * 0.97))
      .join('');
  // What directions vouch for is no blank.
  const isLooked = (k: number): boolean => map.cells[k] !== null || parameter.coverage.unchecked === 0;
  const cells = map.cells.map((_, k) => k).filter(k => isLooked(k) && k < map.rows * map.columns);
  const whole = cells.length === map.cells.length && gap === 0;
  const ground = whole
    ? `M${px(left)} ${top}h${px(cell * map.columns)}v${px(cell * map.rows)}h${px(-cell * map.columns)}z`
    : cells.map(k => square(...centre(k), Math.max(unit, 1))).join('');
  const marked = wrong.length <= 2 && cell < 16 ? wrong : [];
  const [width0, right] = [map.columns * cell, left + map.columns * cell];
  return (
    <Figure
      width={width}
      height={height}
      label={`Where ${parameter.path} differs: ${count(wrong.length)} of ${count(map.cells.length)} cells.`}
    >
      {!wraps || map.rows === 1
        ? named(map.columns, cell, 22).map(j => (
            <Text key={`c${j}`} x={left + cell * (j + 0.5)} y={top - 8} anchor="middle" size={11.5}>
              {j * map.block[1]}
            </Text>
          ))
        : null}
      {named(map.rows, cell, 14).map(i => (
        <Text key={`r${i}`} x={left - 8} y={top + cell * (i + 0.5) + 4} anchor="end" size={11.5}>
          {wraps ? i * map.columns * map.block[0] : i * map.block[0]}
        </Text>
      ))}
      <path d={ground} {...fill('empty')} />
      <path d={path(error => error < 0)} {...fill('low')} />
      <path d={path(error => error > 0)} {...fill('high')} />
      {marked.map(({ k }) => {
        const [cx, cy] = centre(k);
        const inwards = cx > left + width0 / 2 ? -1 : 1;
        const up = cy > top + 50 ? -1 : 1;
        return (
          <g key={k}>
            <circle
              cx={px(cx)}
              cy={px(cy)}
              r={px(cell / 2 + 6)}
              fill="none"
              stroke-width="1.6"
              {...stroke('incorrect')}
            />
            <path
              d={`M${px(cx + inwards * (cell / 2 + 5))} ${px(cy + up * (cell / 2 + 5))}l${inwards * 22} ${up * 26}`}
              stroke-width="1.4"
              {...stroke('incorrect')}
            />
            <Text
              x={cx + inwards * (cell / 2 + 32)}
              y={cy + up * (cell / 2 + 36) + (up > 0 ? 8 : 0)}
              anchor={inwards < 0 ? 'end' : 'start'}
              tone="incorrect"
              bold
            >
              here
            </Text>
          </g>
        );
      })}
      {outlined !== undefined && (
        <rect
          x={px(centre(outlined)[0] - cell / 2)}
          y={px(centre(outlined)[1] - cell / 2)}
          width={px(cell)}
          height={px(cell)}
          fill="none"
          stroke-width="1.8"
          {...stroke('ink')}
        />
      )}
      <Legend middle={(left + right) / 2} y={top + cell * map.rows + 22} width={width} />
    </Figure>
  );
}

/** Sizes from more to less, nothing in the middle. */
function Legend({ middle, y, width }: { middle: number; y: number; width: number }): VNode {
  const at = Math.min(Math.max(middle, 104), width - 104);
  const sides = [1, 0.82, 0.66, 0.5, 0.36].map(share => 14 * share);
  const places = [-90, -72, -54, -36, -18];
  return (
    <>
      <path d={sides.map((side, k) => square(at + places[k]!, y, side)).join('')} {...fill('low')} />
      <path d={square(at, y, 14)} {...fill('empty')} />
      <path d={sides.map((side, k) => square(at - places[k]!, y, side)).join('')} {...fill('high')} />
      <Text x={at - 98} y={y + 23} size={11.5}>
        too low
      </Text>
      <Text x={at} y={y + 23} anchor="middle" size={11.5}>
        agrees
      </Text>
      <Text x={at + 98} y={y + 23} anchor="end" size={11.5}>
        too high
      </Text>
    </>
  );
}
