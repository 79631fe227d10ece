import { describe, expect, it } from 'vitest';
import { type CheckOptions, checkGradients, type GradientCheck, mergeShards } from '../../src/index.ts';
import { classifier as at, type Classifier, subjects } from './subjects.ts';

const timeless = ({ cost, ...check }: GradientCheck): Omit<GradientCheck, 'cost'> => check;

/** Shards that travelled as JSON. */
function shardsOf(name: string, count: number, options: CheckOptions<Classifier>): GradientCheck[] {
  const indices = Array.from({ length: count }, (_, index) => index).reverse();
  return indices.map(index =>
    JSON.parse(JSON.stringify(checkGradients(subjects[name]!, { ...options, shard: { index, count } }))),
  );
}

describe.each(Object.keys(subjects))('%s: the same, bit for bit', name => {
  const subject = subjects[name]!;
  const options: CheckOptions<Classifier> = { at, evidence: 'always' };
  const alone = timeless(checkGradients(subject, options));

  it('asynchronous and concurrent', async () => {
    const { value, gradient } = subject;
    const later = {
      // The first calls take longest: answers come back in another order.
      value: async (p: Classifier) => {
        const found = value(p);
        for (let turns = Math.abs(Math.round(10 * found)) % 5; turns > 0; turns--) await undefined;
        return found;
      },
      gradient: async (p: Classifier) => gradient(p),
    };
    for (const concurrency of [1, 5]) {
      expect(timeless(await checkGradients(later, { ...options, concurrency }))).toEqual(alone);
    }
  });

  it('in batches', () => {
    const widths: number[] = [];
    const valueBatch = (points: readonly Classifier[]): number[] => {
      widths.push(points.length);
      return points.map(subject.value);
    };
    expect(timeless(checkGradients(subject, { ...options, valueBatch }))).toEqual(alone);
    expect(Math.max(...widths)).toBe(64);
  });

  it.each([2, 5])('in %i shards', count => {
    const merged = mergeShards(subject, options, shardsOf(name, count, options));
    expect(timeless(merged)).toEqual(alone);
  });
});

it('a merge evaluates only what no shard could know', () => {
  const shards = shardsOf('right', 3, { at });
  let calls = 0;
  const counting = {
    ...subjects.right!,
    value: (p: Classifier) => {
      calls++;
      return subjects.right!.value(p);
    },
  };
  const merged = mergeShards(counting, { at }, shards);
  expect(merged.verdict).toBe('correct');
  expect(calls).toBeLessThanOrEqual(20);
  expect(merged.cost.valueCalls).toBe(calls + shards.reduce((sum, { cost }) => sum + cost.valueCalls, 0));
});

it('a shard says what it left to the others', () => {
  const [first] = shardsOf('right', 2, { at });
  expect(first!.warnings.map(({ kind }) => kind)).toContain('unchecked');
});

it('refuses shards that do not make one check', () => {
  const shards = shardsOf('right', 3, { at });
  const merge = (some: readonly GradientCheck[], seed = 42) => mergeShards(subjects.right!, { at, seed }, some);
  expect(() => merge([])).toThrow(/no shard/);
  expect(() => merge(shards.slice(1))).toThrow(/no shard 2 of 3/);
  expect(() => merge(shards, 7)).toThrow(/seed 42.*\n.*seed 7/);
  expect(() => merge([checkGradients(subjects.right!, { at })])).toThrow(/without shard values/);
});
