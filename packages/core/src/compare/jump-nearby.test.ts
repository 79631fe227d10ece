import { describe, expect, it } from 'vitest';
import { scripted } from '../../test/scripted-line.ts';
import { jumpWithin } from './jump-nearby.ts';

const within = (f: (x: number) => number, { reach = 1, slope = 0, discrepancy = 0 } = {}): number => {
  const told = scripted({ besides: f, claim: { slope } });
  return told.run(jumpWithin(told.line, reach, discrepancy));
};

describe('a jump nearby', () => {
  it('is as large as the function jumps, wherever and in whichever direction', () => {
    for (const at of [-0.8, -0.3, 0.01, 0.5]) {
      expect(within(x => (x > at ? 2 : 0))).toBeCloseTo(2, 9);
      expect(within(x => (x > at ? -2 : 0), { slope: 3 })).toBeCloseTo(2, 9);
      expect(within(x => 0.3 * x + 0.1 * x * x + (x > at ? 2 : 0), { discrepancy: 0.3 })).toBeCloseTo(2, 1);
    }
  });

  it('is one of several: a staircase', () => {
    expect(within(x => Math.round(3 * x) / 3)).toBeCloseTo(1 / 3, 2);
  });

  it('is looked for no further than asked', () => {
    expect(within(x => (x > 0.5 ? 2 : 0), { reach: 0.25 })).toBe(0);
    expect(within(x => (x > 0.2 ? 2 : 0), { reach: 0.25 })).toBeCloseTo(2, 9);
  });

  it('is no corner, no bend, and no line', () => {
    expect(within(x => Math.max(0, x - 0.3))).toBe(0);
    expect(within(x => x * x)).toBe(0);
    expect(within(x => Math.abs(x))).toBe(0);
    expect(within(x => Math.sin(5 * x))).toBe(0);
    expect(within(x => 4 * x)).toBe(0);
  });

  it('is none where there are no values', () => {
    expect(within(() => Number.NaN)).toBe(0);
  });
});
