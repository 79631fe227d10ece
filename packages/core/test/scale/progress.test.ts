import { expect, it } from 'vitest';
import { checkGradients, numericalGradient, type Progress } from '../../src/index.ts';

const x = Float64Array.from({ length: 300 }, (_, k) => Math.cos(k));
const value = (p: Float64Array): number => p.reduce((sum, v) => sum + Math.tanh(v), 0);
const gradient = (p: Float64Array): Float64Array => p.map(v => 1 - Math.tanh(v) ** 2);

it.each(['every-coordinate', 'directions'] as const)('tells how far it is, call by call (%s)', coverage => {
  const seen: Progress[] = [];
  const check = checkGradients({ value, gradient }, { at: x, coverage, onProgress: progress => seen.push(progress) });
  const last = seen[seen.length - 1]!;
  expect(seen.map(({ done }) => done)).toEqual([...seen.map(({ done }) => done)].sort((a, b) => a - b));
  expect(last.done).toBe(check.cost.valueCalls);
  // What was expected at first is about what it took.
  expect(last.done / seen[0]!.of).toBeGreaterThan(0.5);
  expect(last.done / seen[0]!.of).toBeLessThan(1.5);
  expect(seen.every(({ remainingMilliseconds }) => remainingMilliseconds >= 0)).toBe(true);
});

it('tells how far a numerical gradient is', () => {
  const seen: Progress[] = [];
  let calls = 0;
  const counted = (p: Float64Array): number => {
    calls++;
    return value(p);
  };
  numericalGradient(counted, { at: x, onProgress: progress => seen.push(progress) });
  expect(seen[seen.length - 1]!.done).toBe(calls);
  expect(calls / seen[0]!.of).toBeGreaterThan(0.75);
  expect(calls / seen[0]!.of).toBeLessThan(1.25);
});

it('stops within one evaluation of the signal', () => {
  for (const coverage of ['every-coordinate', 'directions'] as const) {
    const controller = new AbortController();
    let calls = 0;
    const aborting = (p: Float64Array): number => {
      if (++calls === 15) controller.abort();
      return value(p);
    };
    const check = () => checkGradients({ value: aborting, gradient }, { at: x, coverage, signal: controller.signal });
    expect(check).toThrow(/ERR_ABORTED/);
    expect(calls).toBe(15);
  }
});

it('stops every lane within one evaluation', async () => {
  const controller = new AbortController();
  let calls = 0;
  const aborting = async (p: Float64Array): Promise<number> => {
    if (++calls === 40) controller.abort();
    return value(p);
  };
  const subject = { value: aborting, gradient };
  const check = checkGradients(subject, { at: x, concurrency: 4, signal: controller.signal });
  await expect(check).rejects.toThrow(/ERR_ABORTED/);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(calls).toBe(40);
});
