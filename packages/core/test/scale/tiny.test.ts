import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

type Scalars = Record<string, number>;

/** Distances from the point at which each of `count` scalars was moved alone. */
function stepsOf(count: number): number[][] {
  const names = Array.from({ length: count }, (_, k) => `p${k}`);
  const at: Scalars = Object.fromEntries(names.map((name, k) => [name, 1 + k / 10]));
  const steps = names.map(() => new Set<number>());
  checkGradients(
    {
      value: (p: Scalars) => {
        const moved = names.flatMap((name, k) => (p[name] === at[name] ? [] : [k]));
        if (moved.length === 1) steps[moved[0]!]!.add(Math.abs(p[names[moved[0]!]!]! - at[names[moved[0]!]!]!));
        return names.reduce((sum, name) => sum + Math.sin(p[name]!), 0);
      },
      gradient: (p: Scalars) => Object.fromEntries(names.map(name => [name, Math.cos(p[name]!)])),
    },
    { at },
  );
  return steps.map(taken => [...taken].map(step => Math.round(Math.log2(step))));
}

describe('scalar parameters', () => {
  it('are looked at with two steps each, the first six coordinates', () => {
    for (const steps of stepsOf(6)) expect(new Set(steps).size).toBe(2);
    const seven = stepsOf(7).map(steps => new Set(steps).size);
    expect(seven).toEqual([2, 2, 2, 2, 2, 2, 1]);
  });

  it('do not pass with an error that truncation cancels at one step', () => {
    // In float32 a slope and its third derivative: both matter at the steps that noise asks for.
    const cubic = (third: number) => (x: number) => Math.fround(1 + Math.fround(0.3 * x + third * (x - 1) ** 3));
    let passed = 0;
    for (let k = 0; k < 200; k++) {
      const off = ((k % 20) - 10) * 3e-4;
      const check = checkGradients({ value: cubic(k / 20), gradient: () => Math.fround(0.3 * (1 + off)) }, { at: 1 });
      if (check.verdict !== 'correct') continue;
      passed++;
      expect(1.2 * Number(check.resolution)).toBeGreaterThanOrEqual(Math.abs(off));
    }
    expect(passed).toBeGreaterThan(30);
  });
});
