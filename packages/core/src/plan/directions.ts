import type { Plan } from '../sample.ts';
import { compareBlocks, coordinatesInstead } from './blocks.ts';
import type { ComparedLeaf, Comparison } from './comparison.ts';
import type { DirectionFindings } from './direction-findings.ts';
import { LeafDirections } from './leaf-directions.ts';
import type { Measurements } from './measurements.ts';

/**
 * Random signed directions over a whole leaf. Where the noise hides a single wrong coordinate in them they are measured with
 * many steps, and where that is not enough the leaf is divided into blocks. A direction that disagrees is halved down to the
 * coordinates that are wrong.
 * @param required - relative error of a single coordinate that should be noticed
 */
export function* compareDirections(
  comparison: Comparison,
  leaf: ComparedLeaf,
  required: number,
  seed: number,
  into: Measurements,
  blocksAllowed: boolean,
): Plan<DirectionFindings> {
  const directions = new LeafDirections(comparison, leaf, required, seed, into);
  const { findings } = directions;
  yield* directions.compareLeaf();
  if (findings.incorrect) return findings;
  // Lines across many kinks or steps say less than coordinates do.
  if (findings.undecided) return blocksAllowed ? coordinatesInstead(directions) : findings;
  if (directions.isProved() || directions.scales.norm === 0) return findings;
  yield* directions.refineLeaf();
  return directions.isProved() || !blocksAllowed ? findings : yield* compareBlocks(directions);
}
