import { describe, expect, it } from 'vitest';
import { Lengths } from '../estimate/lengths.ts';
import { readPoint } from '../parameters/point.ts';
import type { FloatArray } from '../parameters/types.ts';
import { alongListed, alongRange, directionOf, RandomWeights } from '../plan/direction.ts';
import { CHUNK, type Direction, sampleAt } from '../sample.ts';
import { Placement } from './placement.ts';

const wave = (count: number, size: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => size * Math.sin(k + 1));

/** Bit for bit; to print thousands of entries would help nobody. */
const isSame = (a: FloatArray, b: FloatArray): boolean => a.every((value, i) => Object.is(value, b[i]));

/** Everything that a point of two parameters needs to be moved. */
function pointOf(size: number) {
  const point = readPoint(
    { W: wave(3 * CHUNK + 5, size), b: wave(CHUNK - 1, 1) },
    { wrt: undefined, bounds: {}, structure: {} },
  );
  const placement = new Placement(point);
  placement.claimed = point.leaves.map(({ values }) => values.map(Math.cos));
  const lengths = new Lengths(point.leaves).together;
  const along = (seed: number): Direction =>
    directionOf(point.leaves.map((leaf, k) => alongRange(leaf, k, 0, leaf.size, new RandomWeights(seed + k), lengths)));
  return { point, placement, along };
}

/** What a sample moves to, entry by entry, with nothing kept from any other. */
function expected({ point, placement }: ReturnType<typeof pointOf>, { parts }: Direction, t: number) {
  const data = point.leaves.map(({ values }) => values.slice());
  let [linear, width] = [0, 0];
  for (const part of parts) {
    const components = new Float64Array(part.count);
    part.fill(components, 0, part.count);
    for (const [k, component] of components.entries()) {
      const entry = part.indices?.[k] ?? part.first + k;
      const values = point.leaves[part.leaf]!.values;
      data[part.leaf]![entry] = values[entry]! + t * component;
      const moved = data[part.leaf]![entry]! - values[entry]!;
      linear += placement.claimed[part.leaf]![entry]! * moved;
      width += Math.abs(moved);
    }
  }
  return { data, linear, width };
}

describe.each([1, 1e-200, 1e-42, 1e200])('a direction over parameters of size %d and 1', size => {
  const moving = pointOf(size);
  const { point, placement, along } = moving;
  const workspace = point.workspace();
  const displaced = (direction: Direction, t: number): { data: FloatArray[]; linear: number; width: number } => {
    const sample = sampleAt(direction, t);
    expect(placement.displace(workspace, sample)).toBe(true);
    const data = workspace.data.map(values => values.slice());
    placement.restore(workspace, sample);
    expect(workspace.data.every((values, k) => isSame(values, point.leaves[k]!.values))).toBe(true);
    return { data, linear: sample.linear, width: sample.width * direction.length };
  };

  it('moves every entry by its component, at the first sample and at those that follow', () => {
    const [one, other] = [along(1), along(2)];
    const few = directionOf([alongListed(point.leaves[1]!, 1, [0, 7, 8], j => 0.1 * (j + 1))]);
    for (const [direction, t] of [
      [one, 1e-3],
      [one, -1e-3],
      [few, 0.5],
      [one, 2 ** -7],
      [other, 2 ** -7],
      [other, -0.3],
      [one, 1],
    ] as const) {
      const found = displaced(direction, t);
      const wanted = expected(moving, direction, t);
      expect(found.data.every((values, k) => isSame(values, wanted.data[k]!))).toBe(true);
      expect(found.linear / wanted.linear).toBeCloseTo(1, 9);
      expect(found.width / wanted.width).toBeCloseTo(1, 9);
    }
  });
});
