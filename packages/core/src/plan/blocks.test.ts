import { expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import type { Plan } from '../sample.ts';
import { compareBlocks } from './blocks.ts';
import type { Weights } from './direction.ts';
import { type Compared, LeafDirections } from './leaf-directions.ts';
import { Measurements } from './measurements.ts';

const OFFSET = 1e6;

/** Remembers what would have been noticed in each block of a size, in the end. */
class Watched extends LeafDirections {
  noticeable: number[] = [];

  override *compare(from: number, to: number, weights: Weights): Plan<Compared> {
    if (from === 0) this.noticeable = [];
    this.noticeable.push(Number.NaN);
    return yield* super.compare(from, to, weights);
  }

  override noticed(found: Compared): number {
    const error = super.noticed(found);
    this.noticeable[this.noticeable.length - 1] = error;
    return error;
  }
}

it.each([1, 3, 4])('blocks prove together what the bluntest of them does, seed %d', seed => {
  const values = Array.from({ length: 1000 }, (_, k) => 1 + 0.3 * Math.sin(k));
  const { comparison, leaves, run } = compared(
    [{ values, claimed: values.map(Math.cos) }],
    x => OFFSET + Array.from(x!).reduce((sum, v) => sum + Math.sin(v), 0),
    { sigma: OFFSET * 2 ** -53 },
  );
  const directions = new Watched(comparison, leaves[0]!, 2e-5, seed, new Measurements());
  run(directions.compareLeaf());
  run(directions.refineLeaf());
  expect(directions.isProved()).toBe(false);
  const found = run(compareBlocks(directions));
  expect(found.mode).toBe('blocks');
  expect(directions.noticeable.length).toBeGreaterThan(2);
  const [sharpest, bluntest] = [Math.min(...directions.noticeable), Math.max(...directions.noticeable)];
  expect(bluntest).toBeGreaterThan(1.01 * sharpest);
  expect(found.single).toBe(directions.provedBy(bluntest).single);
});
