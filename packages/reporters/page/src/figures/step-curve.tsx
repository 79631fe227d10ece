import type { StepCurve, Verdict } from '@gradcheck/core';
import { extent } from 'd3-array';
import { scaleLog } from 'd3-scale';
import type { VNode } from 'preact';
import { powerOfTen, short } from '../numbers.ts';
import { decades } from './decades.ts';
import { Figure } from './figure.tsx';
import { areaUnder, dots, fill, polyline, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

const HEIGHT = 334;
const [LEFT, RIGHT, TOP] = [44, 8, 44];
const BOTTOM = HEIGHT - 46;
/** Height of the line that names the step, px. */
const NAMED = 27;

type Point = readonly [number, number];

/** Scales and ends of the figure, px. */
interface Geometry {
  readonly x: (step: number) => number;
  readonly y: (error: number) => number;
  readonly ends: readonly [number, number];
  readonly low: number;
  readonly high: number;
  readonly steps: readonly [number, number];
}

function geometryOf(curve: StepCurve, resolution: number, width: number): Geometry {
  const numbers = [...curve.measurementError, ...curve.envelope, ...curve.difference, resolution]
    .map(Number)
    .filter(v => v > 0 && Number.isFinite(v));
  const ends = [LEFT, width - RIGHT] as const;
  const steps = extent(curve.steps) as [number, number];
  const least = Math.max(1e-18, Math.min(...numbers, 0.1));
  const high = Math.max(...numbers, 1) * 1.8;
  // Below the lowest value there is room for the name of the step.
  const low = least / (high / least) ** (NAMED / (BOTTOM - TOP - NAMED));
  const x = scaleLog(steps, [...ends]);
  const y = scaleLog([low, high], [BOTTOM, TOP]).clamp(true);
  return { x, y: error => y(Math.max(error, low)), ends, low, high, steps };
}

/** Error against step size, log-log: what no step can resolve, and how far the claim is from what was measured. */
export function StepCurveFigure({
  curve,
  verdict,
  resolution,
  width,
}: {
  curve: StepCurve;
  verdict: Verdict;
  resolution: number;
  width: number;
}): VNode {
  const geometry = geometryOf(curve, resolution, width);
  const { x, y, ends, low, high, steps } = geometry;
  const narrow = width < 480;
  const pointsOf = (values: readonly (number | string)[]): Point[] =>
    curve.steps.flatMap((step, k) => {
      const value = Number(values[k]);
      return Number.isNaN(value) ? [] : [[px(x(step)), px(y(value))] as const];
    });
  const shade = pointsOf(curve.envelope);
  const measured = pointsOf(curve.measurementError);
  const difference = pointsOf(curve.difference);
  const role = verdict === 'incorrect' ? 'incorrect' : verdict === 'correct' ? 'correct' : 'inconclusive';
  const chosen = px(x(curve.chosenStep));
  const horizontal = decades(low, high, 6);
  const vertical = decades(steps[0], steps[1], narrow ? 5 : 8);
  const resolutionAt = resolution > low && resolution < high ? px(y(resolution)) : undefined;
  const said =
    verdict === 'incorrect'
      ? 'the distance of the analytic gradient stays flat above it'
      : 'the distance of the analytic gradient lies in it';
  return (
    <Figure
      width={width}
      height={HEIGHT}
      label={`Error against step size: the measurement error of the numeric gradient makes a V, ${said}.`}
    >
      <Text x={0} y={12}>
        relative difference
      </Text>
      <path d={horizontal.map(e => `M${ends[0]} ${px(y(10 ** e))}H${ends[1]}`).join('')} {...stroke('line')} />
      <path d={areaUnder(shade, BOTTOM)} {...fill('numeric-ground')} />
      <path d={`M${ends[0]} ${BOTTOM}H${ends[1]}`} {...stroke('line2')} />
      <path d={vertical.map(e => `M${px(x(10 ** e))} ${BOTTOM}v4`).join('')} {...stroke('line2')} />
      {horizontal.map(e => (
        <Text key={e} x={ends[0] - 9} y={y(10 ** e) + 4} anchor="end" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      {vertical.map(e => (
        <Text key={e} x={x(10 ** e)} y={BOTTOM + 18} anchor="middle" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      <Text x={ends[1]} y={BOTTOM + 40} anchor="end">
        step size h
      </Text>
      <path d={polyline(measured)} fill="none" stroke-width="1.5" stroke-linejoin="round" {...stroke('numeric')} />
      <path d={`M${chosen} ${TOP - 20}V${BOTTOM}`} stroke-dasharray="2 3" {...stroke('quiet')} />
      {resolutionAt !== undefined && (
        <path d={`M${ends[0]} ${resolutionAt}H${ends[1]}`} stroke-dasharray="6 4" {...stroke('quiet')} />
      )}
      <path
        d={polyline(difference)}
        fill="none"
        stroke-width={verdict === 'correct' ? 2 : 2.5}
        stroke-linejoin="round"
        {...stroke(role)}
      />
      {verdict === 'correct' && (
        <path d={dots(difference)} stroke-width="5" stroke-linecap="round" {...stroke('correct')} />
      )}
      <Slopes shade={shade} chosen={chosen} ends={ends} floor={resolutionAt} narrow={narrow} />
      {resolutionAt !== undefined && (
        <Text x={ends[0] + 6} y={resolutionAt - 5} halo>
          {narrow ? `resolution ${short(resolution)}` : `resolution ${short(resolution)}: a larger error would show`}
        </Text>
      )}
      <Text
        x={Math.min(ends[1] - 62, Math.max(ends[0] + 62, chosen))}
        y={BOTTOM - 9}
        anchor="middle"
        tone="numeric"
        bold
        halo
      >
        {`step chosen, ${short(curve.chosenStep)}`}
      </Text>
      <Claim difference={difference} role={role} chosen={chosen} ends={ends} />
      {verdict === 'incorrect' && <Gap curve={curve} geometry={geometry} chosen={chosen} />}
    </Figure>
  );
}

/** Height of a polyline at a place between its ends. */
function heightAt(points: readonly Point[], at: number): number {
  const k = points.findIndex(([x]) => x >= at);
  if (k <= 0) return (points[Math.max(0, k)] ?? points[points.length - 1] ?? [0, BOTTOM])[1];
  const [[x0, y0], [x1, y1]] = [points[k - 1]!, points[k]!];
  return y0 + ((at - x0) / (x1 - x0 || 1)) * (y1 - y0);
}

/** Names of the two sides of the V, where there is room for them in the shade. */
function Slopes({
  shade,
  chosen,
  ends,
  floor,
  narrow,
}: {
  shade: readonly Point[];
  chosen: number;
  ends: readonly [number, number];
  floor: number | undefined;
  narrow: boolean;
}): VNode | null {
  if (narrow || shade.length === 0) return null;
  const side = (from: number, to: number, name: string, hint: string): VNode | undefined => {
    const half = 46;
    if (to - from < 2 * half) return undefined;
    // The place with the most room between the edge of the shade and what is written below it.
    const spots = [0.05, 0.15, 0.25, 0.35, 0.5, 0.65, 0.75, 0.85, 0.95, 1].flatMap(share => {
      const at = from + half + share * (to - from - 2 * half);
      const top = Math.max(heightAt(shade, at - half * 0.8), heightAt(shade, at), heightAt(shade, at + half * 0.8));
      const bottom = BOTTOM - NAMED + 6;
      if (floor === undefined) return [{ at, top, bottom }];
      return [
        { at, top, bottom: Math.min(bottom, floor - (at < ends[0] + 330 ? 18 : 2)) },
        { at, top: Math.max(top, floor), bottom },
      ];
    });
    const best = spots.reduce((a, b) => (b.bottom - b.top > a.bottom - a.top ? b : a));
    if (best.bottom - best.top < 34) return undefined;
    const y = (best.top + best.bottom) / 2;
    return (
      <>
        <Text x={best.at} y={y - 2} anchor="middle" tone="numeric" bold>
          {name}
        </Text>
        <Text x={best.at} y={y + 14} anchor="middle" tone="numeric">
          {hint}
        </Text>
      </>
    );
  };
  return (
    <>
      {side(ends[0] + 4, chosen - 70, 'round-off', 'step too small')}
      {side(chosen + 70, ends[1] - 2, 'truncation', 'step too large')}
    </>
  );
}

/** The name on the claim's own line. */
function Claim({
  difference,
  role,
  chosen,
  ends,
}: {
  difference: readonly Point[];
  role: 'correct' | 'incorrect' | 'inconclusive';
  chosen: number;
  ends: readonly [number, number];
}): VNode {
  if (role === 'correct') {
    // Above the falling side of the V, where nothing else is.
    const at = ends[0] + 0.42 * (chosen - ends[0]);
    return (
      <Text x={at + 14} y={Math.max(TOP, heightAt(difference, at) - 22)} tone={role} bold halo>
        your gradient
      </Text>
    );
  }
  const height = heightAt(difference, ends[0] + 50);
  return (
    <Text x={ends[0] + 6} y={height - 9 < 24 ? height + 18 : height - 9} tone={role} bold halo>
      your gradient
    </Text>
  );
}

/** How far the claim stays away from what the chosen step can resolve. */
function Gap({ curve, geometry, chosen }: { curve: StepCurve; geometry: Geometry; chosen: number }): VNode | null {
  const k = curve.steps.indexOf(curve.chosenStep);
  const [gap, floor] = [Number(curve.difference[k]), Number(curve.envelope[k])];
  const orders = Math.floor(Math.log10(gap / Math.max(floor, geometry.low)));
  if (!(orders >= 1)) return null;
  const from = px(geometry.y(gap) + 5);
  const to = px(geometry.y(floor) - 4);
  if (to - from < 30) return null;
  const middle = from + Math.min((to - from) * 0.4, 110);
  const right = chosen - geometry.ends[0] < 155 && geometry.ends[1] - chosen > chosen - geometry.ends[0];
  const textAt = right ? chosen + 11 : chosen - 11;
  return (
    <>
      <path
        d={`M${chosen} ${from}V${to}m-4.5 -6l4.5 6l4.5 -6M${chosen - 4.5} ${from + 6}l4.5 -6l4.5 6`}
        fill="none"
        stroke-width="1.6"
        {...stroke('incorrect')}
      />
      <Text x={textAt} y={middle} anchor={right ? 'start' : 'end'} tone="incorrect" bold halo>
        {`${orders} order${orders === 1 ? '' : 's'} of magnitude`}
      </Text>
      <Text x={textAt} y={middle + 16} anchor={right ? 'start' : 'end'} tone="incorrect" halo>
        no step closes this gap
      </Text>
    </>
  );
}
