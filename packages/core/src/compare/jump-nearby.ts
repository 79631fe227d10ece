import { type Plan, sampleAt } from '../sample.ts';
import { jittered } from './jittered.ts';
import type { Line } from './line.ts';

const POINTS = 12;
/** A corner or a bend is this often half of itself, a jump stays. */
const HALVINGS = 6;
const REMAINS = 0.5;

/** A point on the line: the value there, less the claimed change. */
interface Spot {
  readonly t: number;
  readonly y: number;
}

function* spotsAt({ claim }: Line, positions: readonly number[]): Plan<Spot[]> {
  const samples = positions.map(t => sampleAt(claim.direction, t));
  yield samples;
  return samples.map(({ t, width, value, linear }) => ({ t: Math.sign(t) * width, y: value - linear }));
}

/**
 * Size of the largest jump of the function within `reach` of the point, 0 where there is none: what its values do beside the
 * slope that they have at the point is narrowed down by halving.
 * @param discrepancy - that slope less the claimed one
 */
export function* jumpWithin(line: Line, reach: number, discrepancy: number): Plan<number> {
  const positions = jittered(POINTS, 29);
  const spots = yield* spotsAt(
    line,
    positions.map(position => reach * position),
  );
  const change = (a: Spot, b: Spot): number => Math.abs(b.y - a.y - discrepancy * (b.t - a.t));
  let [left, right] = [spots[0]!, spots[1]!];
  for (let k = 2; k < POINTS; k++) {
    if (change(spots[k - 1]!, spots[k]!) > change(left, right)) [left, right] = [spots[k - 1]!, spots[k]!];
  }
  const first = change(left, right);
  for (let k = 0; k < HALVINGS; k++) {
    const [middle] = yield* spotsAt(line, [(left.t + right.t) / 2]);
    if (change(left, middle!) > change(middle!, right)) right = middle!;
    else left = middle!;
  }
  const found = change(left, right);
  return found >= REMAINS * first ? found : 0;
}
