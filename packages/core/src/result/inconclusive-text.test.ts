import { describe, expect, it } from 'vitest';
import { inconclusive, text, undecided } from '../../test/made-up-checks.ts';

describe('no verdict', () => {
  it('nondeterministic', () => {
    expect(text(undecided.nondeterministic)).toMatchInlineSnapshot(`
      "
      No verdict: value() is not deterministic, 3 calls at one point gave 3 different values

        spread between calls                  0.053     from 1.15789 to 1.21079
        change by the smallest usable step    7.4e-6    7,100 times less than the spread
        drift with each call                  0.02

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          dropout or sampling inside value()       seed it per call, or draw the noise once outside
          state kept from call to call             reset it at the start of value()
          sums in parallel, in changing order      use a deterministic kernel for the check

        Replay: { seed: 42 }
      "
    `);
  });

  it('not-finite', () => {
    expect(text(undecided['not-finite'])).toMatchInlineSnapshot(`
      "
      No verdict: value() is NaN at the point

        value() at the point    NaN

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          outside the domain      move the point, or keep it inside with \`bounds\`
          overflow                subtract the maximum before exp, work with logarithms

        Replay: { seed: 42 }
      "
    `);
  });

  it('not-finite beside the point', () => {
    expect(text(undecided['not-finite beside the point'])).toMatchInlineSnapshot(`
      "
      No verdict: value() is not finite on either side of w[1]

        value() at the point           2.50000
        with w[1] changed by 1.2e-7    not finite, up and down

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          outside the domain      move the point, or keep it inside with \`bounds\`
          overflow                subtract the maximum before exp, work with logarithms

        Replay: { seed: 42 }
      "
    `);
  });

  it('discontinuous', () => {
    expect(text(undecided.discontinuous)).toMatchInlineSnapshot(`
      "
      No verdict: value() jumps by 1 at w[0]

        jump           1
        at             w[0]
        seen within    3.0e-8

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          rounding, a threshold, an argmax      check the smooth part, or move the point off the jump
          a straight-through gradient           it is no derivative: test it against its definition

        Replay: { seed: 42 }
      "
    `);
  });

  it('kink', () => {
    expect(text(undecided.kink)).toMatchInlineSnapshot(`
      "
      No verdict: there is no derivative at w[0]: -1 on its left, 1 on its right

        slope on the left     -1.00000
        slope on the right     1.00000
        analytic               0.250000

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          relu, abs or max exactly at its corner      move the point a little off the corner
          a subgradient is enough                     set kinks: 'subgradient'
          random directions over many corners         set coverage: 'every-coordinate'

        Replay: { seed: 42 }
      "
    `);
  });

  it('infinite-slope', () => {
    expect(text(undecided['infinite-slope'])).toMatchInlineSnapshot(`
      "
      No verdict: the slope grows without limit towards w[0]

        slope of w[0] over a step of 1.0e-4    460
        slope of w[0] over a step of 1.0e-7    4.6e4

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          a root or a norm at zero      move the point away, or add a small constant under the root

        Replay: { seed: 42 }
      "
    `);
  });

  it('infinite-slope over many steps', () => {
    const steps = Array.from({ length: 21 }, (_, k) => 4 ** -k);
    const slopes = steps.map(step => step ** (-2 / 3));
    const check = inconclusive({ reason: 'infinite-slope', coordinate: 'w[0]', steps, slopes });
    expect(text(check).match(/slope of w\[0\] over a step of \S+/g)).toEqual(
      ['1', '3.9e-3', '1.5e-5', '6.0e-8', '2.3e-10', '9.1e-13'].map(step => `slope of w[0] over a step of ${step}`),
    );
  });

  it('infinite-slope at a cusp shows no slopes: those of its two sides cancel', () => {
    const evidence = {
      reason: 'infinite-slope',
      coordinate: 'w[0]',
      shape: 'cusp',
      steps: [1e-4],
      slopes: [0],
    } as const;
    expect(text(inconclusive(evidence))).not.toContain('over a step of');
  });

  it('infinite-slope that is claimed and not measured', () => {
    const evidence = { reason: 'infinite-slope', coordinate: 'w[0]', steps: [0], slopes: ['NaN'] } as const;
    expect(text(inconclusive(evidence))).toMatchInlineSnapshot(`
      "
      No verdict: the derivative claimed at w[0] is infinite

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          a division by zero            look for it in the derivative
          a root or a norm at zero      move the point away, or add a small constant under the root

        Replay: { seed: 42 }
      "
    `);
  });

  it('nondeterministic, where the values agree and the derivatives do not', () => {
    const evidence = { reason: 'nondeterministic', values: [3, 3], spread: 0, step: 1e-6, signal: 1e-6 } as const;
    expect(text(inconclusive(evidence))).toMatchInlineSnapshot(`
      "
      No verdict: the derivative is not deterministic, two calls gave two different results

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          dropout or sampling inside the derivative      seed it per call, or draw the noise once outside
          state kept from call to call                   reset it at the start of the derivative
          sums in parallel, in changing order            use a deterministic kernel for the check

        Replay: { seed: 42 }
      "
    `);
  });

  it('too-noisy', () => {
    expect(text(undecided['too-noisy'])).toMatchInlineSnapshot(`
      "
      No verdict: the noise of value() hides relative errors below 0.53

        resolution reached     0.53
        resolution required    0.01
        noise of one value     0.024    the value is 1.00000e6

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          float32 arithmetic                         run the function in float64 for the check
          a large constant beside small changes      leave it out of value()
          a difference of almost equal numbers       use Math.log1p, Math.expm1 or another form
          an approximation is intended               raise requiredResolution

        Replay: { seed: 42 }
      "
    `);
  });

  it('budget', () => {
    expect(text(undecided.budget)).toMatchInlineSnapshot(`
      "
      No verdict: 2,000 evaluations were not enough, about 12,896 are needed

        evaluations spent            2,000
        evaluations needed           about 12,896
        coordinates not looked at    6,128

        The gradient was judged neither correct nor incorrect. That fails this test, and fails
        .not.toHaveCorrectGradients() too.

        Usual causes
          maxEvaluations is too small          raise it, or leave it out
          there are very many coordinates      use coverage: 'directions'

        Replay: { seed: 42 }
      "
    `);
  });
});
