import { checkGradients } from '@gradcheck/core';
import type {} from '@gradcheck/jest-matcher/globals';
import { describe, expect, test } from '@jest/globals';
import { museum } from '../../src/museum/index.ts';

for (const { model, at, right, mistakes } of museum) {
  describe(`museum of bugs, ${model}`, () => {
    test('nothing is wrong in the right version, neither in float64 nor in float32', () => {
      for (const Storage of [Float64Array, Float32Array]) {
        expect(checkGradients(right, { at: at(Storage) })).toMatchObject({ verdict: 'correct', warnings: [] });
      }
    });

    for (const { title, wrong, named, inFloat64Only } of mistakes) {
      test(title, async () => {
        await expect(wrong).not.toHaveCorrectGradients({ at: at(Float64Array) });
      });

      test(`${title}, in float32`, () => {
        const { verdict } = checkGradients(wrong, { at: at(Float32Array) });
        expect(verdict).toBe(inFloat64Only ? 'correct' : 'incorrect');
      });

      test(`${title}: called ${Object.keys(named).join(' and ')}`, () => {
        const { parameters, diagnoses } = checkGradients(wrong, { at: at(Float64Array) });
        const incorrect = parameters.filter(({ verdict }) => verdict === 'incorrect').map(({ path }) => path);
        expect(Object.fromEntries(diagnoses.map(({ kind, where }) => [kind, where]))).toEqual(named);
        expect(incorrect).toEqual(Object.values(named).flat());
      });
    }
  });
}
