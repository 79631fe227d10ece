import type { DifferenceMap } from '@gradcheck/core';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ParameterFinding } from '../data/page-data.ts';
import { DifferenceMapFigure, type MapLayout, mapLayout } from '../figures/difference-map.tsx';
import { precise, signed } from '../numbers.ts';
import { coordinateName, numericOf } from '../words/coordinates.ts';
import { code, type Sentence, say } from '../words/say.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';
import { Pointed, usePointed } from './pointed.tsx';

const isPooled = ({ block }: DifferenceMap): boolean => block[0] * block[1] > 1;

function noteOf(map: DifferenceMap, { verdict }: ParameterFinding): Sentence {
  if (verdict === 'correct') return say`Every coordinate is within the error bound, so none is marked.`;
  if (isPooled(map))
    return say`Each cell is a block of ${map.block.join('×')} coordinates; the largest error in it is shown.`;
  return say`Colour is the sign, size the magnitude. Empty cells agree.`;
}

export function MapPanel({ parameter }: { parameter: ParameterFinding }): VNode | null {
  const { map, path } = parameter;
  if (!map) return null;
  return (
    <Panel title={say`Where in ${code(path)}`} note={noteOf(map, parameter)} kind="half">
      <Measured staticWidth={360}>{width => <Cells map={map} parameter={parameter} width={width} />}</Measured>
    </Panel>
  );
}

function cellAt(
  { rows, columns }: DifferenceMap,
  { left, top, cell }: MapLayout,
  x: number,
  y: number,
): number | undefined {
  const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)];
  return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : undefined;
}

/** Offset of a coordinate in its parameter, row-major. */
const offsetOf = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((offset, i, axis) => offset * shape[axis]! + i, 0);

function Cells({ map, parameter, width }: { map: DifferenceMap; parameter: ParameterFinding; width: number }): VNode {
  const layout = useMemo(() => mapLayout(map, width), [map, width]);
  const { pointed, handlers } = usePointed((x, y) => cellAt(map, layout, x, y));
  return (
    <Pointed handlers={handlers} line={pointed === undefined ? undefined : lineOf(map, parameter, pointed)}>
      <DifferenceMapFigure map={map} parameter={parameter} layout={layout} outlined={pointed} />
    </Pointed>
  );
}

function lineOf(map: DifferenceMap, parameter: ParameterFinding, cell: number): string {
  const value = map.cells[cell];
  const [row, column] = [Math.floor(cell / map.columns) * map.block[0], (cell % map.columns) * map.block[1]];
  if (isPooled(map)) {
    const place = `rows ${row} to ${row + map.block[0] - 1}, columns ${column} to ${column + map.block[1] - 1}`;
    return `${place}: ${!value ? 'no difference found' : `largest relative error ${signed(value)}`}`;
  }
  const offset = row * map.columns + column;
  if (offset >= parameter.size) return ' ';
  const found = parameter.coordinates.find(({ index }) => offsetOf(index, parameter.shape) === offset);
  if (found) {
    return `${coordinateName(parameter, found)}: analytic ${precise(found.analytic)}, numeric ${numericOf(found).value}`;
  }
  return value === null ? 'not compared by itself' : !value ? 'agrees' : `relative error ${signed(value!)}`;
}
