import { describe, expect, it } from 'vitest';
import { comparedLeaves, type Parameter } from '../../test/drive-comparison.ts';
import type { Part } from '../sample.ts';
import { type ComparedLeaf, noiseLine, normOf, unitsOf } from './comparison.ts';
import type { Weights } from './direction.ts';

/** Lengths 1, 2, 4, 8; claimed slopes per length 3, −8, 2, 0. */
const plain: Parameter = { values: [1, 2, 4, 8], claimed: [3, -4, 0.5, 0] };
const leafOf = (parameter: Parameter, scale?: number): ComparedLeaf => comparedLeaves([parameter], scale)[0]!;
const leaf = leafOf(plain);
/** Two coordinates: entry 0, and entries 1 and 2 against each other. */
const bound = leafOf({
  values: [1, 2, 4],
  claimed: [3, -4, 0.5],
  tangents: [
    { indices: [0], weights: [1] },
    { indices: [1, 2], weights: [1, -2] },
  ],
});
const long = leafOf({
  values: Array.from({ length: 3000 }, () => 2),
  claimed: Array.from({ length: 3000 }, (_, k) => (k === 2999 ? -7 : k % 2 ? 1 : -1)),
});

const weights: Weights = {
  fill: (out, from, to) => {
    for (let k = from; k < to; k++) out[k - from] = k + 1;
  },
};

const components = (part: Part): number[] => {
  const out = new Float64Array(part.count);
  part.fill(out, 0, part.count);
  return [...out];
};

