import { describe, expect, it } from 'vitest';
import { unitLine } from '../test/drive-plan.ts';
import { directionOf } from './plan/direction.ts';
import { lockstep, type Plan, type Sample, sampleAt } from './sample.ts';

function* asking(name: string, ...rounds: number[]): Plan<string> {
  const seen: number[] = [];
  for (const size of rounds) {
    const samples = Array.from({ length: size }, (_, k) => sampleAt(unitLine, k + 1));
    yield samples;
    seen.push(...samples.map(sample => sample.value));
  }
  return `${name}:${seen.join()}`;
}

describe('lockstep', () => {
  it('asks for the samples of all plans together, and keeps their order', () => {
    const together = lockstep([asking('a', 1, 2), asking('b'), asking('c', 2)]);
    const sizes: number[] = [];
    let step = together.next();
    while (!step.done) {
      sizes.push(step.value.length);
      for (const [k, sample] of step.value.entries()) (sample as Sample).value = 10 * sizes.length + k;
      step = together.next();
    }
    expect(sizes).toEqual([3, 2]);
    expect(step.value).toEqual(['a:10,20,21', 'b:', 'c:11,12']);
  });

  it('of nothing asks for nothing', () => {
    expect(lockstep([]).next()).toEqual({ done: true, value: [] });
  });
});

it('a sample has no value until somebody gives it one', () => {
  expect(sampleAt(unitLine, 0.5)).toEqual({ direction: unitLine, t: 0.5, value: Number.NaN, linear: 0, width: 0 });
});

it('the length of a direction is the sum of its components, chunk by chunk', () => {
  const part = {
    leaf: 0,
    count: 3000,
    first: 0,
    fill: (out: Float64Array, from: number, to: number) => out.fill(-0.5, 0, to - from),
  };
  expect(directionOf([part, part]).length).toBe(3000);
  expect(directionOf([]).length).toBe(0);
});
