import type { Plan } from '../sample.ts';
import type { NearbyValues } from './nearby-values.ts';
import { entersFlatPiece, isFiniteOn, jumps, type NoiseTable, slopeOf, stepOf } from './noise-table.ts';
import { stepBeside } from './step-beside.ts';
import { unitRoundoff } from './unit-roundoff.ts';

/**
 * Spacing of the points on the first line and its ratio to the next, in natural lengths, by the arithmetic of the values; and how
 * many times wider lines are looked at where all values are equal.
 */
const LADDER = {
  // Wide: rounding inside the function may only show over the distance of the steps that float32 needs.
  float32: { first: 2 ** -5, ratio: 16, lines: 5, drop: 10, wider: [8, 64] },
  float64: { first: 2 ** -21, ratio: 512, lines: 4, drop: 100, wider: [64, 64 ** 2, 64 ** 3] },
} as const;
/** Units of roundoff up to which a residual is that of rounding alone. */
const ROUNDED = { float32: 10, float64: 30 } as const;
/** Up to this many, a residual that is no less than this share of the one before is rounding that has gathered. */
const SETTLED = 64;
const STAYED = 0.4;
/** Lines that are measured at most. */
const ROUNDS = 9;
/** Up to this many different values on a line are steps of rounding seen too closely, or pieces where the function is constant. */
const FEW_VALUES = 4;
/** Spacing of the only line where calls at one point differ. */
const UNSTEADY = 2 ** -6;
/** Share of the values from which on a residual is shape, not noise: a cusp looks the same on every line. */
const SHAPE = 1e-2;
/** Steps up to this share of the values are rounding, without a look at shorter lines. */
const SMALL_STEPS = 1e-6;
/** Lines that show steps and nothing else, while they shrink a million times, where the function jumps. */
const PERSISTENT = 4;
/** On a line so many times wider, steps up to this share of the values are rounding, whatever they look like. */
const WIDER = 64;
const LARGEST_STEPS = 1e-4;
/** Steps that what is left on a line may be of, where one is known. */
const MORE_STEPS = 8;
/** Standard deviation of an error that is uniform over one step, in steps: about 1/√12. */
const UNIFORM = 0.3;

/** Noise of one value, and how much the value changes per unit of t. */
interface LineNoise {
  readonly residual: number;
  readonly slope: number;
  /** Lines that are long enough to show it leave the domain of the function. */
  readonly isHidden?: boolean;
}

/** Noise along lines that get shorter while what a cubic leaves of their values looks too large for rounding. */
export function* descendLadder(near: NearbyValues, deterministic: boolean): Plan<LineNoise> {
  const { resolved } = near.line;
  const first = deterministic ? ladderOf(near).first : UNSTEADY;
  const curves: NoiseTable[] = [];
  const stairs: NoiseTable[] = [];
  let spacing = Math.max(resolved, first);
  let isHidden = false;
  for (let round = 0; round < ROUNDS; round++) {
    if (curves.length > 0 && spacing < resolved) break;
    const before = ladderOf(near);
    const table = yield* near.learn(spacing);
    if (!isFiniteOn(table)) {
      spacing /= 256;
      isHidden = true;
      continue;
    }
    const ladder = ladderOf(near);
    // A value that only happened to be a float32 number: the wide line was in vain.
    const misled = before !== ladder && deterministic;
    spacing = misled ? ladder.first : spacing / ladder.ratio;
    const last = curves.at(-1);
    if (table.levels.length > FEW_VALUES) {
      if (misled) curves.length = 0;
      else if (last && deterministic && ladder.drop * table.residual < last.residual) {
        const step = yield* stepBeside(near, last, table, ladder.ratio);
        // Several numbers may be rounded on the way, and the steps of one were found.
        const residual = Math.max(UNIFORM * step, Math.min(last.residual, MORE_STEPS * step));
        if (step > 0) return { residual, slope: slopeOf(last, residual) };
      }
      curves.push(table);
      if (!deterministic || curves.length === ladder.lines || isRounding(curves, near)) break;
    } else if (last) {
      if (isFlat(table) && !near.float32 && entersFlatPiece(last)) {
        curves.push({ ...last, residual: UNIFORM * (yield* near.stepInside(last)), change: 0 });
      }
      break;
    } else {
      stairs.push(table);
      if (isFlat(table) || ofSteps(stairs) <= SMALL_STEPS * near.magnitude) break;
    }
  }
  if (curves.length > 0) return noiseOfCurves(curves, near, deterministic);
  return { ...(yield* noiseOfStairs(stairs, near, first)), isHidden };
}

