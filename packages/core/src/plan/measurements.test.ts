import { expect, it } from 'vitest';
import { Measurements, STATUS } from './measurements.ts';

const outcome = { status: 'correct', q: 1, error: 2, bound: 3, step: 4 } as const;

it('keeps the last outcome of every coordinate, in the order of the first', () => {
  const found = new Measurements();
  const columns = [found.coordinates, found.q, found.error, found.bound, found.step, found.noise, found.status];
  expect([found.size, ...columns.flat()]).toEqual([0]);
  found.record(7, { ...outcome, noise: 5 });
  found.record(3, { ...outcome, status: 'inconclusive', reason: 'too-noisy' });
  found.record(5, { ...outcome, status: 'incorrect', kink: { left: -1, right: 1, margin: 0 } });
  expect([found.size, found.coordinates, found.rowOf(3), found.rowOf(4)]).toEqual([3, [7, 3, 5], 1, undefined]);
  expect([found.q, found.error, found.bound, found.step]).toEqual([
    [1, 1, 1],
    [2, 2, 2],
    [3, 3, 3],
    [4, 4, 4],
  ]);
  expect(found.noise).toEqual([5, 0, 0]);
  expect([found.count(STATUS.correct), found.count(STATUS.incorrect), found.count(STATUS.inconclusive)]).toEqual([
    1, 1, 1,
  ]);
  expect([[...found.reasons.keys()], [...found.kinks.keys()]]).toEqual([[3], [5]]);

  found.record(3, { ...outcome, q: 9 });
  found.record(5, outcome);
  expect([found.size, found.q, found.count(STATUS.correct)]).toEqual([3, [1, 9, 1], 3]);
  expect([found.reasons.size, found.kinks.size]).toEqual([0, 0]);
});

it.each([[[0, 1, 2, 3]], [[0, 1, 3, 2, 4]], [[2, 0, 1]], [[0, 2, 1, 3, 2, 0]]])(
  'knows the row of every coordinate, in whatever order they come: %j',
  order => {
    const found = new Measurements();
    for (const [k, coordinate] of order.entries()) found.record(coordinate, { ...outcome, q: k });
    expect(found.coordinates).toEqual([...new Set(order)]);
    for (const coordinate of order) {
      const row = found.rowOf(coordinate)!;
      expect([found.coordinates[row], found.q[row]]).toEqual([coordinate, order.lastIndexOf(coordinate)]);
    }
    expect(found.rowOf(9)).toBeUndefined();
  },
);
