import '@gradcheck/vitest-matcher/setup';
import { expect, test } from 'vitest';

const cubes = ({ w }: { w: readonly number[] }): number => w.reduce((sum, x) => sum + x ** 3, 0);
const right = ({ w }: { w: readonly number[] }): { w: number[] } => ({ w: w.map(x => 3 * x ** 2) });
const doubled = ({ w }: { w: readonly number[] }): { w: number[] } => ({ w: w.map(x => 6 * x ** 2) });
const at = { w: [0.5, -1.25, 2] };

/** The whole text of a failed assertion; numbers of the size of rounding errors depend on the arithmetic, not on the layout. */
function textOf(assertion: () => unknown): string {
  try {
    assertion();
  } catch (error) {
    return `\n${(error as Error).message.replaceAll(/\d\.\de-\d+/g, '#.#e-#')}\n`;
  }
  throw new Error('the assertion passed');
}

test('a wrong gradient', () => {
  expect(
    textOf(() => expect({ value: cubes, gradient: doubled }).toHaveCorrectGradients({ at })),
  ).toMatchInlineSnapshot(`
    "
    Gradient of w is incorrect in 3 of 3 coordinates, it is 2 times too large

      coordinate        analytic       numeric ± bound      relative error
      w[2]              24.0000      12.0000   ± #.#e-#           1.0
      w[1]               9.37500      4.68750  ± #.#e-#           0.39
      w[0]               1.50000      0.750000 ± #.#e-#           0.063

      Likely: scaled. It is 2 times too large: divided by 2, as of a square, all 3 agree (largest
      relative error 0).
      Compare mean and sum in the loss and in its gradient, and look for a factor that a square or
      an average brings.

      Replay: { seed: 42 }
    "
  `);
});

test('no verdict', () => {
  const stairs = { value: Math.floor, gradient: () => 0 };
  expect(textOf(() => expect(stairs).toHaveCorrectGradients({ at: 4 }))).toMatchInlineSnapshot(`
    "
    No verdict: value() jumps by 1 at x

      jump           1
      at             x
      seen within    #.#e-#

      The gradient was judged neither correct nor incorrect. That fails this test, and fails
      .not.toHaveCorrectGradients() too.

      Usual causes
        rounding, a threshold, an argmax      check the smooth part, or move the point off the jump
        a straight-through gradient           it is no derivative: test it against its definition

      Replay: { seed: 42 }
    "
  `);
});

test('a right gradient under .not', () => {
  expect(
    textOf(() => expect({ value: cubes, gradient: right }).not.toHaveCorrectGradients({ at })),
  ).toMatchInlineSnapshot(`
    "
    Expected an incorrect gradient, but w is correct

      parameter   shape      largest difference ÷ bound     resolution
      w           3                  0                        #.#e-#

      3 partial derivatives agree with the numeric ones within their error bounds. A relative error
      of #.#e-# or more would have been noticed.

      If a bug was planted on purpose, it has no effect at this point: a factor on a term that is
      zero here, a branch not taken, a region not visited. Move the point.

      Replay: { seed: 42 }
    "
  `);
});

test('misuse', () => {
  const misnamed = { value: cubes, gradient: () => ({ dw: [1, 2] }) };
  expect(textOf(() => expect(misnamed).not.toHaveCorrectGradients({ at }))).toMatchInlineSnapshot(`
    "
    ERR_DERIVATIVE_SHAPE: gradient() does not return the structure of the point

      path   at          returned
      w      3           missing    \`dw\` was returned, is that the one?
      dw     not there   2          unexpected

      Expected one gradient per parameter, with the path and shape it has in \`at\`.
      Nothing was compared: a wrong shape fails the test with and without .not.
    "
  `);
});

test('a message of the test stays in front', () => {
  const text = textOf(() =>
    expect({ value: cubes, gradient: doubled }, 'fused softmax').toHaveCorrectGradients({ at }),
  );
  expect(text).toMatch(/^\nfused softmax: Gradient of w is incorrect/);
});
