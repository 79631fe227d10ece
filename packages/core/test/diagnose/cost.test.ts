import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import * as denseModel from './models/dense.ts';
import { matrix } from './models/matrix.ts';
import { type Change, dense, type Wrong } from './spoiled.ts';

interface Calls {
  value: number;
  /** Value calls before the derivative was asked for at another point. */
  before: number | undefined;
}

/** Counts the calls that a check of the model makes. */
function callsOf(wrong: Wrong): Calls {
  const { value, vjp } = wrong.subject as typeof denseModel;
  const here = JSON.stringify(wrong.at);
  const calls: Calls = { value: 0, before: undefined };
  checkGradients(
    {
      value: (p: denseModel.Dense) => {
        calls.value++;
        return value(p);
      },
      vjp: (p: denseModel.Dense, dy: number[][]) => {
        if (JSON.stringify(p) !== here) calls.before ??= calls.value;
        return vjp(p, dy);
      },
    },
    { at: denseModel.at, evidence: 'never' },
  );
  return calls;
}

it('no call for a name where nothing is wrong, or where the numbers at the point tell', () => {
  expect(callsOf(dense(() => ({}))).before).toBeUndefined();
  expect(callsOf(dense(g => ({ W1: [...g.W1].reverse() }))).before).toBeUndefined();
});

it('at most eight value calls for a look elsewhere', () => {
  const stale: Change<denseModel.Dense, number[][]> = (_, __, dy) =>
    denseModel.vjp({ ...denseModel.at, X: matrix(5, 4, 77) }, dy);
  const { value, before } = callsOf(dense(stale));
  expect(before).toBeDefined();
  expect(value - before!).toBeLessThanOrEqual(8);
});
