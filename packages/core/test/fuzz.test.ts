import { expect, it } from 'vitest';
import { trial, vectorTrial } from '../fuzz/promises.ts';

// The same programs at every run: `npm run fuzz` draws new ones.
it('keeps both promises on random programs with exact gradients', () => {
  const trials = Array.from({ length: 500 }, (_, seed) => trial(seed));
  const failures = trials.flatMap(({ failures }) => failures).filter(({ kind }) => kind !== 'invisible');
  expect(failures).toEqual([]);
  const noticed = trials.filter(({ spoiled }) => spoiled?.verdict === 'incorrect').length;
  expect(noticed).toBeGreaterThan(200);
  const float64 = trials.filter(({ precision, right }) => precision === 'float64' && right);
  expect(float64.filter(({ right }) => right?.verdict === 'correct').length).toBeGreaterThan(0.95 * float64.length);
});

it('keeps both promises on programs of several outputs', () => {
  const trials = Array.from({ length: 150 }, (_, seed) => vectorTrial(seed));
  const failures = trials.flatMap(({ failures }) => failures).filter(({ kind }) => kind !== 'invisible');
  expect(failures).toEqual([]);
  expect(trials.filter(({ spoiled }) => spoiled?.verdict === 'incorrect').length).toBeGreaterThan(60);
  expect(trials.filter(({ right }) => right?.verdict === 'correct').length).toBeGreaterThan(100);
});

it('replays a program by its seed', () => {
  const { right, spoiled } = trial(7);
  const again = trial(7);
  const timeless = (check: typeof right) => check && { ...check, cost: { ...check.cost, milliseconds: 0 } };
  expect(timeless(again.right)).toEqual(timeless(right));
  expect(timeless(again.spoiled)).toEqual(timeless(spoiled));
});
