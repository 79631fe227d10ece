import type { Effect } from '../effect.ts';
import { misuse } from '../errors.ts';
import type { NoiseLine } from '../estimate/nearby-values.ts';
import { isFloat32 } from '../parameters/float-array.ts';
import { attempted } from '../probe/attempted.ts';
import type { Probe } from '../probe/probe.ts';
import { type Sample, sampleAt } from '../sample.ts';

/** Natural lengths to the point beside: far enough for values in another order to show. */
const BESIDE = 2 ** -4;
/** Relative difference that rounding, another order of summation or the arithmetic of a GPU may make. */
const ROUNDING = 1e-4;
const FLOAT32_ROUNDING = 1e-2;
/** What is smaller may be rounding and nothing else. */
const NOTHING = 1e-4;

/**
 * Holds `valueBatch` against `value`: at the point and, where the function is defined there, at one beside it, in one call. The three
 * evaluations are not counted: a check costs, and says, the same however its values are called for.
 * @param line - where the point beside lies
 * @param values - of the point, in the probe's scale: a function that answers differently each time contradicts any batch
 * @throws GradcheckError ERR_OPTION when they are different functions, or the values are in another order
 */
export function* confirmBatch<P>(
  probe: Probe<P>,
  { direction, resolved }: NoiseLine,
  values: readonly number[],
): Effect<void> {
  if (new Set(values).size > 1) return;
  const value = values[0]!;
  const [here, beside, alone] = [0, BESIDE, BESIDE].map(t => sampleAt(direction, t)) as [Sample, Sample, Sample];
  yield* attempted(probe.evaluate([alone], true));
  const pairs = [[value, here] as const, [alone.value, beside] as const].filter(([one]) => Number.isFinite(one));
  yield* probe.evaluate(pairs.map(([, row]) => row));
  const isNarrow = resolved > 0 || [value, here.value].some(isFloat32);
  const rounding = isNarrow ? FLOAT32_ROUNDING : ROUNDING;
  const size = Math.max(NOTHING * probe.scale, ...pairs.map(([one]) => Math.abs(one)));
  for (const [one, row] of pairs) {
    if (!(Math.abs(one - row.value) > rounding * size)) continue;
    const [single, batched] = [one, row.value].map(v => (v / probe.scale).toPrecision(6));
    throw misuse('ERR_OPTION', {
      what: `valueBatch() returns ${batched} for a point where value() returns ${single}`,
      advice: ['Return one value per point, in their order.'],
    });
  }
}
