import type { RecordedCheck } from '@gradcheck/core';
import { scaleLog } from 'd3-scale';
import type { VNode } from 'preact';
import { outcomeOf } from '../run/outcome.ts';
import { powerOfTen } from './numbers.ts';

const [WIDTH, HEIGHT] = [720, 150];
const [LEFT, RIGHT, BASE] = [14, 590, 112];

/** Where a check stands: what it proved, or how far it is off. */
export function standing({ check }: RecordedCheck): number {
  if (!check) return Number.NaN;
  if (check.verdict === 'correct') return Number(check.resolution);
  return Math.max(...check.parameters.map(p => Number(p.largestRelativeError)).filter(Number.isFinite), 0);
}

/** One axis, a dot per check: correct ones at their resolution, incorrect ones at their error, the rest in a slot of their own. */
export function Overview({
  checks,
}: {
  checks: readonly { readonly id: string; readonly recorded: RecordedCheck }[];
}): VNode {
  const x = scaleLog([1e-14, 10], [LEFT, RIGHT]).clamp(true);
  const required = checks.find(({ recorded }) => recorded.check)?.recorded.check?.requiredResolution ?? 0.01;
  const radius = checks.length > 300 ? 2 : 5;
  const stacks = new Map<number, number>();
  const dots = checks.slice(0, 2000).map(({ id, recorded }) => {
    const outcome = outcomeOf(recorded);
    const undecided = outcome === 'inconclusive' || outcome === 'misuse';
    const value = standing(recorded);
    const at = undecided ? (RIGHT + WIDTH) / 2 + 4 : x(Number.isFinite(value) ? Math.max(1e-14, value) : 10);
    const bin = Math.round(at / (2 * radius + 1));
    const level = stacks.get(bin) ?? 0;
    stacks.set(bin, level + 1);
    const step = Math.min(2 * radius + 1, 90 / Math.max(1, level + 1));
    return { id, outcome, undecided, cx: bin * (2 * radius + 1), cy: BASE - 8 - level * step };
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="Every check on one axis of relative error">
      <rect
        x={RIGHT + 14}
        y="16"
        width={WIDTH - RIGHT - 18}
        height={BASE - 14}
        fill="#fbf3e0"
        class="f-warnbg"
        rx="6"
      />
      <line x1={LEFT} x2={RIGHT} y1={BASE} y2={BASE} stroke="#999" class="s-axis" />
      <line x1={x(required)} x2={x(required)} y1="16" y2={BASE} stroke="#555" class="s-axis" stroke-width="1.5" />
      {[-14, -12, -10, -8, -6, -4, -2, 0].map(e => (
        <text key={e} x={x(10 ** e)} y={BASE + 16} text-anchor="middle" font-size="12">
          {powerOfTen(e)}
        </text>
      ))}
      <text x={LEFT} y="12" font-size="12" class="t-good">
        correct: proved to this relative error
      </text>
      <text x={RIGHT} y="12" text-anchor="end" font-size="12" class="t-bad">
        incorrect: off by this much
      </text>
      <text x={(RIGHT + WIDTH) / 2 + 4} y="12" text-anchor="middle" font-size="12">
        no verdict
      </text>
      <text x={x(required)} y={BASE + 32} text-anchor="middle" font-size="12">
        required
      </text>
      <text x={LEFT} y={BASE + 32} font-size="12">
        relative error
      </text>
      {dots.map(({ id, outcome, undecided, cx, cy }) => (
        <a key={id} href={`#/${id}`} tabindex={-1} aria-label={id}>
          <circle
            cx={cx}
            cy={cy}
            r={radius}
            fill={undecided ? '#875a00' : outcome === 'incorrect' ? '#c2271d' : '#17703f'}
            class={undecided ? 'f-warn' : outcome === 'incorrect' ? 'f-bad' : 'f-good'}
          />
          {outcome === 'incorrect' && radius > 3 && (
            <path d={`M${cx - 2} ${cy - 2}l4 4m0 -4l-4 4`} stroke="#fff" stroke-width="1.4" />
          )}
        </a>
      ))}
    </svg>
  );
}
