import { checkGradients } from '@gradcheck/core';
import type {} from '@gradcheck/jest-matcher/globals';
import { describe, expect, test } from '@jest/globals';
import { museum } from '../../src/museum/pieces.ts';

describe('the museum of bugs', () => {
  test.each(museum.map(piece => [piece.title, piece] as const))('%s is found', async (_, { subject, at }) => {
    await expect(subject).not.toHaveCorrectGradients({ at });
  });

  test.each(museum.map(piece => [piece.title, piece] as const))('%s is named', (_, { subject, at, kind, where }) => {
    const { diagnoses } = checkGradients(subject, { at });
    expect(diagnoses[0]).toMatchObject({ kind, where: expect.arrayContaining([where]) });
  });
});
