import type { Verdict } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { Tone } from '../data/list-item.ts';
import { powerOfTen } from '../numbers.ts';
import { beeswarm } from './beeswarm.ts';
import { decades } from './decades.ts';
import { along, errorAxis } from './error-axis.ts';
import { Figure } from './figure.tsx';
import { dots, fill, px, stroke } from './ink.ts';
import { Text } from './text.tsx';

export interface Mark {
  readonly id: string;
  readonly verdict: Verdict;
  readonly tone: Tone;
  /** Relative error proved (correct) or off by (incorrect). */
  readonly standing: number;
}

export interface OverviewLayout {
  readonly width: number;
  readonly narrow: boolean;
  /** Height of the ground that the dots stand on. */
  readonly ground: number;
  /** Ends of the axis, and of the slots for what has no place on it. */
  readonly axis: readonly [number, number];
  readonly undecided: readonly [number, number];
  /** Correct where no relative error could show: the derivative vanishes, or the point is a corner. Absent when there is none. */
  readonly blind?: readonly [number, number];
  readonly radius: number;
  /** Place of every dot that is drawn, with the index of its mark. */
  readonly places: readonly { readonly mark: number; readonly x: number; readonly y: number }[];
  /** Bars of those that are as they should be, when there are too many for dots. */
  readonly bars: readonly Bar[];
}