describe('the norm', () => {
  const of = (...values: readonly number[]): number => normOf(values.length, k => values[k]!);

  it('does not overflow or vanish', () => {
    expect(of(3, -4)).toBeCloseTo(5, 14);
    expect(of(3e200, -4e200) / 1e200).toBeCloseTo(5, 12);
    expect(of(3e-200, 4e-200) / 1e-200).toBeCloseTo(5, 12);
    expect([of(), of(0, 0), of(1, Number.POSITIVE_INFINITY), of(1, Number.NEGATIVE_INFINITY)]).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('the claimed slopes of a leaf', () => {
  it('are per natural length, in the scale of the probe', () => {
    expect([0, 1, 2, 3].map(k => leaf.slopeOf(k))).toEqual([3, -8, 2, 0]);
    expect([0, 1, 2, 3].map(k => leaf.lengthOf(k))).toEqual([1, 2, 4, 8]);
    const scaled = leafOf(plain, 0.5);
    expect([0, 1].map(k => scaled.slopeOf(k))).toEqual([1.5, -4]);
    expect(scaled.toUser(1, scaled.slopeOf(1))).toBe(-4);
    expect(scaled.norm).toBeCloseTo(leaf.norm / 2, 14);
  });

  it('have a norm, a root mean square, a median of those that are not zero, and a steepest one', () => {
    expect(leaf.norm).toBeCloseTo(Math.sqrt(9 + 64 + 4), 14);
    expect(leaf.rms).toBeCloseTo(Math.sqrt(77 / 4), 14);
    expect([leaf.median, leaf.steepest, leaf.count]).toEqual([3, 1, 4]);
    const unsorted = leafOf({ values: [1, 1, 1, 1, 1], claimed: [5, -1, 100, 2, 4] });
    expect([unsorted.median, unsorted.steepest]).toEqual([4, 2]);
  });

  it('are looked through in chunks', () => {
    expect([long.steepest, long.median]).toEqual([2999, 2]);
    expect(long.norm).toBeCloseTo(2 * Math.sqrt(2999 + 49), 10);
    // A stride through very long ones.
    const longer = leafOf({
      values: Array.from({ length: 9000 }, () => 1),
      claimed: Array.from({ length: 9000 }, (_, k) => (k % 2 ? 50 : 3)),
    });
    expect(longer.median).toBe(3);
  });

  it('that are all zero have no norm', () => {
    const zero = leafOf({ values: [1, 2], claimed: [0, 0] });
    expect([zero.norm, zero.rms, zero.median, zero.steepest]).toEqual([0, 0, 0, 0]);
  });

  it('of a structure are those along its tangents', () => {
    expect([bound.count, bound.claimOf(0), bound.claimOf(1)]).toEqual([2, 3, -5]);
    expect([bound.lengthOf(0), bound.lengthOf(1)]).toEqual([1, 2]);
    expect([bound.slopeOf(1), bound.steepest]).toEqual([-10, 1]);
    expect(bound.norm).toBeCloseTo(Math.hypot(3, 10), 14);
    const { tangents } = bound.leaf;
    const scaled = leafOf({ values: [1, 2, 4], claimed: [3, -4, 0.5], tangents: tangents! }, 0.5);
    expect(scaled.norm).toBeCloseTo(bound.norm / 2, 14);
  });
});

describe('one coordinate', () => {
  it('moves by its length, on a scale of its own slope or a twentieth of its parameter', () => {
    const claim = leaf.coordinate(1);
    expect(claim).toMatchObject({ slope: -8, reference: 8, roundingReference: 8, direction: { length: 2 } });
    expect(components(claim.direction.parts[0]!)).toEqual([2]);
    const flat = leaf.coordinate(3);
    expect(flat.slope).toBe(0);
    expect(flat.reference).toBeCloseTo(0.05 * leaf.rms, 14);
    expect(leafOf({ values: [1], claimed: [0] }).coordinate(0).reference).toBe(1e-300);
  });

  it('is fine enough beside the typical slope of its parameter, and beside its largest derivative', () => {
    const even = leafOf({ values: [1, 1, 1, 1], claimed: [4, 4, 4, 0.1] });
    expect(even.coordinate(3).scale).toBeCloseTo(even.rms, 14);
    expect(even.coordinate(0).scale).toBe(4);
    // Its own length is a quarter of the others': an error there is four times as large in the user's units.
    const short = leafOf({ values: [1, 1, 1, 0.25], claimed: [4, 4, 4, 0.1] });
    expect(short.coordinate(3).scale).toBe(1);
    const steep = leafOf({ values: [1, 1, 1, 1], claimed: [100, 0, 0, 0] });
    expect(steep.coordinate(1).scale).toBeCloseTo(50, 12);
    expect(leafOf({ values: [1], claimed: [0] }).coordinate(0).scale).toBe(1e-300);
  });

  it('may be as badly rounded as the others, but for a few that are much larger', () => {
    expect(leaf.coordinate(3).roundingReference).toBeCloseTo(leaf.rms, 14);
    const outlier = leafOf({ values: [1, 1, 1, 1], claimed: [1, 1, 1, 1e6] });
    expect(outlier.coordinate(0).roundingReference).toBe(30);
    expect(leafOf({ values: [1, 1, 1, 1], claimed: [2, 2, 2, 1e6] }).coordinate(0).roundingReference).toBe(60);
    expect(outlier.coordinate(3).roundingReference).toBe(1e6);
  });

  it('is resolved from four units in the last place on', () => {
    // 4 · 2^-52 of the entry, by its length.
    expect(leaf.coordinate(1).smallest).toBe(-50);
    expect(leafOf({ values: [3], claimed: [1] }).coordinate(0).smallest).toBe(-50);
    expect(leafOf({ values: [2.5], claimed: [1] }).coordinate(0).smallest).toBe(-49);
    expect(leafOf({ ...plain, float32: true }).coordinate(1).smallest).toBe(-21);
    expect(leafOf({ values: [0, 1], claimed: [1, 1] }).coordinate(0).smallest).toBe(-1020);
  });

  it('of a structure moves its entries', () => {
    const claim = bound.coordinate(1);
    expect(claim).toMatchObject({ slope: -10, direction: { length: 6 } });
    expect(components(claim.direction.parts[0]!)).toEqual([2, -4]);
    // Entry 2 has the value 4 and moves by 4, entry 1 has 2 and moves by 2.
    expect(claim.smallest).toBe(-50);
  });

  it('takes a hint of a neighbour that is up to eight times as long or as short', () => {
    const hinted = leafOf({ values: [1, 8, 16, 1 / 8, 1e-4, 1], claimed: [1, 1, 1, 1, 1, 1] });
    expect(hinted.coordinate(0).hint).toBeUndefined();
    hinted.hint = { exponent: -13, length: 1 };
    expect([0, 1, 2, 3, 4].map(k => hinted.coordinate(k).hint)).toEqual([-13, -13, undefined, -13, undefined]);
    hinted.hint = { exponent: -13, length: 2 };
    expect([0, 1, 2, 3, 4].map(k => hinted.coordinate(k).hint)).toEqual([-13, -13, -13, undefined, undefined]);
  });
});

describe('many coordinates together', () => {
  it('move by their weights, on the scale of the sum or of the terms that may cancel in it', () => {
    const claim = leaf.naturalRange(weights);
    expect(claim.slope).toBe(3 - 16 + 6);
    expect(claim.reference).toBeCloseTo(Math.hypot(3, 16, 6), 12);
    expect(claim.roundingReference).toBe(claim.reference);
    expect(components(claim.direction.parts[0]!)).toEqual([1, 4, 12, 32]);
    expect(claim.direction.length).toBe(49);
    expect(leaf.naturalRange({ fill: (out, from, to) => out.fill(1, 0, to - from) }).slope).toBe(-3);
  });

  it('are a part of the leaf, no entry less far than the typical one', () => {
    // The median is 4: lengths 4, 4, 4, 8 together.
    const claim = leaf.range(1, 3, weights);
    expect(components(claim.direction.parts[0]!)).toEqual([8, 12]);
    expect(claim.slope).toBe(-4 * 8 + 0.5 * 12);
    expect(claim.smallest).toBe(-51);
    const steep = leaf.range(0, 4, leaf.uphill);
    expect(steep.slope).toBe(4 * 3 + 4 * 4 + 4 * 0.5);
    expect(steep.reference).toBe(steep.slope);
    expect(components(steep.direction.parts[0]!)).toEqual([4, -4, 4, 8]);
  });

  it('are added up over chunks', () => {
    const claim = long.range(0, 3000, long.uphill);
    expect(claim.slope).toBe(2 * (2999 + 7));
    expect(claim.direction.length).toBe(6000);
    expect(long.range(1, 2999, long.uphill).slope).toBe(2 * 2998);
  });

  it('of a structure move by their tangents', () => {
    const claim = bound.naturalRange({ fill: (out, from, to) => out.fill(1, 0, to - from) });
    expect(claim.slope).toBe(3 - 10);
    expect(components(claim.direction.parts[0]!)).toEqual([1, 2, -4]);
  });

  it('may move more entries than there are coordinates', () => {
    const wide = leafOf({
      values: [1, 1, 1],
      claimed: [1, 2, 3],
      tangents: [{ indices: [0, 1, 2], weights: [1, 1, 1] }],
    });
    expect(wide.coordinate(0)).toMatchObject({ slope: 6, direction: { length: 3 } });
  });

  it('may be listed one by one', () => {
    const claim = leaf.listed([1, 2], j => (j === 0 ? -1 : 1));
    expect(claim.slope).toBe(8 + 2);
    expect(claim.reference).toBe(10);
    expect(components(claim.direction.parts[0]!)).toEqual([-2, 4]);
    const twice = leaf.listed([1, 2], () => 2);
    expect([twice.slope, ...components(twice.direction.parts[0]!)]).toEqual([-12, 4, 8]);
    expect(leaf.listed([0, 1], () => 1).reference).toBeCloseTo(Math.hypot(3, 8), 14);
  });

  it('take from one of them what it adds to all', () => {
    // A change of 5 per length of 2, over the 4 · (1 + 1) that coordinate 1 moves.
    expect(leaf.alongWeights(1, 5, weights)).toBe((5 * 2 * 4) / 2);
    expect(bound.alongWeights(1, 5, weights)).toBe(5 * 2);
  });
});

describe('the scales of directions over a leaf', () => {
  it('are the norm of the slopes by their common lengths, the shortest of these, and the largest claim', () => {
    const { norm, shortest, largest } = leaf.directionScales();
    expect(norm).toBeCloseTo(4 * Math.hypot(3, 4, 0.5), 12);
    expect([shortest, largest]).toEqual([4, 4]);
    expect(long.directionScales().largest).toBe(7);
    expect(long.directionScales().norm).toBeCloseTo(2 * Math.sqrt(2999 + 49), 10);
  });

  it('know the shortest length wherever it is', () => {
    const few = Array.from({ length: 10 }, (_, k) => (k === 9 ? 1e-6 : 4));
    expect(leafOf({ values: few, claimed: few }).directionScales().shortest).toBe(2 ** -5);
  });

  it('of no claims are nothing', () => {
    expect(leafOf({ values: [1, 2], claimed: [0, 0] }).directionScales()).toMatchObject({ norm: 0, largest: 0 });
  });
});

describe('the line on which noise is measured', () => {
  const leaves = comparedLeaves([plain, { values: [16, 32], claimed: [1, 1] }]);

  it('moves every leaf, at random, by natural lengths', () => {
    const line = noiseLine(leaves, 5);
    expect(line.direction.parts.map(({ leaf: position, count }) => [position, count])).toEqual([
      [0, 4],
      [1, 2],
    ]);
    const moved = line.direction.parts.map(components);
    const terms = moved.flat().map((c, k) => c * [...plain.claimed, 1, 1][k]!);
    expect(line.slope).toBeCloseTo(
      terms.reduce((sum, v) => sum + v, 0),
      12,
    );
    expect(line.direction.length).toBeCloseTo(
      moved.flat().reduce((sum, v) => sum + Math.abs(v), 0),
      12,
    );
    const shares = moved.flat().map((c, k) => Math.abs(c) / [1, 2, 4, 8, 16, 32][k]!);
    for (const share of shares) expect(Math.abs(share - 1)).toBeLessThanOrEqual(0.5);
    expect(noiseLine(leaves, 5).slope).toBe(line.slope);
    expect(noiseLine(leaves, 6).slope).not.toBe(line.slope);
    // Leaves of the same shape do not move alike.
    const twins = noiseLine(comparedLeaves([plain, plain]), 5).direction.parts.map(components);
    expect(twins[0]).not.toEqual(twins[1]);
  });

  it('has others of four single entries, the steepest ones of the steepest leaves first', () => {
    const entriesOf = (parameters: Parameters<typeof comparedLeaves>[0]) =>
      noiseLine(comparedLeaves(parameters), 5).others!().map(({ direction: { parts }, slope }) => {
        expect(parts).toHaveLength(1);
        return [parts[0]!.leaf, parts[0]!.first, slope];
      });
    const flat = { values: [1, 1, 1, 1, 1, 1, 1, 1], claimed: [0, 0, 0, 0, 0, 7, 0, 0] };
    expect(entriesOf([flat])).toEqual([5, 0, 2, 4].map(k => [0, k, flat.claimed[k]]));
    expect(entriesOf([{ values: [1], claimed: [1] }, flat])).toEqual([
      [1, 5, 7],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const single = (slope: number) => ({ values: [1], claimed: [slope] });
    expect(entriesOf([1, 5, 2, 4, 3].map(single)).map(([leaf]) => leaf)).toEqual([1, 3, 4, 2]);
  });

  it('is resolved where every entry moves, if any is stored in less than float64', () => {
    expect(noiseLine(leaves, 5).resolved).toBe(0);
    const narrow = comparedLeaves([plain, { values: [16, 32], claimed: [1, 1], float32: true }]);
    const { resolved } = noiseLine(narrow, 5);
    expect(resolved).toBeGreaterThanOrEqual(2 ** -22);
    expect(resolved).toBeLessThanOrEqual(2 ** -19);
  });
});

it('numbers that a function may work with inside are one and the largest parameter, in the scale of its values', () => {
  const leaves = comparedLeaves([plain, { values: [0.5, -16], claimed: [1, 1] }]).map(compared => compared.leaf);
  expect(unitsOf(leaves, 0.25)).toEqual([0.25, 4]);
  expect(unitsOf([{ ...leaves[0]!, values: Float64Array.of(0.1, 0.2) }], 3)).toEqual([3, 3]);
});
