import { expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import type { Plan } from '../sample.ts';
import { compareBlocks } from './blocks.ts';
import type { Weights } from './direction.ts';
import { type Compared, LeafDirections } from './leaf-directions.ts';
import { Measurements } from './measurements.ts';

const OFFSET = 1e6;
const outcome = { q: 1, error: 0.1, bound: 0.1, step: 1e-3 };

/** Remembers what would have been noticed in each block of a size, in the end. */
class Watched extends LeafDirections {
  noticeable: number[] = [];
  /** What is found besides in blocks after the first. */
  later: (directions: Watched, from: number) => void = () => {};

  override *compare(from: number, to: number, weights: Weights): Plan<Compared> {
    if (from === 0) this.noticeable = [];
    this.noticeable.push(Number.NaN);
    if (from > 0) this.later(this, from);
    return yield* super.compare(from, to, weights);
  }

  override noticed(found: Compared): number {
    const error = super.noticed(found);
    this.noticeable[this.noticeable.length - 1] = error;
    return error;
  }
}

/** Two blocks and a half are needed. */
function begun(seed: number, later: (directions: Watched, from: number) => void = () => {}) {
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
  directions.later = later;
  return { directions, found: run(compareBlocks(directions)) };
}

it.each([1, 3, 4])('blocks prove together what the bluntest of them does, seed %d', seed => {
  const { directions, found } = begun(seed);
  expect(found.mode).toBe('blocks');
  expect(directions.noticeable.length).toBeGreaterThan(2);
  const [sharpest, bluntest] = [Math.min(...directions.noticeable), Math.max(...directions.noticeable)];
  expect(bluntest).toBeGreaterThan(1.01 * sharpest);
  expect(found.single).toBe(directions.provedBy(bluntest).single);
});

it('where one block gives no verdict, coordinates do', () => {
  const { directions, found } = begun(1, ({ findings }) => {
    findings.undecided = { ...outcome, status: 'inconclusive', reason: 'too-noisy' };
  });
  expect(found.mode).toBe('every-coordinate');
  expect(directions.noticeable).toHaveLength(2);
});

it('no more blocks are compared where those so far have many wrong coordinates', () => {
  const wrong = (count: number) =>
    begun(1, ({ into }, from) => {
      for (let k = from; k < from + count; k++) into.record(k, { ...outcome, status: 'incorrect' });
    });
  const [few, many] = [wrong(4), wrong(40)];
  expect([few.found.mode, many.found.mode]).toEqual(['blocks', 'blocks']);
  expect(few.directions.noticeable.length).toBeGreaterThan(2);
  expect(many.directions.noticeable).toHaveLength(2);
});
