import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { judgeJointKinks } from './joint-kinks.ts';

type F = (x: ArrayLike<number>) => number;

interface Setting {
  readonly sigma?: number;
  readonly gradientScale?: number;
  /** One-sided slopes less the claimed one. */
  readonly sides?: readonly (readonly [left: number, right: number])[];
}

/** Every coordinate of a point at a kink, its claim between the sides. */
function joint(f: F, at: readonly number[], claimed: readonly number[], { sides, ...landscape }: Setting = {}) {
  const { comparison, leaves, run, calls } = compared([{ values: at, claimed }], x => f(x!), landscape);
  const kinks = at.map((_, coordinate) => {
    const [left, right] = sides?.[coordinate] ?? [-0.5, 0.5];
    return { leaf: leaves[0]!, coordinate, kink: { left, right, margin: 0 } };
  });
  return { verdict: run(judgeJointKinks(comparison, kinks)), calls: calls() };
}

const max: F = x => Math.max(...Array.from(x));
const sumOfRelu: F = x => Array.from(x).reduce((sum, v) => sum + Math.max(0, v - 1), 0);

describe('ties of a maximum', () => {
  it.each([
    ['one of them', [1, 0, 0], 'correct'],
    ['shared', [1 / 3, 1 / 3, 1 / 3], 'correct'],
    ['all of them', [1, 1, 1], 'incorrect'],
    ['none of them', [0, 0, 0], 'incorrect'],
    ['two of them', [1, 1, 0], 'incorrect'],
    // What is off by less than a tenth of the slopes is left open.
    ['a bit too much', [0.36, 0.36, 0.36], 'inconclusive'],
    ['hardly too much', [0.338, 0.338, 0.338], 'correct'],
    ['a bit too little', [0.31, 0.31, 0.31], 'inconclusive'],
  ] as const)('%s', (_, claimed, wanted) => {
    expect(joint(max, [1, 1, 1], claimed).verdict).toBe(wanted);
  });

  it('cost twenty-four values', () => {
    expect(joint(max, [1, 1, 1], [1, 0, 0]).calls).toBe(24);
  });
});

describe('kinks of their own', () => {
  it.each([
    [[0, 0], 'correct'],
    [[1, 1], 'correct'],
    [[0, 1], 'correct'],
    [[0.3, 0.9], 'correct'],
    // Not the same slope on all sides: nothing is certain.
    [[1.5, 1.5], 'inconclusive'],
    [[-0.5, -0.5], 'inconclusive'],
  ] as const)('allow every sum between: %j', (claimed, wanted) => {
    expect(joint(sumOfRelu, [1, 1], claimed).verdict).toBe(wanted);
  });
});

describe('claims of one side each, as automatic differentiation takes them', () => {
  const sidesOf = (...claimed: readonly number[]) => claimed.map(slope => [0 - slope, 1 - slope] as const);

  it('are looked at beside all of those sides first', () => {
    for (const claimed of [
      [1, 0, 0],
      [0, 0, 1],
    ]) {
      expect(joint(max, [1, 1, 1], claimed, { sides: sidesOf(...claimed) })).toEqual({ verdict: 'correct', calls: 2 });
    }
  });

  it('fit there although no random side does', () => {
    // Down every kink at once: one case of 2^20.
    const at = Array.from({ length: 20 }, () => 1);
    const claimed = at.map(() => 0);
    expect(joint(sumOfRelu, at, claimed, { gradientScale: 1 }).verdict).toBe('inconclusive');
    expect(joint(sumOfRelu, at, claimed, { gradientScale: 1, sides: sidesOf(...claimed) }).verdict).toBe('correct');
  });

  it('are wrong where they do not fit', () => {
    for (const claimed of [
      [1, 1, 1],
      [0, 0, 0],
      [1, 1, 0],
    ]) {
      expect(joint(max, [1, 1, 1], claimed, { sides: sidesOf(...claimed) })).toEqual({
        verdict: 'incorrect',
        calls: 26,
      });
    }
  });

  it('may be a tenth of the kink off', () => {
    const calls = (off: number) =>
      joint(sumOfRelu, [1, 1], [0, 1], {
        sides: [
          [off, 1],
          [-1, -off],
        ],
      }).calls;
    expect([calls(0.09), calls(0.11)]).toEqual([2, 24]);
  });
});

describe('noise', () => {
  it('makes steps larger, and room for what it may have done', () => {
    const off = [0.36, 0.36, 0.36];
    // Four noises of a quotient at 2^-6 are 0.09 σ ÷ 2^-10.
    expect(joint(max, [1, 1, 1], off, { sigma: 2 ** -10 }).verdict).toBe('correct');
    expect(joint(max, [1, 1, 1], off, { sigma: 2 ** -13 }).verdict).toBe('inconclusive');
    expect(joint(max, [1, 1, 1], [1, 1, 1], { sigma: 2 ** -7 }).verdict).toBe('inconclusive');
    expect(joint(max, [1, 1, 1], [1, 1, 1], { sigma: 2 ** -13 }).verdict).toBe('incorrect');
  });

  it('is small beside what the whole gradient makes of the value', () => {
    // A fiftieth of a hundredth of 1e4 is 2.
    expect(joint(max, [1, 1, 1], [0, 0, 0], { gradientScale: 1e4 }).verdict).toBe('correct');
    expect(joint(max, [1, 1, 1], [0, 0, 0], { gradientScale: 1 }).verdict).toBe('incorrect');
  });
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'nothing is said where a value beside the point is %d',
  missing => {
    for (const claimed of [0, 1 / 3, 1].map(slope => [slope, slope, slope])) {
      expect(joint(x => (x[0]! > 1.00001 ? missing : max(x)), [1, 1, 1], claimed).verdict).toBe('inconclusive');
      expect(joint(x => (x[0]! < 0.99999 ? missing : max(x)), [1, 1, 1], claimed).verdict).toBe('inconclusive');
    }
  },
);

it('no value further than an eighth of a length, or closer than 2^-14, is asked for', () => {
  const ranges = [2 ** -53, 1].map(sigma => {
    const distances: number[] = [];
    joint(x => distances.push(Math.abs(x[0]! - 1)) && max(x), [1, 1, 1], [1, 0, 0], { sigma });
    const moved = distances.filter(distance => distance > 0);
    return [Math.min(...moved), Math.max(...moved)];
  });
  // Four to twelve steps aside, and one along.
  expect(ranges[0]![0]).toBeGreaterThanOrEqual(3 * 2 ** -16);
  expect(ranges[0]![1]).toBeLessThanOrEqual(13 * 2 ** -16);
  expect(ranges[1]![0]).toBeGreaterThanOrEqual(3 * 2 ** -6);
  expect(ranges[1]![1]).toBeLessThanOrEqual(13 * 2 ** -6);
});
