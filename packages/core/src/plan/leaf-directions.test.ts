import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import type { LineOutcome } from '../compare/line-outcome.ts';
import { LeafDirections } from './leaf-directions.ts';
import { Measurements, STATUS } from './measurements.ts';

const OFFSET = 1e6;
const SIZE = 1000;
const BLOCK = 500;

const atCorner: LineOutcome = {
  status: 'correct',
  q: 0,
  error: 1,
  bound: 1,
  step: 1e-3,
  kink: { left: -1, right: 1, margin: 0.1 },
};
const wrong: LineOutcome = { status: 'incorrect', q: 1, error: 0.1, bound: 0.1, step: 1e-3 };

/** A block in which every claim is off by less than one of them shows, where something is known of coordinates already. */
function blockOff(from: number, known: Readonly<Record<number, LineOutcome>>) {
  const values = Array.from({ length: SIZE }, (_, k) => 1 + 0.3 * Math.sin(k));
  const claimed = values.map(v => Math.cos(v) + 3e-7);
  const { comparison, leaves, run } = compared(
    [{ values, claimed }],
    x => OFFSET + Array.from(x!).reduce((sum, v) => sum + Math.sin(v), 0),
    { sigma: OFFSET * 2 ** -53 },
  );
  const into = new Measurements();
  for (const [k, outcome] of Object.entries(known)) into.record(Number(k), outcome);
  const already = into.count(STATUS.incorrect);
  const directions = new LeafDirections(comparison, leaves[0]!, 0.01, 1, into);
  const { outcome } = run(directions.compare(from, from + BLOCK, leaves[0]!.uphill));
  // It shows in all of them together alone.
  expect(into.count(STATUS.incorrect)).toBe(already);
  return { incorrect: directions.findings.incorrect, undecided: directions.findings.undecided, outcome };
}

describe('a block that disagrees, none of whose coordinates was found to be wrong', () => {
  const isWrong = { incorrect: true, undecided: undefined, outcome: { status: 'incorrect' } };
  const isOpen = {
    incorrect: false,
    undecided: { reason: 'kink' },
    outcome: { status: 'inconclusive', reason: 'kink' },
  };

  it('is wrong', () => {
    expect(blockOff(0, {})).toMatchObject(isWrong);
  });

  it.each([0, 250, 499])('is open where one of them, %d, is at a corner', k => {
    expect(blockOff(0, { [k]: atCorner })).toMatchObject(isOpen);
    expect(blockOff(BLOCK, { [k + BLOCK]: atCorner })).toMatchObject(isOpen);
    // Whatever is known of others.
    expect(blockOff(0, { [k]: atCorner, 700: atCorner, 800: wrong })).toMatchObject(isOpen);
  });

  it('is wrong where others are at corners', () => {
    expect(blockOff(0, { 500: atCorner, 999: atCorner })).toMatchObject(isWrong);
    expect(blockOff(BLOCK, { 0: atCorner, 499: atCorner })).toMatchObject(isWrong);
  });
});
