import { type Plan, sampleAt } from '../sample.ts';
import type { NearbyValues } from './nearby-values.ts';
import type { NoiseTable } from './noise-table.ts';
import { fitPolynomial } from './polynomial-fit.ts';

/** A place on the line, and by how much the value is off the straight line there. */
interface Place {
  readonly t: number;
  readonly off: number;
}

/** Halvings at most, and those in a row that leave a change as it is when it is one step. */
const HALVINGS = 12;
const STAYED = 4;
const AS_IT_IS = 0.8;
/** Share of what a cubic leaves on the line below which a change is no step any more. */
const FADED = 2 ** -8;

/**
 * Step of rounding inside the function beside something smooth. Where a line is shorter than the distance of these steps
 * nothing but the smooth part moves, and it looks as if what a wider line shows had been left behind, like a corner or a wave.
 * The interval of the wider line that changes most beside the slope of the shorter one is halved: a step stays, all else fades.
 * @param wide - a line of which a cubic leaves much
 * @param fine - a shorter one of which it leaves little
 * @param ratio - of their spacings: between so many points there are as many steps at most as the shorter line has none of
 * @returns 0 where there is no step, or one that is none of rounding
 */
export function* stepBeside(near: NearbyValues, wide: NoiseTable, fine: NoiseTable, ratio: number): Plan<number> {
  const { slope } = fitPolynomial([0, ...fine.positions], fine.y);
  const placed = (t: number, y: number): Place => ({ t, off: y - near.value - slope * t });
  const places = [0, ...wide.positions].map((t, k) => placed(t, wide.y[k]!)).sort((a, b) => a.t - b.t);
  let [left, right] = [places[0]!, places[1]!];
  const change = (from: Place, to: Place): number => Math.abs(to.off - from.off);
  for (const [k, place] of places.entries()) {
    if (k > 0 && change(places[k - 1]!, place) > change(left, right)) [left, right] = [places[k - 1]!, place];
  }
  let jump = change(left, right);
  // So much is curvature, which a cubic takes out.
  if (jump > ratio * wide.residual) return 0;
  let stayed = 0;
  for (let k = 0; k < HALVINGS && stayed < STAYED && jump > FADED * wide.residual; k++) {
    const sample = sampleAt(near.line.direction, (left.t + right.t) / 2);
    yield [sample];
    const middle = placed(sample.t, near.beside(sample));
    if (change(left, middle) > change(middle, right)) right = middle;
    else left = middle;
    stayed = change(left, right) > AS_IT_IS * jump ? stayed + 1 : 0;
    jump = change(left, right);
  }
  return stayed === STAYED && near.isRoundingBeside(jump) ? jump : 0;
}
