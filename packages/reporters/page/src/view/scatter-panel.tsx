import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ParameterFinding } from '../data/page-data.ts';
import { Scatter, type ScatterLayout, scatterLayout } from '../figures/scatter.tsx';
import { count, plain, precise } from '../numbers.ts';
import { coordinateName } from '../words/coordinates.ts';
import { type Sentence, say } from '../words/say.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';
import { Pointed, usePointed } from './pointed.tsx';

/** Farther from every dot than this, px, the pointer means none. */
const NEAR = 14;

function nearestDot({ places }: ScatterLayout, x: number, y: number): number | undefined {
  let best: number | undefined;
  let least = NEAR ** 2;
  places.forEach((place, k) => {
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (distance <= least) [best, least] = [k, distance];
  });
  return best;
}

export function ScatterPanel({ parameter }: { parameter: ParameterFinding }): VNode {
  const { coordinates, size, verdict, resolution } = parameter;
  // At a corner, and where both sides are lost in rounding, what is right may lie beside it.
  const isOnLine = coordinates.every(({ status }) => status === 'agrees') && Number.isFinite(Number(resolution));
  const all = size <= coordinates.length;
  const subject = all ? 'Every dot is one coordinate' : `Every dot is one of ${count(coordinates.length)} coordinates`;
  const note: Sentence =
    verdict !== 'correct'
      ? say`${subject}. Correct ones lie on the line.`
      : isOnLine
        ? say`${subject}, all on the line.`
        : say`${subject}.`;
  return (
    <Panel title={say`Analytic against numeric`} note={note} kind="half">
      <Measured staticWidth={360}>{width => <Dots parameter={parameter} width={width} />}</Measured>
    </Panel>
  );
}

function Dots({ parameter, width }: { parameter: ParameterFinding; width: number }): VNode {
  const layout = useMemo(() => scatterLayout(parameter.coordinates, width), [parameter, width]);
  const { pointed, handlers } = usePointed((x, y) => nearestDot(layout, x, y));
  const place = pointed === undefined ? undefined : layout.places[pointed];
  return (
    <Pointed
      handlers={handlers}
      line={
        place &&
        `${coordinateName(parameter, place.coordinate)}: analytic ${precise(place.coordinate.analytic)}, numeric ${precise(place.coordinate.numeric)} ± ${plain(place.coordinate.bound)}`
      }
    >
      <Scatter layout={layout} outlined={pointed} />
    </Pointed>
  );
}