// Where the point is stored in float32 the function may round to it inside, whatever its last sum does.
const ladderOf = ({ float32, isNarrow }: NearbyValues): (typeof LADDER)[keyof typeof LADDER] =>
  LADDER[float32 || isNarrow ? 'float32' : 'float64'];

const isFlat = ({ levels }: NoiseTable): boolean => levels.length === 1;

/** Whether what the last curve leaves is rounding. */
function isRounding(curves: readonly NoiseTable[], { float32, magnitude }: NearbyValues): boolean {
  const [before, { residual }] = [curves.at(-2), curves.at(-1)!];
  const roundoff = unitRoundoff(float32) * magnitude;
  if (residual <= ROUNDED[float32 ? 'float32' : 'float64'] * roundoff) return true;
  return residual <= SETTLED * roundoff && before !== undefined && residual > STAYED * before.residual;
}

function noiseOfCurves(curves: readonly NoiseTable[], near: NearbyValues, deterministic: boolean): LineNoise {
  const last = curves.at(-1)!;
  const noisiest = afterLastDrop(curves, ladderOf(near).drop);
  const noise = deterministic && noisiest.residual > SHAPE * near.magnitude ? last : noisiest;
  // What stays while lines get shorter may be a jump at the point.
  const isJump = noise === last && curves.length > 2 && jumps(last);
  return { residual: isJump ? 0 : noise.residual, slope: slopeOf(noise, noise.residual) };
}

/**
 * Rounding stays as lines get shorter, or fades slowly where it is rounding of something inside; curvature, kinks and
 * oscillation drop at once. What is left after the last drop is noise, and as large as it ever was since.
 */
function afterLastDrop(curves: readonly NoiseTable[], drop: number): NoiseTable {
  let noisiest = curves[0]!;
  curves.forEach((curve, k) => {
    const dropped = k > 0 && drop * curve.residual < curves[k - 1]!.residual;
    if (dropped || curve.residual > noisiest.residual) noisiest = curve;
  });
  return noisiest;
}

const ofSteps = (tables: readonly NoiseTable[]): number => UNIFORM * Math.min(...tables.map(stepOf));

/** Where lines show a few levels instead of a curve. */
function* noiseOfStairs(stairs: readonly NoiseTable[], near: NearbyValues, first: number): Plan<LineNoise> {
  const last = stairs.at(-1);
  if (!last) return { residual: 0, slope: 0 };
  const slope = slopeOf(last, last.residual);
  const steps = ofSteps(stairs);
  // Steps that stay are no rounding: the function jumps at the point.
  if (!isFlat(last)) {
    return { residual: stairs.length < PERSISTENT ? steps : UNIFORM * (yield* near.stepInside(stairs[0]!)), slope };
  }
  if (stairs.length === 1) return { residual: yield* coarserSteps(near, last.spacing, 1), slope };
  // A step that is gone further in: one of many alike, or a jump or a corner beside the point.
  const wide = yield* coarserSteps(near, first, FEW_VALUES);
  if (wide > 0 && wide <= 3 * steps) return { residual: wide, slope };
  return { residual: UNIFORM * (yield* near.stepInside(stairs[0]!)), slope };
}

/** All values are equal: are these steps of rounding that wider lines show, as more than `few` values? */
function* coarserSteps(near: NearbyValues, spacing: number, few: number): Plan<number> {
  for (const wider of ladderOf(near).wider) {
    const table = yield* near.at(wider * spacing);
    if (!isFiniteOn(table)) return 0;
    if (table.levels.length <= few) continue;
    const noise = table.levels.length > FEW_VALUES ? table.residual : ofSteps([table]);
    if (wider === WIDER && noise <= LARGEST_STEPS * near.magnitude) return noise;
    const inside = yield* near.stepInside(table);
    if (inside > 0) return UNIFORM * inside;
  }
  return 0;
}