interface Bar {
  readonly tone: 'correct' | 'expected';
  readonly x: number;
  /** Lower end, px. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const TOP = 20;
/** From here on, and where dots would be smaller than this, px, those that are as they should be are a histogram. */
const [DOTS, SMALLEST] = [300, 2.2];
const BINS = 60;

/** Where everything stands; also what a click is held against. */
export function overviewLayout(marks: readonly Mark[], width: number): OverviewLayout {
  const narrow = width < 520;
  const ground = narrow ? 126 : 110;
  const gap = narrow ? 8 : 9;
  const undecided = [width - (narrow ? 60 : 88), width - 1] as const;
  const blindEnd = undecided[0] - gap;
  const blind = marks.some(isBlind) ? ([blindEnd - (narrow ? 76 : 88), blindEnd] as const) : undefined;
  const axis = [1, (blind ?? undecided)[0] - gap] as const;
  const scale = errorAxis(axis[0] + 14, axis[1] - 14);
  const barred = barsOf(marks, scale, ground, ground - TOP - 10);
  for (let radius = narrow ? 4.6 : 5.4; ; radius *= 0.8) {
    const bars = marks.length >= DOTS || radius < SMALLEST ? barred : [];
    const shown = marks
      .map((mark, k) => ({ ...mark, k }))
      .filter(({ tone, standing }) => bars.length === 0 || isAlarm(tone) || Number.isNaN(standing));
    const swarm = (some: typeof shown, xs: readonly number[]): OverviewLayout['places'] =>
      beeswarm(xs, radius + 0.4).map(({ x, height }, k) => ({ mark: some[k]!.k, x, y: ground - 3 - height }));
    const measured = shown.filter(({ standing }) => !Number.isNaN(standing));
    // Without a place on the axis they stand side by side.
    const beside = (some: typeof shown, [from, to]: readonly [number, number]): OverviewLayout['places'] => {
      const columns = Math.min(6, Math.ceil(some.length / 4));
      const columnOf = (k: number): number => ((k % columns) - (columns - 1) / 2) * 2 * (radius + 0.4);
      return swarm(
        some,
        some.map((_, k) => (from + to) / 2 + columnOf(k)),
      );
    };
    const places = [
      ...swarm(
        measured,
        measured.map(({ standing }) => along(scale, standing)),
      ),
      ...beside(shown.filter(isUndecided), undecided),
      ...(blind ? beside(shown.filter(isBlind), blind) : []),
    ];
    const fits = places.every(({ y }) => y > TOP + radius);
    if (fits || radius < 1)
      return {
        ...{ width, narrow, ground, axis, undecided, radius, bars },
        ...(blind ? { blind } : {}),
        places: fits ? places : folded(places),
      };
  }
}

const isUndecided = ({ verdict, standing }: Mark): boolean => Number.isNaN(standing) && verdict === 'inconclusive';
const isBlind = ({ verdict, standing }: Mark): boolean => Number.isNaN(standing) && verdict !== 'inconclusive';

const isAlarm = (tone: Tone): boolean => tone === 'incorrect' || tone === 'inconclusive';

/** More dots of a kind than the figure is high: those on top stand on the highest line. */
const folded = (places: OverviewLayout['places']): OverviewLayout['places'] =>
  places.map(place => ({ ...place, y: Math.max(TOP + 2, place.y) }));

/** Counts along the axis: the correct ones on the ground, the expected mistakes on top of them. */
function barsOf(marks: readonly Mark[], scale: ReturnType<typeof errorAxis>, ground: number, room: number): Bar[] {
  const [from, to] = scale.range() as [number, number];
  const width = (to - from) / BINS;
  const counts = (['correct', 'expected'] as const).map(tone => {
    const bins = new Array<number>(BINS).fill(0);
    for (const mark of marks) {
      if (mark.tone !== tone || Number.isNaN(mark.standing)) continue;
      bins[Math.min(BINS - 1, Math.floor((along(scale, mark.standing) - from) / width))]!++;
    }
    return { tone, bins };
  });
  const [correct, expected] = counts.map(({ bins }) => bins) as [number[], number[]];
  const tallest = Math.max(1, ...correct.map((n, k) => n + expected[k]!));
  const heightOf = (n: number): number => (n === 0 ? 0 : Math.max(2, (n / tallest) * room));
  return counts.flatMap(({ tone, bins }) =>
    bins.flatMap((n, k): Bar[] => {
      const y = tone === 'correct' ? ground : ground - heightOf(correct[k]!);
      return n === 0 ? [] : [{ tone, x: from + k * width, y, width, height: heightOf(n) }];
    }),
  );
}

/** Every check on one axis: correct ones at what they proved, incorrect ones at what they are off by. */
export function Overview({
  marks,
  layout,
  required,
  current,
}: {
  marks: readonly Mark[];
  layout: OverviewLayout;
  /** Resolution required to call a gradient correct. */
  required: number;
  current?: string | undefined;
}): VNode {
  const { width, narrow, ground, axis, undecided, blind, radius, places, bars } = layout;
  const scale = errorAxis(axis[0] + 14, axis[1] - 14);
  const of = (wanted: (mark: Mark) => boolean): [number, number][] =>
    places.filter(({ mark }) => wanted(marks[mark]!)).map(({ x, y }) => [x, y]);
  const rule = px(scale(required));
  const selected = marks.findIndex(({ id }) => id === current);
  // Within a bar it has no dot of its own.
  const chosen = places.find(({ mark }) => mark === selected) ?? {
    x: along(scale, marks[selected]?.standing ?? 0),
    y: ground,
  };
  const arm = radius * 0.42;
  const crosses = of(({ verdict }) => verdict === 'incorrect').map(
    ([x, y]) =>
      `M${px(x - arm)} ${px(y - arm)}l${px(2 * arm)} ${px(2 * arm)}m0 ${px(-2 * arm)}l${px(-2 * arm)} ${px(2 * arm)}`,
  );
  const ticks = decades(1e-14, 10, narrow ? 5 : 9).filter(e => e % (narrow ? 4 : 2) === 0);
  const tones = new Set(marks.map(({ tone }) => tone));
  const isPlanted = tones.has('expected') && !tones.has('incorrect');
  const slot = ([from, to]: readonly [number, number], role: 'correct-ground' | 'inconclusive-ground') => (
    <rect x={from} y={TOP} width={to - from} height={ground - TOP} rx="6" {...fill(role)} />
  );
  const ruleEnds = rule + (narrow ? 30 : 92) > axis[1];
  return (
    <Figure class="overview" width={width} height={ground + 36} label={summaryOf(marks)}>
      <rect x={axis[0]} y={TOP} width={axis[1] - axis[0]} height={ground - TOP} rx="6" {...fill('paper')} />
      <path
        d={decades(1e-14, 10, 9)
          .slice(1)
          .map(e => `M${px(scale(10 ** e))} ${TOP}V${ground}`)
          .join('')}
        {...stroke('line')}
      />
      <rect
        x={axis[0]}
        y={TOP}
        width={axis[1] - axis[0]}
        height={ground - TOP}
        rx="6"
        fill="none"
        {...stroke('line')}
      />
      {blind && slot(blind, 'correct-ground')}
      {slot(undecided, 'inconclusive-ground')}
      <path d={`M${rule} ${TOP}V${ground}`} stroke-width="1.6" {...stroke('ink')} />
      {(['correct', 'expected'] as const).map(role => (
        <path
          key={role}
          d={bars
            .filter(({ tone }) => tone === role)
            .map(b => `M${px(b.x + 0.5)} ${px(b.y)}v${px(-b.height)}h${px(b.width - 1)}v${px(b.height)}z`)
            .join('')}
          {...fill(role)}
        />
      ))}
      {(['correct', 'expected', 'incorrect', 'inconclusive'] as const).map(role => (
        <path
          key={role}
          d={dots(of(({ tone }) => tone === role))}
          stroke-width={px(2 * radius)}
          stroke-linecap="round"
          {...stroke(role)}
        />
      ))}
      {radius > 2.5 && <path d={crosses.join('')} fill="none" stroke-width={px(radius * 0.3)} {...stroke('paper')} />}
      {selected >= 0 && (
        <circle
          cx={px(chosen.x)}
          cy={px(chosen.y)}
          r={px(radius + 2.5)}
          fill="none"
          stroke-width="1.5"
          {...stroke('ink')}
        />
      )}
      <Text x={axis[0] + 2} y={12} tone="correct">
        {narrow ? 'correct, proved to' : 'correct: proved to this relative error'}
      </Text>
      <Text x={axis[1] - 2} y={12} tone={isPlanted ? 'expected' : 'incorrect'} anchor="end">
        {narrow ? 'off by' : `incorrect${isPlanted ? ', as expected' : ''}: off by this much`}
      </Text>
      {blind && (
        <Text x={(blind[0] + blind[1]) / 2} y={12} tone="correct" anchor="middle">
          no resolution
        </Text>
      )}
      <Text x={(undecided[0] + undecided[1]) / 2} y={12} tone="inconclusive" anchor="middle">
        no verdict
      </Text>
      {ticks.map(e => (
        <Text key={e} x={scale(10 ** e)} y={ground + 16} anchor="middle" size={11.5}>
          {powerOfTen(e)}
        </Text>
      ))}
      <Text x={axis[0] + 2} y={ground + 33}>
        relative error
      </Text>
      <Text x={ruleEnds ? axis[1] : rule} y={ground + 33} anchor="end">
        {narrow ? 'required' : 'at least this fine to call it correct'}
      </Text>
    </Figure>
  );
}

function summaryOf(marks: readonly Mark[]): string {
  const of = (verdict: Verdict): number => marks.filter(mark => mark.verdict === verdict).length;
  const planted = marks.filter(({ tone }) => tone === 'expected').length;
  const blind = marks.filter(isBlind).length;
  return `Every check on one axis of relative error: ${of('correct')} correct${blind > 0 ? ` (${blind} without a resolution)` : ''}, ${of('incorrect')} incorrect${planted > 0 ? ` (${planted} as expected)` : ''}, ${of('inconclusive')} without a verdict. The list below holds the same.`;
}
