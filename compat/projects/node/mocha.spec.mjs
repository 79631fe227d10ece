import { assertCorrectGradients } from '@gradcheck/core';

const value = ({ w }) => w ** 3;

describe('cubes', () => {
  it('passes: a right gradient', () => {
    assertCorrectGradients({ value, gradient: ({ w }) => ({ w: 3 * w ** 2 }) }, { at: { w: 2 } });
  });

  it('fails: Gradient of w is incorrect', async () => {
    await assertCorrectGradients(
      { value: async p => value(p), gradient: ({ w }) => ({ w: 6 * w ** 2 }) },
      { at: { w: 2 } },
    );
  });
});
