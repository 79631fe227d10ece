import type { Effect } from '../effect.ts';
import { toJsonNumber } from '../json-number.ts';
import { coordinateLabel } from '../parameters/paths.ts';
import { STATUS } from '../plan/measurements.ts';
import { alongDiscrepancy, measureCurve } from '../plan/step-curve.ts';
import { entryOf } from '../result/coordinates.ts';
import { buildStepCurve, curveLabel } from '../result/step-curve.ts';
import type { WorstOfLeaf } from '../result/worst-of-leaf.ts';
import type { InconclusiveEvidence, StepCurve } from '../types.ts';

/** Coordinates that a curve moves together. */
const TOGETHER = 64;

/**
 * Error against step size for one leaf: of the single wrong coordinate, or of up to 64 coordinates moved together so that their
 * discrepancies add up.
 */
export function* measureEvidence<P>({ claim, result }: WorstOfLeaf<P>): Effect<StepCurve | undefined> {
  const { comparison, probe } = claim;
  const { leaf, measurements } = result;
  if (!comparison || measurements.size === 0) return undefined;
  const spacing = result.directions === undefined ? 'dense' : 'sparse';
  const rows = measurements.coordinates
    .map((coordinate, row) => ({ coordinate, row, q: measurements.q[row]! }))
    // At a corner a valid subgradient differs from every central difference: it says nothing about the others.
    .filter(({ q }) => Number.isFinite(q))
    .filter(
      ({ coordinate, row }) => !measurements.kinks.has(coordinate) || measurements.status[row] === STATUS.incorrect,
    );
  const wrong = rows.filter(({ row }) => measurements.status[row] === STATUS.incorrect);
  if (wrong.length === 1 || rows.length === 1) {
    const { coordinate } = wrong[0] ?? rows[0]!;
    const line = leaf.coordinate(coordinate);
    const curve = yield* probe.run(measureCurve(line, comparison.landscape, leaf.lengthOf(coordinate), spacing));
    return buildStepCurve(
      coordinateLabel(leaf.leaf.path, entryOf(result, coordinate), leaf.leaf.shape),
      curve,
      line.slope,
    );
  }
  const chosen = (wrong.length > 0 ? wrong : rows).sort((a, b) => Math.abs(b.q) - Math.abs(a.q)).slice(0, TOGETHER);
  if (chosen.length === 0) return undefined;
  const line = alongDiscrepancy(
    leaf,
    chosen.map(({ coordinate }) => coordinate),
    chosen.map(({ q }) => q),
  );
  const unit = chosen.reduce((sum, { coordinate }) => sum + leaf.lengthOf(coordinate), 0) / chosen.length;
  const curve = yield* probe.run(measureCurve(line, comparison.landscape, unit, spacing));
  // Claims may cancel along the direction; their sizes do not.
  const size = chosen.reduce((sum, { coordinate, q }) => sum + Math.abs(leaf.slopeOf(coordinate) + q), 0);
  return buildStepCurve(curveLabel(leaf), curve, size);
}

/** Of a slope that grows without limit: how it grows as the step shrinks, measured at the coordinate that is blamed. */
export function* measureSlopes<P>(
  evidence: InconclusiveEvidence,
  worst: readonly WorstOfLeaf<P>[],
): Effect<InconclusiveEvidence> {
  if (evidence.reason !== 'infinite-slope') return evidence;
  const blamed = worst.find(({ result }) => result.reason === evidence.reason);
  const [coordinate] = blamed ? [...blamed.result.measurements.reasons.keys()] : [];
  if (!blamed?.claim.comparison || coordinate === undefined) return evidence;
  const { leaf } = blamed.result;
  const { comparison, probe } = blamed.claim;
  const line = leaf.coordinate(coordinate);
  const curve = yield* probe.run(measureCurve(line, comparison.landscape, leaf.lengthOf(coordinate)));
  if (curve.steps.length < 4) return evidence;
  // A claim that is not finite has no discrepancy to add: nothing is drawn then.
  const slopes = curve.discrepancy.map(q => toJsonNumber(leaf.claimOf(coordinate) + leaf.toUser(coordinate, q)));
  return { ...evidence, steps: curve.steps, slopes };
}
