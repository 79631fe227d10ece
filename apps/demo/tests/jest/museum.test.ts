import { checkGradients } from '@gradcheck/core';
import type {} from '@gradcheck/jest-matcher/globals';
import { describe, expect, test } from '@jest/globals';
import { museum } from '../../src/museum/index.ts';

const precisions = [
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const;

describe.each(museum)('museum of bugs, $model', ({ at, right, mistakes }) => {
  test.each(precisions)('nothing is wrong in the right version, %s', async (_, Storage) => {
    await expect(right).toHaveCorrectGradients({ at: at(Storage) });
  });

  describe.each(precisions)('%s', (_, Storage) => {
    test.each(mistakes)('$title: found', async ({ wrong }) => {
      await expect(wrong).not.toHaveCorrectGradients({ at: at(Storage) });
    });
  });

  test.each(mistakes)('$title: named $kind in $where', ({ wrong, kind, where }) => {
    const { parameters, diagnoses } = checkGradients(wrong, { at: at(Float64Array) });
    expect(parameters.filter(({ verdict }) => verdict === 'incorrect').map(({ path }) => path)).toEqual(where);
    expect(diagnoses[0]).toMatchObject({ kind, where });
  });
});
